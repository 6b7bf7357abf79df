-- SPDX-License-Identifier: Apache-2.0
-- Long work in slices, so that the editor answers between them: one job a buffer. The work is a
-- function that calls pause(fraction) now and then.

local uv = vim.loop

local M = {}

local running = {}

local function show(job, fraction)
  local now = uv.hrtime()
  if now - job.shown > 2e8 then
    job.shown = now
    local text = ("%s: %d %%"):format(job.title, math.floor(fraction * 100))
    vim.api.nvim_buf_set_var(job.buf, "zhengzi_progress", text)
    vim.api.nvim_echo({ { text .. "   (:ZhengziCancel stops it)" } }, false, {})
  end
end

local function finish(job, ...)
  running[job.buf] = nil
  if job.timer then
    job.timer:close()
  end
  if vim.api.nvim_buf_is_valid(job.buf) then
    pcall(vim.api.nvim_buf_del_var, job.buf, "zhengzi_progress")
  end
  job.done(...)
end

local function resume(job)
  if not vim.api.nvim_buf_is_valid(job.buf) then
    return finish(job, false, "the buffer is gone")
  end
  job.until_time = uv.hrtime() + job.slice * 1e6
  local fine, result = coroutine.resume(job.thread, job.cancelled)
  if not fine then
    return finish(job, false, tostring(result))
  elseif coroutine.status(job.thread) == "dead" then
    return finish(job, true, result)
  end
  show(job, result)
  -- A timer, as what is only scheduled again runs before the next key is looked at.
  job.timer:start(1, 0, vim.schedule_wrap(function()
    if running[job.buf] == job then
      resume(job)
    end
  end))
end

-- options: buf, title, slice (milliseconds), blocking, done(fine, result): called at the end with
-- what the work returned, or false and a message. A cancelled job has pause return true, once.
function M.start(work, options)
  local job = options
  if running[job.buf] then
    return job.done(false, "the buffer is being converted already; :ZhengziCancel stops that")
  end
  job.shown = uv.hrtime()
  if job.blocking then
    local fine, result = pcall(work, function() end)
    return job.done(fine, result)
  end
  running[job.buf] = job
  job.timer = uv.new_timer()
  job.thread = coroutine.create(function()
    return work(function(fraction)
      if uv.hrtime() > job.until_time then
        return coroutine.yield(fraction)
      end
    end)
  end)
  resume(job)
end

-- Whether there was one to cancel.
function M.cancel(buf)
  local job = running[buf]
  if job then
    job.cancelled = true
  end
  return job ~= nil
end

function M.running(buf)
  return running[buf] ~= nil
end

return M
