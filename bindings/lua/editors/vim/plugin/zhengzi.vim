" SPDX-License-Identifier: Apache-2.0
" :Zhengzi and <Plug>(zhengzi) for Vim; what they do is in autoload. See :help zhengzi.
if exists('g:loaded_zhengzi')
  finish
endif
let g:loaded_zhengzi = 1

command -range=% -nargs=? -bar -complete=customlist,zhengzi#complete Zhengzi
      \ call zhengzi#lines(<line1>, <line2>, <q-args>)

nnoremap <expr> <Plug>(zhengzi) zhengzi#operator()
xnoremap <expr> <Plug>(zhengzi) zhengzi#operator()
nnoremap <expr> <Plug>(zhengzi-line) zhengzi#operator() . '_'
