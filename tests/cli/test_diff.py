# SPDX-License-Identifier: Apache-2.0
"""A diff gives the result when patch applies it, whatever the two texts are."""
import os
import random
import shutil
import subprocess

import pytest
from conftest import CONVERTED, SIMPLE

needs_patch = pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not installed")
needs_pair = pytest.mark.skipif("ZHENGZI_DIFF_PAIR" not in os.environ,
                                reason="ZHENGZI_DIFF_PAIR does not name the helper")


def apply(folder, old, difference):
    """What patch makes of old."""
    (folder / "old").write_bytes(old)
    if difference == b"":
        return old
    done = subprocess.run(["patch", "-o", "new", "old"], input=difference, cwd=folder,
                          capture_output=True)
    assert done.returncode == 0, done.stdout.decode() + difference.decode(errors="replace")[:2000]
    assert b"offset" not in done.stdout and b"fuzz" not in done.stdout
    return (folder / "new").read_bytes()


def pair(folder, old, new, piece=65536, lag=4096):
    """The diff of any two texts, fed in pieces, the new one behind by lag bytes."""
    (folder / "a").write_bytes(old)
    (folder / "b").write_bytes(new)
    done = subprocess.run([os.environ["ZHENGZI_DIFF_PAIR"], "a", "b", str(piece), str(lag)], cwd=folder,
                          capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def count(difference):
    lines = difference.split(b"\n")[2:]
    return sum(line[:1] == b"-" for line in lines), sum(line[:1] == b"+" for line in lines)


def test_the_form(zz, tmp_path):
    text = "一\n二\n三\n四\n五\n后来\n六\n七\n八\n九\n"
    got = zz.text("--diff", "s2t", "-", stdin=text.encode()).decode()
    assert got == ("--- -\n+++ -\n@@ -3,7 +3,7 @@\n 三\n 四\n 五\n-后来\n+後來\n 六\n 七\n 八\n")


def test_no_change_no_output(zz):
    assert zz.text("--diff", "s2t", stdin=CONVERTED.encode()) == b""
    assert zz.text("--diff", "--check", "s2t", stdin=CONVERTED.encode()) == b""
    assert zz.text("--diff", "s2t", stdin=b"") == b""


def test_check_and_diff(zz, simple):
    done = zz("--diff", "--check", "s2t", simple)
    assert done.returncode == 1
    assert done.stdout == zz.text("--diff", "s2t", simple)
    assert simple.read_text() == SIMPLE


@pytest.mark.parametrize("name, shown", [
    ("plain.txt", "plain.txt"), ("正字.txt", "正字.txt"), ("a b", "a b\t"), ("a\nb", '"a\\nb"'),
    ('q"', '"q\\""'), ("t\tb", '"t\\tb"'),
])
def test_names(zz, tmp_path, name, shown):
    (tmp_path / name).write_text(SIMPLE)
    got = zz.text("--diff", "s2t", name, cwd=tmp_path).decode()
    assert got.startswith(f"--- {shown}\n+++ {shown}\n@@ -1 +1 @@\n")


@needs_patch
@pytest.mark.parametrize("name", ["plain.txt", "正字.txt", "a b"])
def test_patch_finds_the_file(zz, tmp_path, name):
    (tmp_path / name).write_text(SIMPLE)
    got = zz.text("--diff", "s2t", name, cwd=tmp_path)
    done = subprocess.run(["patch", "-s", "-p0"], input=got, cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stdout
    assert (tmp_path / name).read_text() == CONVERTED


@needs_patch
@pytest.mark.parametrize("text", [
    "后来", "后来\n", "x\n后来", "后来\nx", "\n\n后来\n\n", "x\n" * 3 + "后\n" + "y\n" * 6 + "后\n",
    "x\n" * 3 + "后面\n" + "y\n" * 7 + "后面\n" + "z\n" * 7, "后面\n" * 5000, "后面\nabc\n" * 5000,
    ("后面\n" + "abc\n" * 9) * 3000, "a\r\n后面\r\n", "a\0b\n后面\0\n",
])
@pytest.mark.parametrize("recipe", ["s2t", "s2twp", "t2s"])
def test_patch_gives_the_result(zz, tmp_path, text, recipe):
    text = text.encode()
    assert apply(tmp_path, text, zz.text("--diff", recipe, stdin=text)) == zz.text(recipe, stdin=text)


@needs_patch
def test_a_hunk_too_long_is_cut(zz, tmp_path):
    """Every second line differs in 30 MB, so there is no place where a hunk would end."""
    text = ("发" * 100 + "\nabc\n").encode() * 100000
    got = zz.text("--diff", "s2t", stdin=text)
    assert got.count(b"\n@@ ") > 3
    assert apply(tmp_path, text, got) == zz.text("s2t", stdin=text)


def test_a_line_too_long(zz):
    text = ("发" * (6 << 20)).encode()
    assert "longer than 16 MiB" in zz.fails("--diff", "s2t", stdin=text)
    assert zz("--check", "s2t", stdin=text).returncode == 1
    text = ("发" * (5 << 20) + "\n").encode() * 2
    got = zz.text("--diff", "s2t", stdin=text)
    assert got.count(b"\n-") == 2


def test_unchanged_lines_stay_out(zz):
    """As many lines out and in as really differ: nothing else moves."""
    draw = random.Random(5)
    lines = [draw.choice(["后来有人说", "plain", "", "}", "发", "abc", "我们"]) for _ in range(30000)]
    text = "".join(line + "\n" for line in lines)
    result = zz.text("s2t", stdin=text.encode()).decode()
    changed = sum(a != b for a, b in zip(text.split("\n"), result.split("\n")))
    assert count(zz.text("--diff", "s2t", stdin=text.encode())) == (changed, changed)


WORDS = [b"", b"", b"}", b"a", b"alpha beta gamma", b"the same line again", b"\xe5\x90\x8e", b"\0"]


def edited(draw, lines, rate):
    """Some lines dropped, added, changed, joined or moved."""
    result = []
    for line in lines:
        what = draw.random() / rate
        if what < 0.2:
            continue
        if what < 0.4:
            result.append(draw.choice(WORDS))
        if what < 0.6 and result:
            result[-1] += line
            continue
        result.append(line + b"!" if what < 0.9 else line)
        if what < 0.1 and len(result) > 9:
            result.append(result.pop(-8))
    return result


@needs_patch
@needs_pair
@pytest.mark.parametrize("seed", range(60))
def test_any_two_texts(tmp_path, seed):
    draw = random.Random(seed)
    size = draw.choice([0, 1, 2, 5, 20, 300, 30000])
    numbered = draw.random() < 0.5
    lines = [b"%d " % i * numbered + draw.choice(WORDS) for i in range(size)]
    changed = edited(draw, lines, draw.choice([0.001, 0.02, 0.2, 1.0]))
    old = b"\n".join(lines) + b"\n" * draw.randrange(2)
    new = b"\n".join(changed) + b"\n" * draw.randrange(2)
    got = pair(tmp_path, old, new, draw.choice([1000, 4096, 300000]), draw.choice([0, 100, 10000]))
    assert (got == b"") == (old == new)
    assert apply(tmp_path, old, got) == new


@needs_pair
@pytest.mark.parametrize("dropped", [1, 3, 50, 1000])
def test_texts_meet_again_behind_dropped_lines(tmp_path, dropped):
    lines = [b"line number %d\n" % i for i in range(40000)]
    old = b"".join(lines)
    new = b"".join(lines[:20000] + lines[20000 + dropped:])
    assert count(pair(tmp_path, old, new)) == (dropped, 0)
    assert count(pair(tmp_path, new, old)) == (0, dropped)


@needs_patch
@needs_pair
def test_texts_that_have_nothing_in_common(tmp_path):
    old = b"".join(b"old %d\n" % i for i in range(300000))
    new = b"".join(b"new %d\n" % (i * 7) for i in range(400000))
    assert apply(tmp_path, old, pair(tmp_path, old, new)) == new
    assert apply(tmp_path, old, pair(tmp_path, old, b"")) == b""
    assert apply(tmp_path, b"", pair(tmp_path, b"", new)) == new
