" SPDX-License-Identifier: Apache-2.0
" Converts lines and selections; zhengzi#engine does the converting.

let s:maxcol = 2147483647

function s:complain(message) abort
  echohl ErrorMsg
  echomsg 'zhengzi: ' . a:message
  echohl None
endfunction

" The recipe given, or that of the user; '' where there is none.
function s:recipe(given) abort
  let recipe = empty(a:given) ? get(g:, 'zhengzi_recipe', '') : a:given
  if empty(recipe)
    call s:complain('no recipe: name one, or set g:zhengzi_recipe')
  endif
  return recipe
endfunction

" ---- Putting lines in -------------------------------------------------------------------------

" What a file in this encoding can't hold: writing it would fail.
function s:warn_of_encoding(lines) abort
  let encoding = &fileencoding
  if empty(encoding) || encoding =~# '^\%(utf\|ucs\)' || encoding ==# 'gb18030'
    return
  endif
  for line in a:lines
    if iconv(iconv(line, 'utf-8', encoding), encoding, 'utf-8') !=# line
      echohl WarningMsg
      echomsg "zhengzi: 'fileencoding' is " . encoding . ', which has not all of: ' . line
      echohl None
      return
    endif
  endfor
endfunction

" Puts lines in place of those from first on. Only lines that differ are set, so that marks and text
" properties of others stay.
function s:replace(first, before, after) abort
  let [start, before_end, after_end] = [0, len(a:before), len(a:after)]
  while start < before_end && start < after_end && a:before[start] ==# a:after[start]
    let start += 1
  endwhile
  while before_end > start && after_end > start && a:before[before_end - 1] ==# a:after[after_end - 1]
    let before_end -= 1
    let after_end -= 1
  endwhile
  let changed = []
  let common = min([before_end, after_end])
  for i in range(start, common - 1)
    if a:before[i] !=# a:after[i]
      call add(changed, a:after[i])
      call setline(a:first + i, a:after[i])
    endif
  endfor
  if after_end > common
    call append(a:first + common - 1, a:after[common : after_end - 1])
    call extend(changed, a:after[common : after_end - 1])
  elseif before_end > common
    silent call deletebufline('%', a:first + common, a:first + before_end - 1)
  endif
  call s:warn_of_encoding(changed)
  return after_end - start
endfunction

" The cursor stays on its character.
function s:keeping_the_cursor(act) abort
  let view = winsaveview()
  let column = exists('*charcol') ? charcol('.') : 0
  call a:act()
  call winrestview(view)
  if column && line('.') == view.lnum
    call setcursorcharpos(view.lnum, column)
  endif
endfunction

" ---- Lines ------------------------------------------------------------------------------------

function s:convert_lines(first, last, recipe) abort
  let before = getline(a:first, a:last)
  let after = zhengzi#engine#convert(a:recipe, before)
  if before ==# after
    echo 'zhengzi: ' . a:recipe . ': nothing to change'
    return
  elseif !&modifiable
    throw "zhengzi: the buffer can't be modified: 'modifiable' is off"
  endif
  call s:keeping_the_cursor({-> s:replace(a:first, before, after)})
endfunction

" :Zhengzi
function zhengzi#lines(first, last, recipe) abort
  let recipe = s:recipe(a:recipe)
  if empty(recipe)
    return
  endif
  try
    call s:convert_lines(a:first, a:last, recipe)
  catch /^zhengzi: /
    call s:complain(v:exception[9:])
  endtry
endfunction

" ---- Operator ---------------------------------------------------------------------------------

let s:operated = {'recipe': '', 'to_end': 0}

" For mappings with <expr>: what to type so that the motion that follows, or the selection, is
" converted.
function zhengzi#operator(recipe = '') abort
  let s:operated = {'recipe': a:recipe,
        \ 'to_end': mode() ==# "\<C-v>" && winsaveview().curswant == s:maxcol}
  set operatorfunc=zhengzi#operate
  return 'g@'
endfunction

" Where the character with a byte in it begins, from 0; marks may be in the middle of one.
function s:character_start(line, col) abort
  return a:col > len(a:line) ? len(a:line) : byteidx(a:line, charidx(a:line, a:col - 1))
endfunction

function s:character_end(line, col) abort
  let start = s:character_start(a:line, a:col)
  return start + len(matchstr(strpart(a:line, start), '^.'))
endfunction

" The first column of the character at a byte, and its last.
function s:columns(line, col) abort
  let start = s:character_start(a:line, a:col)
  let first = strdisplaywidth(strpart(a:line, 0, start))
  let character = matchstr(strpart(a:line, start), '^.')
  return [first, first + max([1, strdisplaywidth(character, first)]) - 1]
endfunction

" The bytes, from and behind, of the characters that lie in columns left to right.
function s:inside(line, left, right) abort
  let [from, to, col, column] = [-1, -1, 0, 0]
  for character in split(a:line, '\zs')
    let width = strdisplaywidth(character, column)
    if column >= a:left && column + width - 1 <= a:right
      let from = from < 0 ? col : from
      let to = col + len(character)
    endif
    let column += width
    let col += len(character)
    if column > a:right
      break
    endif
  endfor
  return [from, to]
endfunction

" Each line of the rectangle is a text of its own.
function s:convert_block(from, to, to_end, recipe) abort
  let from_columns = s:columns(getline(a:from[1]), a:from[2])
  let to_columns = s:columns(getline(a:to[1]), a:to[2])
  let left = min([from_columns[0], to_columns[0]])
  let right = a:to_end ? s:maxcol : max([from_columns[1], to_columns[1]])
  let changed = {}
  for number in range(a:from[1], a:to[1])
    let line = getline(number)
    let [first, last] = s:inside(line, left, right)
    if first >= 0
      let after = zhengzi#engine#convert(a:recipe, [strpart(line, first, last - first)], 'characters')
      let changed[number] = strpart(line, 0, first) . join(after, "\n") . strpart(line, last)
    endif
  endfor
  for number in reverse(sort(keys(changed), 'N'))
    call s:replace(number + 0, [getline(number)], split(changed[number], "\n", 1))
  endfor
endfunction

function s:convert_characters(from, to, recipe) abort
  let lines = getline(a:from[1], a:to[1])
  let text = copy(lines)
  let last_end = s:character_end(lines[-1], a:to[2])
  let head = strpart(lines[0], 0, a:from[2] - 1)
  let tail = strpart(lines[-1], last_end)
  let text[-1] = strpart(text[-1], 0, last_end)
  let text[0] = strpart(text[0], a:from[2] - 1)
  let after = zhengzi#engine#convert(a:recipe, text, 'characters')
  let after[0] = head . after[0]
  let after[-1] .= tail
  call s:replace(a:from[1], lines, after)
endfunction

" 'operatorfunc'
function zhengzi#operate(kind) abort
  let [from, to] = [getpos("'["), getpos("']")]
  let recipe = s:recipe(s:operated.recipe)
  if empty(recipe) || to[1] < from[1] || to[1] == from[1] && to[2] < from[2]
    return
  endif
  try
    if a:kind ==# 'line'
      call s:convert_lines(from[1], to[1], recipe)
    elseif a:kind ==# 'block'
      call s:keeping_the_cursor({-> s:convert_block(from, to, s:operated.to_end, recipe)})
    else
      call s:keeping_the_cursor({-> s:convert_characters(from, to, recipe)})
    endif
  catch /^zhengzi: /
    call s:complain(v:exception[9:])
  endtry
endfunction

" ---- Completion -------------------------------------------------------------------------------

" Recipes that begin with lead: what is before the last comma stays.
function zhengzi#complete(lead, line, position) abort
  let before = matchstr(a:lead, '^.*,')
  let part = strpart(a:lead, len(before))
  let sign = part[0] ==# '-' ? '-' : ''
  let part = strpart(part, len(sign))
  if !empty(sign) && empty(before)
    return []
  endif
  let used = map(split(before, ','), 'trim(v:val)')
  try
    let names = zhengzi#engine#names()
  catch /^zhengzi: /
    return []
  endtry
  call filter(names, {_, name -> stridx(name, part) == 0 && index(used, sign . name) < 0})
  return map(names, {_, name -> before . sign . name})
endfunction
