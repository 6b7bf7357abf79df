# SPDX-License-Identifier: Apache-2.0
"""Colours and progress, on a terminal and elsewhere."""
import os
import pty
import re
import select
import subprocess
import time

import pytest
from conftest import SIMPLE


def on_terminal(zz, arguments, stream, feed=(), pause=0.0, env=None):
    """Runs it with stdout or stderr on a terminal, and returns (code, what came there)."""
    ours, theirs = pty.openpty()
    others = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    others[stream] = theirs
    surroundings = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    surroundings["TERM"] = "xterm"
    surroundings.update(env or {})
    child = zz.start(*arguments, stdin=subprocess.PIPE, env=surroundings, **others)
    os.close(theirs)
    for piece in feed:
        child.stdin.write(piece)
        child.stdin.flush()
        time.sleep(pause)
    child.stdin.close()
    got = b""
    while True:
        ready, _, _ = select.select([ours], [], [], 20)
        assert ready, "nothing came for long"
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        got += piece
    os.close(ours)
    return child.wait(), got.decode()


@pytest.mark.parametrize("arguments, env, coloured", [
    (["--diff"], {}, True),
    (["--diff", "--color=auto"], {}, True),
    (["--diff", "--color=never"], {}, False),
    (["--diff"], {"NO_COLOR": "1"}, False),
    (["--diff"], {"NO_COLOR": ""}, True),
    (["--diff"], {"TERM": "dumb"}, False),
    (["--diff", "--color"], {"NO_COLOR": "1"}, True),
])
def test_colour_on_a_terminal(zz, simple, arguments, env, coloured):
    code, got = on_terminal(zz, [*arguments, "s2t", simple], "stdout", env=env)
    assert code == 0
    assert ("\033[" in got) == coloured


@pytest.mark.parametrize("arguments, coloured", [
    (["--diff"], False), (["--diff", "--color=auto"], False), (["--diff", "--color=always"], True),
    (["--diff", "--color"], True), (["--color", "--diff", "--color=never"], False),
])
def test_colour_elsewhere(zz, simple, arguments, coloured):
    assert (b"\033[" in zz.text(*arguments, "s2t", simple)) == coloured


def test_colour_only_adds_escapes(zz):
    text = ("后来\nabc\n\n" * 30 + "x\n" * 20 + "软件").encode()
    plain = zz.text("--diff", "s2twp", stdin=text).decode()
    coloured = zz.text("--diff", "--color", "s2twp", stdin=text).decode()
    assert re.sub("\033\\[[0-9]*m", "", coloured) == plain


@pytest.mark.parametrize("text, old, new", [
    ("他后来。", "他[后来]。", "他[後來]。"),
    ("他后来说后来。", "他[后来说后来]。", "他[後來說後來]。"),
    ("来abc来", "[来]abc[来]", "[來]abc[來]"),
])
def test_changed_characters_are_marked(zz, text, old, new):
    got = zz.text("--diff", "--color", "s2t", stdin=(text + "\n").encode()).decode()
    got = got.replace("\033[7m", "[").replace("\033[27m", "]")
    assert got.splitlines()[3:] == [f"\033[31m-{old}\033[m", f"\033[32m+{new}\033[m"]


def test_progress_on_long_input(zz):
    feed = [SIMPLE.encode() * 100] * 8
    code, got = on_terminal(zz, ["s2t"], "stderr", feed, pause=0.25)
    assert code == 0
    assert re.search(r"standard input: \d+\.\d MB, \d+\.\d MB/s", got)
    assert got.endswith("\r\033[K")


def test_no_progress_on_short_input(zz, simple):
    assert on_terminal(zz, ["s2t", simple], "stderr") == (0, "")


def test_no_progress_elsewhere(zz):
    child = zz.start("s2t", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    for _ in range(6):
        child.stdin.write(SIMPLE.encode())
        child.stdin.flush()
        time.sleep(0.25)
    _, said = child.communicate()
    assert said == b""


def test_messages_stand_on_a_clear_line(zz):
    feed = [SIMPLE.encode() * 100] * 7 + [b"\xff"]
    _, got = on_terminal(zz, ["s2t"], "stderr", feed, pause=0.25)
    assert re.search("MB/s\r\033\\[Kzhengzi: standard input: warning", got)
