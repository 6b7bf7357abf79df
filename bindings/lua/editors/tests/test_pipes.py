# SPDX-License-Identifier: Apache-2.0
"""Editors that send text through the command, as docs/editors.md says."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[4] / "docs" / "editors.md"
TEXT = "她的头发很干\nASCII\n鼠标\n"
CONVERTED = "她的頭髮很乾\nASCII\n滑鼠\n"
ENV = dict(os.environ, LC_ALL="C.UTF-8",
           PATH=os.path.dirname(os.environ["ZHENGZI"]) + os.pathsep + os.environ["PATH"])


def need(program):
    if shutil.which(program) is None:
        pytest.skip(f"no {program} here")


def table_keys(editor):
    """What the page says is to be typed."""
    row = re.search(rf"^\| {editor} \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.M).group(1)
    return re.search(r"`\\(\|zhengzi s2twp)`", row).group(1)


def test_kakoune():
    need("kak")
    done = subprocess.run(["kak", "-n", "-f", "%" + table_keys("Kakoune") + "<ret>"], input=TEXT.encode(),
                          stdout=subprocess.PIPE, env=ENV, check=True, timeout=30)
    assert done.stdout.decode() == CONVERTED


def emacs(path, recipe, *arguments):
    code = re.search(r"```elisp\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S).group(1)
    return subprocess.run(
        ["emacs", "-Q", "--batch", str(path), "--eval", code, "--eval", "(goto-char 9)",
         "--eval", f'(condition-case e (zhengzi (point-min) (point-max) "{recipe}") (error (princ e)))',
         "--eval", "(princ (point))", "-f", "save-buffer", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENV, check=True, timeout=60).stdout.decode()


def test_emacs(tmp_path):
    need("emacs")
    path = tmp_path / "file.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert emacs(path, "s2twp") == "9"
    assert path.read_text(encoding="utf-8") == CONVERTED
    assert "There is no step" in emacs(path, "s2twx")
    assert path.read_text(encoding="utf-8") == CONVERTED


def test_nano(tmp_path):
    need("nano")
    need("tmux")
    path = tmp_path / "file.txt"
    path.write_text(TEXT, encoding="utf-8")
    tmux = ["tmux", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    env = {name: value for name, value in ENV.items() if name != "TMUX"}

    def shows(text):
        end = time.monotonic() + 20
        while True:
            screen = subprocess.run(tmux + ["capture-pane", "-p"], stdout=subprocess.PIPE, check=True)
            if text in screen.stdout.decode():
                return
            assert time.monotonic() < end, screen.stdout.decode()
            time.sleep(0.05)

    def keys(*all_keys):
        subprocess.run(tmux + ["send-keys", *all_keys], check=True)

    subprocess.run(tmux + ["new-session", "-d", "-x", "80", "-y", "20", "nano", "-I", str(path)], env=env,
                   check=True)
    try:
        shows("鼠标")
        keys("C-t")
        shows("Command to execute")
        keys("-l", table_keys("nano"))
        keys("Enter")
        shows("滑鼠")
        keys("C-s")
        shows("Wrote 3 lines")
    finally:
        subprocess.run(tmux + ["kill-server"], check=False)
    assert path.read_text(encoding="utf-8") == CONVERTED
