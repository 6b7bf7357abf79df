# SPDX-License-Identifier: Apache-2.0
"""Any bytes, from files and pipes, in bounded memory."""
import os
import subprocess
import sys

import pytest
from conftest import CONVERTED, SIMPLE

MEMORY = 32 << 20  # bytes, for any run but a diff


@pytest.fixture
def peak(zz, tmp_path):
    """Runs it, feeding what feed() yields, and gives (exit code, most memory in bytes)."""
    with open(zz.path, "rb") as f:
        if b"__asan_init" in f.read():
            pytest.skip("a sanitizer needs memory of its own")

    def run(arguments, feed=()):
        report = tmp_path / "report"
        helper = [sys.executable, "-S", os.path.join(os.path.dirname(__file__), "peak.py"), report]
        child = subprocess.Popen([*helper, zz.path, *arguments], stdin=subprocess.PIPE,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for piece in feed:
            child.stdin.write(piece)
        child.stdin.close()
        return child.wait(), int(report.read_text())

    return run


@pytest.mark.parametrize("text", [
    b"", b"\n", b"a", b"\0", b"\0\0\n\0", "后".encode(), "后\0发\n".encode(), "发".encode() + b"\r\n",
    b"\xef\xbb\xbf" + "后\n".encode(), "𠮷野家\n".encode(), b"x" * 262144, b"x" * 262143 + "后来".encode(),
])
def test_bytes_survive(zz, tmp_path, text):
    """s2t there, in every way; what is no Han stays."""
    path = tmp_path / "in"
    path.write_bytes(text)
    result = zz.text("s2t", path)
    assert zz.text("s2t", stdin=text) == result
    assert zz.text("s2t", "-o", tmp_path / "out", path) == b""
    assert (tmp_path / "out").read_bytes() == result
    assert zz("--check", "s2t", path).returncode == (1 if result != text else 0)
    assert zz.text("-w", "s2t", path) == b""
    assert path.read_bytes() == result
    assert result.replace("後".encode(), "后".encode()).replace("發".encode(), "发".encode()).replace(
        "來".encode(), "来".encode()) == text


def test_files_are_put_together_and_read_apart(zz, tmp_path):
    (tmp_path / "a").write_text("头")
    (tmp_path / "b").write_text("发\n")
    both = zz.text("s2t", "a", "b", "-", stdin=SIMPLE.encode(), cwd=tmp_path).decode()
    apart = zz.text("s2t", "a", cwd=tmp_path) + zz.text("s2t", "b", cwd=tmp_path)
    assert both == apart.decode() + CONVERTED


def test_a_character_across_files_is_not_joined(zz, tmp_path):
    word = "后".encode()
    (tmp_path / "a").write_bytes(word[:1])
    (tmp_path / "b").write_bytes(word[1:])
    done = zz("--invalid=pass", "s2t", "a", "b", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, word)


def test_ill_formed_passes_with_a_warning(zz, tmp_path):
    text = "后".encode() + b"\xff\xfe" + "来\n".encode()
    expected = "後".encode() + b"\xff\xfe" + "來\n".encode()
    done = zz("s2t", stdin=text)
    assert (done.returncode, done.stdout) == (0, expected)
    said = done.stderr.decode()
    assert "warning" in said and "2 sequences" in said and "byte 3" in said
    assert zz.text("--invalid=pass", "s2t", stdin=text) == expected


def test_the_warning_is_true_where_a_step_takes_them(zz):
    done = zz("bytes=drop", stdin=b"a\xffb")
    assert (done.returncode, done.stdout) == (0, b"ab")
    assert done.stderr == b"zhengzi: standard input: warning: ill-formed UTF-8: 1 sequence, the first at byte 1\n"


@pytest.mark.parametrize("text", ["汉字".encode("gbk"), "漢字".encode("big5"), "汉字".encode("utf-16"), b"\x89PNG\0\xff"])
def test_what_is_not_utf8_is_not_rewritten(zz, tmp_path, text):
    """In place there is no way back: a file of another encoding, or no text at all, stays."""
    path, good = tmp_path / "in", tmp_path / "good"
    path.write_bytes(text + "里".encode())
    good.write_text("里")
    said = zz.fails("-w", "web,s2t", path, good)
    assert said.startswith(f"zhengzi: {path}: ill-formed UTF-8: ") and "--invalid=" in said and said.count("\n") == 1
    assert path.read_bytes() == text + "里".encode()
    assert good.read_text() == "裏"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["good", "in"]
    zz.text("-w", "--invalid=pass", "s2t", path)
    assert path.read_bytes() == text + "裏".encode()


def test_in_place_without_a_change_ill_formed_text_is_no_error(zz, tmp_path):
    (tmp_path / "in").write_bytes(b"a\xff")
    done = zz("-w", "s2t", tmp_path / "in")
    assert done.returncode == 0 and b"warning" in done.stderr


@pytest.mark.parametrize("before", [0, 1, 6, 262141, 262142, 262143, 262144, 1000000])
@pytest.mark.parametrize("bad", [b"\xff", b"\xe5\x90", b"\xf0\x9f\x98"])
@pytest.mark.parametrize("behind", [b"", b"tail", "后来".encode() * 4000])
def test_ill_formed_is_an_error_with_its_offset(zz, before, bad, behind):
    text = b"x" * before + bad + behind
    done = zz("--invalid=error", "s2t", stdin=text)
    assert done.returncode == 2
    assert done.stderr.decode() == f"zhengzi: standard input: ill-formed UTF-8 at byte {before}\n"


def test_ill_formed_leaves_files_alone(zz, tmp_path):
    path = tmp_path / "in"
    text = "后来".encode() + b"\xff"
    path.write_bytes(text)
    zz.fails("--invalid=error", "-w", "s2t", path)
    zz.fails("--invalid=error", "-o", tmp_path / "out", "s2t", path)
    assert zz("--invalid=error", "--check", "s2t", path).returncode == 2
    assert path.read_bytes() == text
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def test_one_stream_is_as_good_as_many(zz):
    """However slowly the bytes come, the result is the same."""
    text = (SIMPLE * 50).encode()
    child = zz.start("s2twp", stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for i in range(0, len(text), 7):
        child.stdin.write(text[i:i + 7])
        child.stdin.flush()
    result, _ = child.communicate()
    assert result == zz.text("s2twp", stdin=text)


def test_stats(zz, tmp_path):
    (tmp_path / "a").write_bytes(SIMPLE.encode() + b"\xffabc")
    (tmp_path / "b").write_bytes(b"plain\n")
    done = zz("--stats", "s2t", "a", "b", cwd=tmp_path)
    assert done.stdout == CONVERTED.encode() + b"\xffabcplain\n"
    first, second, total = done.stderr.decode().splitlines()
    size = len(SIMPLE.encode()) + 4
    assert first.startswith(f"zhengzi: a: {size} bytes in, {size} bytes out, 13 characters, ")
    assert f"1 ill-formed (the first at byte {size - 4}), " in first and first.endswith(" MB/s")
    assert int(first.split(" changes")[0].split()[-1]) >= 4
    assert second.startswith("zhengzi: b: 6 bytes in, 6 bytes out, 6 characters, 0 changes, 0 ill-formed, ")
    assert total.startswith(f"zhengzi: all: {size + 6} bytes in, ")


def test_stats_with_check_reads_to_the_end(zz, tmp_path):
    path = tmp_path / "in"
    path.write_bytes(SIMPLE.encode() * 100000)
    done = zz("--stats", "--check", "s2t", path)
    assert done.returncode == 1
    assert f" {len(SIMPLE.encode()) * 100000} bytes in" in done.stderr.decode()


def test_memory_of_a_huge_file(peak, tmp_path):
    """300 MB without a single newline; the file has no blocks on disk."""
    path = tmp_path / "huge"
    with open(path, "wb") as f:
        f.write("后来".encode())
        f.truncate(300 << 20)
    for arguments, expected in ((["s2t", path], 0), (["--check", "--stats", "s2t", path], 1)):
        code, most = peak(arguments)
        assert code == expected
        assert most < MEMORY


def test_memory_of_a_diff(peak):
    """Every line differs, and there are 100 MB of them."""
    block = SIMPLE.encode() * 20000
    code, most = peak(["--diff", "s2t"], (block for _ in range((100 << 20) // len(block))))
    assert code == 0
    assert most < 2 * MEMORY


def test_memory_of_edits(peak):
    """Nothing changes for 60 MB: what no edit can show any more is not kept."""
    block = "是的\n".encode() * 100000
    code, most = peak(["--edits", "s2t"], (block for _ in range((60 << 20) // len(block))))
    assert code == 0
    assert most < MEMORY


def test_memory_in_place(peak, tmp_path):
    path = tmp_path / "big"
    size = 0
    with open(path, "wb") as f:
        for _ in range(40):
            size += f.write(b"plain text\n" * 200000)
        f.write(SIMPLE.encode())
    code, most = peak(["-w", "s2t", path])
    assert code == 0
    assert most < MEMORY
    with open(path, "rb") as f:
        f.seek(size)
        assert f.read() == CONVERTED.encode()
