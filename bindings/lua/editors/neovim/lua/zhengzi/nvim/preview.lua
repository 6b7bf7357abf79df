-- SPDX-License-Identifier: Apache-2.0
-- The preview: a list of the changes below the text, each to be accepted, rejected or given another
-- text, and the places in the text itself.

local api = vim.api
local apply = require "zhengzi.nvim.apply"
local draw = require "zhengzi.nvim.draw"
local edits = require "zhengzi.nvim.edits"

local M = {}

local HELP = {
  "<Space> accept or reject   y accept   n reject   A accept all   R reject all",
  "= as this one, all of the same change   a another text   <CR> apply   q quit",
}

-- ---- What is shown ----------------------------------------------------------------------------

local function visible(text)
  return (text:gsub("\n", "⏎"):gsub("%z", "␀"):gsub("\t", "⇥"):gsub("\r", "␍"))
end

-- What a text could become, besides what it does; each text is looked up once.
local function alternatives(view, from, to)
  local known = view.alternatives[from]
  if not known then
    known = from ~= "" and view.converter:alternatives(from) or {}
    view.alternatives[from] = known
  end
  return vim.tbl_filter(function(text)
    return text ~= to and text ~= from
  end, known)
end

local function pad(text, width)
  return text .. (" "):rep(width - vim.fn.strdisplaywidth(text))
end

local function list_line(view, n)
  local found = view.found
  local to = view.others[n] or found.to[n]
  local from = edits.from(found, n)
  local change = visible(from) .. " → " .. visible(to)
  local line = ("%s %s %s %s"):format(view.accepted[n] and "●" or "○",
    pad(("%d:%d"):format(found.row[n] + 1, found.col[n] + 1), 8), pad(change, 22),
    pad(found.step[n] .. " " .. found.operation[n], 18))
  local others = alternatives(view, from, to)
  if #others > 0 then
    line = line .. " also " .. table.concat(vim.tbl_map(visible, others), " ", 1, math.min(6, #others))
  end
  return (line:gsub(" +$", ""))
end

local function set_lines(view, first, last)
  local lines = {}
  for n = first, last do
    lines[#lines + 1] = list_line(view, n)
  end
  vim.bo[view.list].modifiable = true
  api.nvim_buf_set_lines(view.list, first - 1, last, false, lines)
  vim.bo[view.list].modifiable = false
end

local function set_status(view)
  local accepted = 0
  for n = 1, view.found.count do
    accepted = accepted + (view.accepted[n] and 1 or 0)
  end
  local text = (" zhengzi %s: %d of %s changes accepted%%=g? help "):format(
    view.recipe:gsub("%%", "%%%%"), accepted, view.found.count .. (view.found.cut and "+" or ""))
  api.nvim_win_call(view.list_window, function()
    vim.opt_local.statusline = text
  end)
end

local function current(view)
  return api.nvim_win_get_cursor(view.list_window)[1]
end

local function redraw(view)
  if not api.nvim_buf_is_valid(view.found.buf) or not api.nvim_win_is_valid(view.window)
    or api.nvim_buf_get_changedtick(view.found.buf) ~= view.found.tick then
    draw.clear(view.found.buf)
    return
  end
  draw.places(view, current(view))
end

local function follow(view)
  local n, found = current(view), view.found
  if api.nvim_win_is_valid(view.window) and api.nvim_win_get_buf(view.window) == found.buf
    and api.nvim_buf_get_changedtick(found.buf) == found.tick then
    local row = math.min(found.row[n], api.nvim_buf_line_count(found.buf) - 1)
    api.nvim_win_set_cursor(view.window, { row + 1, found.col[n] })
  end
  redraw(view)
end

-- ---- Keys -------------------------------------------------------------------------------------

local function decide(view, first, last, accept)
  for n = first, last do
    if accept == nil then
      view.accepted[n] = not view.accepted[n]
    else
      view.accepted[n] = accept
    end
  end
  set_lines(view, first, last)
  set_status(view)
  redraw(view)
end

local function next_change(view)
  if current(view) < view.found.count then
    api.nvim_win_set_cursor(view.list_window, { current(view) + 1, 0 })
    follow(view)
  end
end

-- The other edits that turn the same text into the same.
local function decide_same(view)
  local at, found = current(view), view.found
  local from = edits.from(found, at)
  for n = 1, found.count do
    if found.to[n] == found.to[at] and edits.from(found, n) == from then
      view.accepted[n] = view.accepted[at]
      view.others[n] = view.others[at]
      set_lines(view, n, n)
    end
  end
  set_status(view)
  redraw(view)
end

local function choose(view)
  local n = current(view)
  local from = edits.from(view.found, n)
  local texts = { view.found.to[n] }
  for _, text in ipairs(alternatives(view, from, view.found.to[n])) do
    texts[#texts + 1] = text
  end
  vim.ui.select(texts, { prompt = visible(from) .. ":", format_item = visible }, function(text)
    if text then
      view.others[n] = text ~= view.found.to[n] and text or nil
      decide(view, n, n, true)
    end
  end)
end

local function close(view)
  if view.closed then
    return
  end
  view.closed = true
  draw.clear(view.found.buf)
  pcall(api.nvim_del_augroup_by_id, view.group)
  local focused = api.nvim_get_current_win() == view.list_window
  -- The last window stays, with another buffer.
  if api.nvim_win_is_valid(view.list_window)
    and api.nvim_win_get_buf(view.list_window) == view.list
    and not pcall(api.nvim_win_close, view.list_window, true) then
    pcall(api.nvim_buf_delete, view.list, { force = true })
  end
  if focused and api.nvim_win_is_valid(view.window) then
    api.nvim_set_current_win(view.window)
  end
end

local function apply_accepted(view)
  local chosen = apply.choose(view.found, function(n)
    return view.accepted[n] and (view.others[n] or true)
  end)
  close(view)
  view.use(chosen)
end

local function set_keys(view)
  local function key(lhs, act, modes)
    vim.keymap.set(modes or "n", lhs, act, { buffer = view.list, nowait = true })
  end
  local function selected(act)
    return function()
      local first, last = vim.fn.line "v", vim.fn.line "."
      vim.cmd "normal! \27"
      act(math.min(first, last), math.max(first, last))
    end
  end
  local function ranged(accept)
    return selected(function(first, last)
      decide(view, first, last, accept)
    end)
  end
  local function one(accept)
    return function()
      decide(view, current(view), current(view), accept)
      next_change(view)
    end
  end
  local function all(accept)
    return function()
      decide(view, 1, view.found.count, accept)
    end
  end

  key("<Space>", one(nil))
  key("y", one(true))
  key("n", one(false))
  key("<Space>", ranged(nil), "x")
  key("y", ranged(true), "x")
  key("n", ranged(false), "x")
  key("A", all(true))
  key("R", all(false))
  key("=", function() decide_same(view) end)
  key("a", function() choose(view) end)
  key("<CR>", function() apply_accepted(view) end)
  key("q", function() close(view) end)
  key("<Esc>", function() close(view) end)
  key("g?", function()
    api.nvim_echo({ { table.concat(HELP, "\n") } }, false, {})
  end)
end

-- ---- Opening ----------------------------------------------------------------------------------

local function open_list(view)
  vim.cmd(("botright %dsplit"):format(math.max(3, math.min(view.found.count,
    math.floor(vim.o.lines / 3)))))
  view.list_window = api.nvim_get_current_win()
  view.list = api.nvim_create_buf(false, true)
  api.nvim_win_set_buf(view.list_window, view.list)
  vim.bo[view.list].bufhidden = "wipe"
  vim.bo[view.list].undolevels = -1
  -- The window may outlive the list, as the last one.
  vim.cmd "setlocal nonumber norelativenumber nowrap nospell nolist cursorline"
  vim.cmd "setlocal winfixheight signcolumn=no nofoldenable"
  set_lines(view, 1, view.found.count)
  vim.bo[view.list].filetype = "zhengzi"
  draw.list_syntax()
end

-- Shows what was found. use(chosen) gets the accepted edits, if the user applies them.
function M.open(found, recipe, converter, use)
  local view = { found = found, recipe = recipe, converter = converter, use = use,
    window = api.nvim_get_current_win(), accepted = {}, others = {}, alternatives = {} }
  if api.nvim_win_get_buf(view.window) ~= found.buf then
    view.window = vim.fn.win_findbuf(found.buf)[1]
    if not view.window then
      return
    end
    api.nvim_set_current_win(view.window)
  end
  for n = 1, found.count do
    view.accepted[n] = true
  end
  draw.highlights()
  open_list(view)
  set_status(view)
  set_keys(view)
  view.group = api.nvim_create_augroup("zhengzi-preview-" .. view.list, {})
  local function on(events, buf, act)
    api.nvim_create_autocmd(events, { group = view.group, buffer = buf, callback = act })
  end
  on("CursorMoved", view.list, function() follow(view) end)
  for _, buf in ipairs { view.list, found.buf } do
    on("BufWipeout", buf, vim.schedule_wrap(function() close(view) end))
  end
  on({ "CursorMoved", "TextChanged", "TextChangedI" }, found.buf, function() redraw(view) end)
  api.nvim_create_autocmd("WinScrolled", { group = view.group, callback = function()
    redraw(view)
  end })
  follow(view)
  return view
end

return M
