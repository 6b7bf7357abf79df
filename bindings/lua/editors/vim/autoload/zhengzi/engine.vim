" SPDX-License-Identifier: Apache-2.0
" What converts: the Lua module zhengzi, or the command zhengzi where Vim has no Lua or does not find
" the module. g:zhengzi_engine, 'lua' or 'command', says it must be that one.

let s:module = -1 " whether there is the module; -1: not looked yet
let s:why = ''    " why not

if has('lua')
  lua << EOF
  zhengzi_in_vim = {}

  local opened = {}

  local function read(path)
    if path ~= "" then
      local file, message = io.open(path, "rb")
      if not file then
        error(message, 0)
      end
      local text = file:read "*a"
      file:close()
      return text
    end
  end

  function zhengzi_in_vim.load()
    local found, module = pcall(require, "zhengzi")
    return found and "" or module
  end

  -- Vim's lines have NL for NUL.
  local function swap(text)
    return (text:gsub("[\n%z]", { ["\n"] = "\0", ["\0"] = "\n" }))
  end

  -- One with files of words is opened each time: they may have changed.
  local function open(recipe, dictionary, protect)
    local plain = dictionary == "" and protect == ""
    if plain and opened[recipe] then
      return opened[recipe]
    end
    local options = { dictionary = read(dictionary), protect = read(protect) }
    local converter, message = require("zhengzi").open(recipe, options)
    if not converter then
      error(message, 0)
    end
    opened[recipe] = plain and converter or nil
    return converter
  end

  local function convert(recipe, lines, line_end, dictionary, protect)
    local converter = open(recipe, dictionary, protect)
    local text = {}
    for line in lines() do
      text[#text + 1] = swap(line)
    end
    local converted, message = converter:convert(table.concat(text, "\n") .. line_end)
    if not converted then
      error(message, 0)
    end
    if line_end == "" or (converted ~= "" and converted:sub(-1) ~= "\n") then
      converted = converted .. "\n"
    end
    local list = vim.list()
    for line in converted:gmatch "([^\n]*)\n" do
      list:add(swap(line))
    end
    return list
  end

  -- A list of lines, or a message.
  function zhengzi_in_vim.convert(...)
    local fine, result = pcall(convert, ...)
    return fine and result or tostring(result)
  end

  function zhengzi_in_vim.names()
    local list = vim.list()
    for _, entry in ipairs(require("zhengzi").recipes()) do
      list:add(entry.name)
    end
    return list
  end
EOF
endif

function s:use_module() abort
  let wanted = get(g:, 'zhengzi_engine', '')
  if wanted ==# 'command'
    return 0
  endif
  if s:module < 0
    let s:why = has('lua') ? luaeval('zhengzi_in_vim.load()') : 'this Vim has no +lua'
    let s:module = empty(s:why)
  endif
  if wanted ==# 'lua' && !s:module
    throw 'zhengzi: no module: ' . split(s:why, "\n")[0]
  endif
  return s:module
endfunction

" 'lua' or 'command'
function zhengzi#engine#name() abort
  return s:use_module() ? 'lua' : 'command'
endfunction

function s:path(variable) abort
  let path = get(g:, a:variable, '')
  return empty(path) ? '' : fnamemodify(expand(path), ':p')
endfunction

" The command's output as lines; what it says becomes an exception where it fails.
function s:run(arguments, lines) abort
  if !executable(get(g:, 'zhengzi_command', 'zhengzi'))
    throw 'zhengzi: neither the Lua module nor the command zhengzi is found'
          \ . (empty(s:why) ? '' : ' (' . split(s:why, "\n")[0] . ')')
  endif
  let errors = tempname()
  let command = join(map([get(g:, 'zhengzi_command', 'zhengzi')] + a:arguments, 'shellescape(v:val)'))
  let output = systemlist(command . ' 2>' . shellescape(errors), a:lines)
  let said = filereadable(errors) ? readfile(errors) : []
  call delete(errors)
  if v:shell_error
    throw 'zhengzi: ' . substitute(get(said, 0, 'the command failed'), '^zhengzi: ', '', '')
  endif
  return output
endfunction

function s:by_command(recipe, lines, line_end) abort
  let arguments = []
  for [variable, option] in [['zhengzi_dictionary', '--user-dict'], ['zhengzi_protect', '--protect']]
    if !empty(s:path(variable))
      call extend(arguments, [option, s:path(variable)])
    endif
  endfor
  let after = s:run(arguments + ['--', a:recipe], a:lines + (a:line_end ? [''] : []))
  return empty(after) && !a:line_end ? [''] : after
endfunction

" Lines as getline() has them, converted. 'characters': their last has no line end.
function zhengzi#engine#convert(recipe, lines, kind = 'lines') abort
  if &encoding !=# 'utf-8'
    throw "zhengzi: 'encoding' must be utf-8"
  endif
  let line_end = a:kind ==# 'lines'
  if !s:use_module()
    return s:by_command(a:recipe, a:lines, line_end)
  endif
  let result = luaeval('zhengzi_in_vim.convert(_A[1], _A[2], _A[3], _A[4], _A[5])', [a:recipe, a:lines,
        \ line_end ? "\n" : '', s:path('zhengzi_dictionary'), s:path('zhengzi_protect')])
  if type(result) == v:t_string
    throw 'zhengzi: ' . result
  endif
  return result
endfunction

" All that a recipe may be made of.
function zhengzi#engine#names() abort
  if s:use_module()
    return sort(luaeval('zhengzi_in_vim.names()'))
  endif
  return sort(map(filter(s:run(['--list'], []), 'v:val =~# ''^  \S'''), 'matchstr(v:val, ''\S\+'')'))
endfunction
