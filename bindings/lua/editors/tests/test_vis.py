# SPDX-License-Identifier: Apache-2.0
"""The plug-in in vis, which runs in tmux as it has no other way to be driven."""

import os
import shutil
import subprocess
import time

import pytest

if shutil.which("vis") is None or shutil.which("tmux") is None:
    pytest.skip("no vis or no tmux here", allow_module_level=True)
if "+lua" not in subprocess.run(["vis", "-v"], stdout=subprocess.PIPE, check=True).stdout.decode():
    pytest.skip("this vis has no Lua", allow_module_level=True)
if "liblua5.3" not in subprocess.run(["ldd", shutil.which("vis")], stdout=subprocess.PIPE, check=True).stdout.decode():
    pytest.skip("this vis has another Lua than 5.3", allow_module_level=True)

VISRC = """
require('vis')
local zhengzi = dofile(os.getenv("ZZ_EDITORS") .. "/vis/zhengzi.lua")
zhengzi.operator("gz", "s2t")
zhengzi.recipe = "s2tw"
zhengzi.options = { dictionary = { ["程序"] = "甲" } }
"""


class Vis:
    def __init__(self, folder, content, visrc=VISRC, **env):
        self.file = folder / "file.txt"
        self.file.write_bytes(content)
        (folder / "config" / "vis").mkdir(parents=True)
        (folder / "config" / "vis" / "visrc.lua").write_text(visrc, encoding="utf-8")
        self.tmux = ["tmux", "-S", str(folder / "tmux"), "-f", "/dev/null"]
        self.saved = 0
        surroundings = dict(os.environ, XDG_CONFIG_HOME=str(folder / "config"), LC_ALL="C.UTF-8",
                            TERM="screen", **env)
        surroundings.pop("TMUX", None)
        subprocess.run(self.tmux + ["new-session", "-d", "-x", "100", "-y", "20", "vis", str(self.file)],
                       env=surroundings, check=True)
        self.wait(lambda: "file.txt" in self.screen())

    def screen(self):
        return subprocess.run(self.tmux + ["capture-pane", "-p"], stdout=subprocess.PIPE,
                              check=True).stdout.decode()

    def wait(self, condition):
        end = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < end, self.screen()
            time.sleep(0.02)

    def keys(self, *keys):
        for key in keys:
            subprocess.run(self.tmux + ["send-keys", *(["-l"] if key not in ("Enter", "Escape") else []), key],
                           check=True)
            if key == "Escape":  # or it would begin a sequence
                time.sleep(0.2)

    def command(self, text, answer=None):
        self.keys(":", text, "Enter")
        if answer:
            self.wait(lambda: answer in self.screen())

    def content(self):
        """What :w writes, to a file of its own each time."""
        self.saved += 1
        copy = self.file.with_name(f"copy{self.saved}")
        self.keys("Escape", "Escape", ":", f"w {copy}", "Enter")
        self.wait(copy.exists)
        return copy.read_bytes()

    def close(self):
        subprocess.run(self.tmux + ["kill-server"], check=False)


@pytest.fixture
def vis(tmp_path):
    opened = []

    def start(content, **env):
        opened.append(Vis(tmp_path, content if isinstance(content, bytes) else content.encode(), **env))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


TEXT = "她的头发很干\nASCII\n汉字汉字\n"


def test_all_of_the_file_and_undo(vis):
    editor = vis(TEXT)
    editor.command("zhengzi s2t", "zhengzi: s2t: 4 changes")
    assert editor.content().decode() == "她的頭髮很乾\nASCII\n漢字漢字\n"
    editor.keys("u")
    assert editor.content().decode() == TEXT
    editor.command("zhengzi s2twp, clean", "zhengzi: s2twp,clean: 4 changes")


def test_range_and_recipe_of_the_user(vis):
    editor = vis(TEXT)
    editor.command("1zhengzi", "zhengzi: s2tw: 2 changes")
    assert editor.content().decode() == "她的頭髮很乾\nASCII\n汉字汉字\n"


def test_selection(vis):
    editor = vis(TEXT)
    editor.keys("j", "j", "l", "v", "l")
    editor.command("zhengzi s2t", "zhengzi: s2t: 1 change")
    assert editor.content().decode() == "她的头发很干\nASCII\n汉字漢字\n"


def test_several_selections(vis):
    editor = vis("汉一汉\n汉二汉\n")
    editor.command("x/汉./")
    editor.command("zhengzi s2t", "zhengzi: s2t: 2 changes")
    assert editor.content().decode() == "漢一汉\n漢二汉\n"


def test_operator(vis):
    editor = vis(TEXT)
    editor.keys("j", "j", "g", "z", "l")
    assert editor.content().decode() == "她的头发很干\nASCII\n漢字汉字\n"
    editor.keys(".")
    editor.keys("l", "l", "v", "g", "z")
    assert editor.content().decode() == "她的头发很干\nASCII\n漢字漢字\n"


def test_errors(vis):
    editor = vis(TEXT)
    editor.command("zhengzi s2tx", 'zhengzi: There is no step "s2tx"')
    assert editor.content().decode() == TEXT


def test_words_of_ones_own(vis):
    editor = vis("程序\n")
    editor.command("zhengzi s2twp", "1 change")
    assert editor.content().decode() == "甲\n"


def test_nul_and_ill_formed_bytes(vis):
    editor = vis("\0汉".encode() + b"\xff\xe6\xb1\n\0\n")
    editor.command("zhengzi s2t", "1 change")
    assert editor.content() == "\0漢".encode() + b"\xff\xe6\xb1\n\0\n"


def test_many_changes(vis):
    editor = vis("汉x\n" * 30000)
    editor.command("zhengzi s2t", "30000 changes")
    assert editor.content().decode() == "漢x\n" * 30000
    editor.keys("u")
    assert editor.content().decode() == "汉x\n" * 30000


def test_without_the_module(vis):
    editor = vis(TEXT, LUA_CPATH="/nowhere/?.so")
    editor.command("zhengzi s2t", "zhengzi: the Lua module can't be loaded")
    assert editor.content().decode() == TEXT
