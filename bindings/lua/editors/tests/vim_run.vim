" SPDX-License-Identifier: Apache-2.0
" The plug-in inside Vim, in TAP: each function Test_*. ZZ_ENGINE says by what it must convert: a Vim
" without Lua has the command alone, ZZ_COMMAND.

set nocompatible nomore hidden noswapfile
let &runtimepath = $ZZ_EDITORS . '/vim,' . $VIMRUNTIME
runtime plugin/zhengzi.vim
if !empty($ZZ_COMMAND)
  let g:zhengzi_command = $ZZ_COMMAND
endif
if $ZZ_ENGINE ==# 'lua' && !(has('lua') && luaeval('_VERSION') ==# 'Lua 5.2')
  call writefile(['1..0 # SKIP this Vim has no Lua 5.2'], '/dev/stdout', 'a')
  qall!
endif

function s:buffer(lines) abort
  enew!
  call setline(1, a:lines)
  let &undolevels = &undolevels
  call cursor(1, 1)
  for name in ['recipe', 'dictionary', 'protect']
    execute 'unlet! g:zhengzi_' . name
  endfor
endfunction

function s:check(expected) abort
  call assert_equal(a:expected, getline(1, '$'))
endfunction

function Test_the_engine() abort
  call assert_equal($ZZ_ENGINE, zhengzi#engine#name())
endfunction

function Test_all_lines() abort
  call s:buffer(['她的头发很干，鼠标坏了', 'ASCII', '', '发'])
  Zhengzi s2twp
  call s:check(['她的頭髮很乾，滑鼠壞了', 'ASCII', '', '發'])
endfunction

function Test_range() abort
  call s:buffer(['汉', '汉', '汉', '汉'])
  2,3Zhengzi s2t
  call s:check(['汉', '漢', '漢', '汉'])
endfunction

function Test_one_step_of_undo() abort
  call s:buffer(['头发', 'x', '汉字'])
  Zhengzi s2tw
  call s:check(['頭髮', 'x', '漢字'])
  undo
  call s:check(['头发', 'x', '汉字'])
endfunction

function Test_nothing_to_change() abort
  call s:buffer(['漢字'])
  let tick = b:changedtick
  Zhengzi s2t
  call assert_equal(tick, b:changedtick)
endfunction

function Test_marks_folds_and_cursor() abort
  call s:buffer(['&lt;软件', '一', '二', '发展'])
  setlocal foldmethod=manual
  2,3fold
  3mark a
  call cursor(1, len('&lt;软') + 1)
  Zhengzi s2t
  call assert_equal([1, len('&lt;软') + 1], getcurpos()[1:2])
  call cursor(1, len('&lt;软') + 1)
  Zhengzi entities
  call assert_equal('<軟件', getline(1))
  call assert_equal([2, 3], [foldclosed(2), foldclosedend(2)])
  call assert_equal(3, line("'a"))
endfunction

function Test_lines_that_go_and_come() abort
  call s:buffer(['一', '返回頂部', '二'])
  Zhengzi furniture
  call s:check(['一', '二'])
  undo
  call s:check(['一', '返回頂部', '二'])
  1,2Zhengzi furniture
  call s:check(['一', '二'])
  call s:buffer(['返回頂部'])
  Zhengzi furniture
  call s:check([''])
  call s:buffer(["a\u2028汉", 'b'])
  Zhengzi newlines,s2t
  call s:check(['a', '漢', 'b'])
endfunction

" A NUL is NL in Vim's lines.
function Test_nul_and_ill_formed_bytes() abort
  let lines = ["发\n汉", "\n", "\xff汉\xe6\xb1", "汉\r"]
  call s:buffer(lines)
  Zhengzi s2t
  call s:check(["發\n漢", "\n", "\xff漢\xe6\xb1", "漢\r"])
endfunction

function Test_errors() abort
  call s:buffer(['汉'])
  messages clear
  Zhengzi s2tx
  call assert_match('^zhengzi: .*s2tx', execute('messages')[1:])
  Zhengzi
  call assert_match('no recipe', execute('messages'))
  let g:zhengzi_dictionary = '/nowhere/words'
  Zhengzi s2t
  call assert_match('/nowhere/words', execute('messages'))
  unlet g:zhengzi_dictionary
  setlocal nomodifiable
  Zhengzi s2t
  call assert_match("'modifiable' is off", execute('messages'))
  setlocal modifiable
  call s:check(['汉'])
endfunction

function Test_words_of_ones_own() abort
  call s:buffer(['程序和面条在里面'])
  let [g:zhengzi_dictionary, g:zhengzi_protect] = [tempname(), tempname()]
  call writefile(["程序\t程序碼"], g:zhengzi_dictionary)
  call writefile(['面条'], g:zhengzi_protect)
  let g:zhengzi_recipe = 's2twp'
  Zhengzi
  call s:check(['程序碼和面条在裡面'])
  undo
  call writefile(["程序\t甲"], g:zhengzi_dictionary)
  Zhengzi
  call s:check(['甲和面条在裡面'])
  call delete(g:zhengzi_dictionary)
  call delete(g:zhengzi_protect)
endfunction

function Test_completion() abort
  let names = getcompletion('Zhengzi ', 'cmdline')
  call assert_true(len(names) > 60)
  for name in ['s2t', 's2twp', 'clean', 'fold', 'search']
    call assert_true(index(names, name) >= 0, name)
  endfor
  if $ZZ_WITHOUT =~# 'context'
    call assert_equal(-1, match(names, ':context\|repair'))
  else
    call assert_true(index(names, 's2twp:context') >= 0 && index(names, 'repair:tw') >= 0)
    call assert_equal(['s2twp', 's2twp:context'], getcompletion('Zhengzi s2twp', 'cmdline'))
    call assert_equal(['clean,s2hkp:context'], getcompletion('Zhengzi clean,s2hkp:', 'cmdline'))
  endif
  call assert_equal(['web,-entities'], getcompletion('Zhengzi web,-enti', 'cmdline'))
  call assert_equal([], getcompletion('Zhengzi nfc,nf', 'cmdline'))
endfunction

function Test_operator() abort
  map gz <Plug>(zhengzi)
  nmap gzz <Plug>(zhengzi-line)
  call s:buffer(['汉字 汉字 汉字', '汉', '', '汉'])
  let g:zhengzi_recipe = 's2t'
  call feedkeys('wgzw', 'xt')
  call assert_equal('汉字 漢字 汉字', getline(1))
  call feedkeys('w.', 'xt')
  call assert_equal('汉字 漢字 漢字', getline(1))
  call feedkeys('jgzz', 'xt')
  call s:check(['汉字 漢字 漢字', '漢', '', '汉'])
  call feedkeys('u', 'xt')
  call s:check(['汉字 漢字 漢字', '汉', '', '汉'])
  call feedkeys('ggVjgz', 'xt')
  call s:check(['漢字 漢字 漢字', '漢', '', '汉'])
  call s:buffer(['汉汉汉', '汉汉汉'])
  let g:zhengzi_recipe = 's2t'
  call feedkeys('llvjhgz', 'xt')
  call s:check(['汉汉漢', '漢漢汉'])
endfunction

function Test_operator_on_blocks() abort
  call s:buffer(['汉汉汉汉', '汉汉', 'x汉汉汉', '汉汉汉汉'])
  let g:zhengzi_recipe = 's2t'
  call feedkeys("l\<C-v>jjjlgz", 'xt')
  call s:check(['汉漢漢汉', '汉漢', 'x汉漢汉', '汉漢漢汉'])
  call feedkeys('u', 'xt')
  call s:check(['汉汉汉汉', '汉汉', 'x汉汉汉', '汉汉汉汉'])
  call s:buffer(['汉汉汉汉汉', '汉汉', '', '汉汉汉'])
  let g:zhengzi_recipe = 's2t'
  call feedkeys("l\<C-v>jjj$gz", 'xt')
  call s:check(['汉漢漢漢漢', '汉漢', '', '汉漢漢'])
  call s:buffer(['e&#x301;&#10;x', 'y'])
  let g:zhengzi_recipe = 'entities'
  call feedkeys("0\<C-v>$gz", 'xt')
  call s:check(["e\u0301", 'x', 'y'])
endfunction

function Test_file_encoding() abort
  call s:buffer(['头发'])
  setlocal fileencoding=gb2312
  messages clear
  Zhengzi s2t
  call assert_match("'fileencoding' is \\S\\+, which has not all of: 頭髮", execute('messages'))
  call s:check(['頭髮'])
endfunction

function Test_help() abort
  let folder = tempname()
  call mkdir(folder . '/doc', 'p')
  call writefile(readfile($ZZ_EDITORS . '/vim/doc/zhengzi.txt'), folder . '/doc/zhengzi.txt')
  execute 'helptags' folder . '/doc'
  let tags = map(readfile(folder . '/doc/tags'), 'split(v:val, "\t")[0]')
  for tag in [':Zhengzi', '<Plug>(zhengzi)', '<Plug>(zhengzi-line)', 'zhengzi', 'zhengzi-install']
    call assert_true(index(tags, tag) >= 0, tag)
  endfor
  call delete(folder, 'rf')
endfunction

let s:tests = sort(map(split(execute('function /^Test_'), "\n"), 'matchstr(v:val, ''Test_\w\+'')'))
let s:out = ['1..' . len(s:tests)]
for s:test in s:tests
  let v:errors = []
  try
    call call(s:test, [])
  catch
    call add(v:errors, v:throwpoint . ': ' . v:exception)
  endtry
  call add(s:out, (empty(v:errors) ? 'ok ' : 'not ok ') . (index(s:tests, s:test) + 1) . ' ' . s:test)
  for s:error in v:errors
    call extend(s:out, map(split(s:error, "\n"), '"# " . v:val'))
  endfor
endfor
call writefile(s:out, '/dev/stdout', 'a')
qall!
