# SPDX-License-Identifier: Apache-2.0
"""Files are replaced at one stroke, or not at all, and keep what they are."""
import os
import pwd
import resource
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from conftest import CONVERTED, SIMPLE, leftovers

root = os.geteuid() == 0
needs_root = pytest.mark.skipif(not root, reason="only root can give files away")


@pytest.fixture
def open_folder():
    """A folder that other users get into."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        yield Path(folder)


@pytest.fixture
def nobody(zz):
    """Keyword arguments that run the command without privileges."""
    if not root:
        return {}
    user = pwd.getpwnam("nobody")
    who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    try:
        if zz("--version", cwd="/", **who).returncode == 0:
            return who
    except OSError:
        pass
    pytest.skip("the build folder is closed to other users")


# ---- in place ---------------------------------------------------------------

def test_in_place(zz, simple, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(SIMPLE * 2)
    assert zz.text("-w", "s2t", simple, other) == b""
    assert simple.read_text() == CONVERTED
    assert other.read_text() == CONVERTED * 2
    assert leftovers(tmp_path) == []


def test_in_place_without_a_directory_in_the_name(zz, simple, tmp_path):
    zz.text("-w", "s2t", "simple.txt", cwd=tmp_path)
    assert simple.read_text() == CONVERTED


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o2755, 0o666])
def test_in_place_keeps_the_mode(zz, simple, mode):
    simple.chmod(mode)
    zz.text("-w", "s2t", simple, umask=0o077)
    assert simple.read_text() == CONVERTED
    assert simple.stat().st_mode & 0o7777 == mode


@needs_root
def test_in_place_keeps_the_owner(zz, simple):
    os.chown(simple, 12345, 23456)
    zz.text("-w", "s2t", simple)
    assert simple.read_text() == CONVERTED
    assert (simple.stat().st_uid, simple.stat().st_gid) == (12345, 23456)


def test_in_place_keeps_extended_attributes(zz, simple):
    try:
        os.setxattr(simple, "user.note", b"kept")
    except (OSError, AttributeError):
        pytest.skip("no extended attributes here")
    zz.text("-w", "s2t", simple)
    assert simple.read_text() == CONVERTED
    assert os.getxattr(simple, "user.note") == b"kept"


@needs_root
def test_in_place_refuses_to_take_a_file_over(zz, open_folder, nobody):
    path = open_folder / "of-root"
    path.write_text(SIMPLE)
    path.chmod(0o666)
    assert "owner" in zz.fails("-w", "s2t", path, **nobody)
    assert path.read_text() == SIMPLE
    assert path.stat().st_uid == 0
    assert leftovers(open_folder) == []


def test_in_place_refuses_a_file_that_is_write_protected(zz, open_folder, nobody):
    path = open_folder / "protected"
    path.write_text(SIMPLE)
    path.chmod(0o444)
    assert "Permission denied" in zz.fails("-w", "s2t", path, **nobody)
    assert path.read_text() == SIMPLE
    assert leftovers(open_folder) == []


def test_in_place_leaves_an_unchanged_file_alone(zz, tmp_path):
    path = tmp_path / "done.txt"
    path.write_text(CONVERTED)
    os.utime(path, ns=(10**18, 10**18))
    before = path.stat()
    zz.text("-w", "s2t", path)
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_in_place_needs_no_room_for_an_unchanged_file(zz, open_folder, nobody):
    folder = open_folder / "closed"
    folder.mkdir()
    (folder / "done.txt").write_text(CONVERTED)
    folder.chmod(0o555)
    assert zz.text("-w", "s2t", folder / "done.txt", **nobody) == b""


@pytest.mark.parametrize("absolute", [True, False])
def test_in_place_follows_links(zz, tmp_path, absolute):
    real = tmp_path / "real"
    links = tmp_path / "links"
    real.mkdir()
    links.mkdir()
    (real / "text").write_text(SIMPLE)
    (links / "second").symlink_to(real / "text" if absolute else "../real/text")
    (links / "first").symlink_to("second")
    zz.text("-w", "s2t", links / "first")
    assert (real / "text").read_text() == CONVERTED
    assert not (real / "text").is_symlink()
    assert (links / "first").is_symlink() and (links / "second").is_symlink()
    assert leftovers(real) == leftovers(links) == []


def test_in_place_refuses_what_is_no_file(zz, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    fd = os.open(tmp_path / "pipe", os.O_RDWR)
    try:
        assert "regular" in zz.fails("-w", "s2t", tmp_path / "pipe")
    finally:
        os.close(fd)
    assert "regular" in zz.fails("-w", "s2t", "/dev/null")


def test_in_place_sees_that_somebody_else_wrote(zz, tmp_path):
    path = tmp_path / "big"
    path.write_bytes(SIMPLE.encode() + b"plain text\n" * 8000000)
    child = zz.start("-w", "s2t", path, stderr=subprocess.PIPE)
    wait_for_leftovers(tmp_path, child)
    os.kill(child.pid, signal.SIGSTOP)
    with open(path, "ab") as f:
        f.write(b"news\n")
    os.kill(child.pid, signal.SIGCONT)
    _, said = child.communicate()
    assert child.returncode == 2
    assert b"changed" in said
    with open(path, "rb") as f:
        assert f.read(3) == SIMPLE.encode()[:3]
        f.seek(-5, os.SEEK_END)
        assert f.read() == b"news\n"
    assert leftovers(tmp_path) == []


# ---- -o ---------------------------------------------------------------------

def test_output_new(zz, simple, tmp_path):
    out = tmp_path / "out"
    zz.text("s2t", "-o", out, simple, simple, umask=0o027)
    assert out.read_text() == CONVERTED * 2
    assert out.stat().st_mode & 0o7777 == 0o640
    assert leftovers(tmp_path) == []


def test_output_over_an_old_file_keeps_its_mode(zz, simple, tmp_path):
    out = tmp_path / "out"
    out.write_text("old and longer than the new text, by far\n" * 10)
    out.chmod(0o751)
    zz.text("s2t", "-o", out, simple)
    assert out.read_text() == CONVERTED
    assert out.stat().st_mode & 0o7777 == 0o751


def test_output_may_be_an_input(zz, simple, tmp_path):
    other = tmp_path / "other"
    other.write_text("乙\n")
    zz.text("s2t", "-o", simple, simple, other, simple)
    assert simple.read_text() == CONVERTED + "乙\n" + CONVERTED
    assert leftovers(tmp_path) == []


def test_output_through_a_link_to_nowhere(zz, simple, tmp_path):
    (tmp_path / "link").symlink_to("new")
    zz.text("s2t", "-o", tmp_path / "link", simple)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "new").read_text() == CONVERTED


def test_output_link_to_itself(zz, simple, tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    assert "symbolic links" in zz.fails("s2t", "-o", tmp_path / "loop", simple)


def test_output_to_devices(zz, simple):
    zz.text("s2t", "-o", "/dev/null", simple)
    assert zz.text("s2t", "-o", "/dev/stdout", simple).decode() == CONVERTED


def test_output_into_nowhere(zz, simple, tmp_path):
    assert "No such file" in zz.fails("s2t", "-o", tmp_path / "no" / "out", simple)
    assert "directory" in zz.fails("s2t", "-o", tmp_path, simple)


def test_output_is_not_written_where_an_input_fails(zz, simple, tmp_path):
    out = tmp_path / "out"
    out.write_text("old\n")
    said = zz.fails("s2t", "-o", out, simple, tmp_path / "missing", simple)
    assert "missing: No such file" in said and "out: not written" in said
    assert out.read_text() == "old\n"
    assert leftovers(tmp_path) == []


def test_appending_to_the_input_is_refused(zz, simple):
    with open(simple, "ab") as out:
        assert "input and output" in zz.fails("s2t", simple, stdout=out)
    assert simple.read_text() == SIMPLE


# ---- inputs that fail -------------------------------------------------------

def test_bad_files_do_not_stop_the_others(zz, simple, tmp_path):
    done = zz("s2t", tmp_path / "missing", simple, tmp_path, simple)
    assert done.returncode == 2
    assert done.stdout.decode() == CONVERTED * 2
    assert done.stderr.decode() == (f"zhengzi: {tmp_path}/missing: No such file or directory\n"
                                    f"zhengzi: {tmp_path}: Is a directory\n")


def test_bad_files_do_not_stop_the_others_in_place(zz, simple, tmp_path):
    zz.fails("-w", "s2t", tmp_path / "missing", tmp_path, simple)
    assert simple.read_text() == CONVERTED


def test_unreadable(zz, open_folder, nobody):
    path = open_folder / "secret"
    path.write_text(SIMPLE)
    path.chmod(0)
    assert zz.fails("s2t", path, **nobody) == f"zhengzi: {path}: Permission denied\n"


def test_odd_names_are_quoted(zz, tmp_path):
    assert zz.fails("s2t", "no\nsuch\x1b[1m", cwd=tmp_path) == (
        'zhengzi: "no\\nsuch\\033[1m": No such file or directory\n')


def test_check(zz, simple, tmp_path):
    done_file = tmp_path / "done.txt"
    done_file.write_text(CONVERTED)
    assert zz.text("--check", "s2t", done_file) == b""
    done = zz("--check", "s2t", done_file, "-", simple, stdin=SIMPLE.encode())
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode() == f"-\n{simple}\n"
    done = zz("--check", "s2t", simple, tmp_path / "missing")
    assert done.returncode == 2
    assert done.stdout.decode() == f"{simple}\n"
    assert simple.read_text() == SIMPLE


def test_check_sees_a_difference_at_the_very_end(zz):
    assert zz("--check", "s2t", stdin=b"x" * 1000000 + "后来".encode()).returncode == 1
    assert zz("--check", "s2t", stdin=b"x" * 1000000 + "後來".encode()).returncode == 0


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_check_does_not_call_a_cut_character_ill_formed(zz, tmp_path, shift):
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * shift + "头".encode() * 200000)
    done = zz("--check", "s2t", path)
    assert (done.returncode, done.stderr) == (1, b"")


def test_in_place_does_not_wait_for_a_pipe(zz, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "pipe" in zz.fails("-w", "s2t", tmp_path / "pipe")


# ---- full disks, closed pipes, limits ---------------------------------------

@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
@pytest.mark.parametrize("arguments", [["s2t"], ["--diff", "s2t"], ["--check", "s2t"], ["--list"],
                                       ["--help"], ["--version"]])
def test_full_disk(zz, arguments):
    with open("/dev/full", "wb") as full:
        said = zz.fails(*arguments, stdin=SIMPLE.encode() * 100, stdout=full)
    assert said == "zhengzi: standard output: No space left on device\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full")
def test_full_disk_with_output(zz, simple):
    assert zz.fails("s2t", "-o", "/dev/full", simple) == (
        "zhengzi: /dev/full: No space left on device\n")


@pytest.mark.parametrize("arguments", [["-w", "s2t", "big"], ["-o", "out", "s2t", "big"],
                                       ["-o", "big", "s2t", "big"]])
def test_no_room_for_the_new_file(zz, tmp_path, arguments):
    text = SIMPLE.encode() * 100000
    (tmp_path / "big").write_bytes(text)
    said = zz.fails(*arguments, cwd=tmp_path, preexec_fn=lambda: resource.setrlimit(
        resource.RLIMIT_FSIZE, (1000000, 1000000)))
    assert "File too large" in said
    assert (tmp_path / "big").read_bytes() == text
    assert [p.name for p in tmp_path.iterdir()] == ["big"]


@pytest.mark.parametrize("ignored", [True, False])
def test_closed_pipe_is_quiet(zz, tmp_path, ignored):
    path = tmp_path / "big"
    path.write_bytes(SIMPLE.encode() * 100000)
    child = zz.start("s2t", path, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                     restore_signals=not ignored)
    child.stdout.read(100)
    child.stdout.close()
    assert child.stderr.read() == b""
    assert child.wait() == (2 if ignored else -signal.SIGPIPE)
    child.stderr.close()


def test_closed_standard_output(zz, simple):
    done = zz("s2t", simple, preexec_fn=lambda: os.close(1))
    assert done.returncode == 2
    assert "standard output" in done.stderr.decode()


def test_closed_descriptors_never_become_files(zz, simple, tmp_path):
    def close_all():
        for fd in range(3):
            os.close(fd)
    child = subprocess.Popen([zz.path, "--stats", "-w", "s2t", simple], preexec_fn=close_all)
    assert child.wait() == 0
    assert simple.read_text() == CONVERTED
    assert leftovers(tmp_path) == []


# ---- interrupted ------------------------------------------------------------

def wait_for_leftovers(folder, child):
    """Until the new file is there, which then is not finished."""
    end = time.monotonic() + 20
    while not leftovers(folder):
        assert child.poll() is None, "it was done before it could be interrupted"
        assert time.monotonic() < end
    return leftovers(folder)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupted_in_place(zz, tmp_path, number):
    path = tmp_path / "big"
    text = SIMPLE.encode() + b"plain text\n" * 8000000
    path.write_bytes(text)
    before = path.stat()
    child = zz.start("-w", "s2t", path)
    wait_for_leftovers(tmp_path, child)
    child.send_signal(number)
    assert child.wait() == -number
    assert [p.name for p in tmp_path.iterdir()] == ["big"]
    assert path.stat() == before or path.stat().st_ino == before.st_ino
    assert path.read_bytes() == text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupted_output(zz, tmp_path, number):
    out = tmp_path / "out"
    out.write_text("old\n")
    child = zz.start("s2t", "-o", out, stdin=subprocess.PIPE)
    child.stdin.write(SIMPLE.encode())
    child.stdin.flush()
    wait_for_leftovers(tmp_path, child)
    child.send_signal(number)
    assert child.wait() == -number
    child.stdin.close()
    assert out.read_text() == "old\n"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_ignored_hangup_stays_ignored(zz, tmp_path):
    """As under nohup."""
    out = tmp_path / "out"
    child = zz.start("s2t", "-o", out, stdin=subprocess.PIPE,
                     preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    wait_for_leftovers(tmp_path, child)
    child.send_signal(signal.SIGHUP)
    child.communicate(SIMPLE.encode())
    assert child.returncode == 0
    assert out.read_text() == CONVERTED
