#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes docs/neovim-preview.png: Neovim in xterm on a screen of its own, with the preview open.
#
#     tools/docs/neovim-preview.sh BUILD_FOLDER
#
# Needs nvim, xterm, xvfb, imagemagick, x11-utils, fonts-dejavu-core and fonts-wqy-zenhei, and a build
# with -Dlua=luajit.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "${1:?the build folder is wanted}" && pwd)
work=$(mktemp -d)
export DISPLAY=:"$((90 + $$ % 1000))"
screen=
terminal=
clean_up()
{
    [ -z "$terminal" ] || kill "$terminal" 2>/dev/null || true
    [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

cat >"$work/text.txt" <<'TEXT'
她的头发很干，皇后在面粉里找到一只戒指。
后来我们用软件打印了几份文件，鼠标却坏了。

台风过后，干部们在山谷里发现，松树只剩下几棵。
TEXT

cat >"$work/init.vim" <<INIT
set runtimepath^=$root/bindings/lua/editors/neovim
set termguicolors background=dark noruler noshowcmd laststatus=2 shortmess+=F
set fillchars=eob:\\  number
highlight Normal guibg=#1d2021 guifg=#ebdbb2
highlight LineNr guifg=#7c6f64
highlight CursorLine guibg=#32302f
highlight StatusLine gui=NONE guibg=#504945 guifg=#ebdbb2
highlight StatusLineNC gui=NONE guibg=#3c3836 guifg=#a89984
highlight VertSplit gui=NONE guibg=#1d2021 guifg=#504945
highlight ZhengziFrom guibg=#4c2422 guifg=#fb8b7d
highlight ZhengziTo guibg=#2b3a1f guifg=#b8d96b
highlight ZhengziCurrent gui=bold guibg=#d79921 guifg=#1d2021
highlight ZhengziResult guifg=#928374
highlight ZhengziRejected guifg=#665c54
highlight ZhengziOperation guifg=#83a598
highlight ZhengziOther guifg=#fabd2f
highlight Comment guifg=#928374
INIT

Xvfb "$DISPLAY" -screen 0 1400x900x24 -nolisten tcp >/dev/null 2>&1 &
screen=$!
sleep 1
LC_ALL=C.UTF-8 COLORTERM=truecolor LUA_CPATH="$build/bindings/lua/?-luajit.so" \
    XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work XDG_STATE_HOME=$work \
    xterm -geometry 84x18+0+0 -b 6 -bg '#1d2021' -fg '#ebdbb2' -u8 +sb \
    -fa 'DejaVu Sans Mono' -fd 'WenQuanYi Zen Hei Mono' -fs 13 -xrm 'XTerm*termName: xterm-256color' \
    -e nvim -u "$work/init.vim" -i NONE -n --listen "$work/socket" "$work/text.txt" &
terminal=$!

send()
{
    nvim --server "$work/socket" --remote-send "$1"
    sleep 0.5
}

for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ ! -S "$work/socket" ] || break
    sleep 0.5
done
sleep 1
send ':silent file text.txt<CR>'
send ':silent ZhengziPreview s2twp<CR>'
send 'jn'
send 'jjj:echo ""<CR>'
import -window "$(xwininfo -root -tree | awk '/"XTerm"/ { print $1; exit }')" "$work/picture.png"
convert "$work/picture.png" -strip +dither -colors 64 PNG8:"$root/docs/neovim-preview.png"
