# SPDX-License-Identifier: Apache-2.0
import os
import stat
import threading

import pytest
import zhengzi
from hypothesis import given, settings, strategies as st

S2TWP = zhengzi.Converter("s2twp")
TEXT = "😀鼠标里面的硅二极管坏了" * 3


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("鼠标里发后干面台😀,，<a&amp;>\r\n"), max_size=40),
       st.lists(st.integers(0, 5), max_size=60), st.sampled_from(["s2twp", "web,t2s"]))
def test_any_cut_gives_the_same(text, sizes, recipe):
    converter = zhengzi.Converter(recipe)
    for whole, binary in ((text, False), (text.encode(), True)):
        stream, out, at = converter.stream(binary=binary), whole[:0], 0
        for size in sizes:
            out += stream.feed(whole[at:at + size])
            at += size
        out += stream.feed(whole[at:]) + stream.end()
        assert out == converter(whole)


def test_a_stream_that_ended_and_one_that_failed():
    stream = S2TWP.stream()
    assert stream.end() == ""
    for call in (lambda: stream.feed("a"), stream.end):
        with pytest.raises(zhengzi.Error, match="reset"):
            call()
    stream.reset()
    assert stream.feed("汉字") + stream.end() == "漢字"

    strict = zhengzi.Converter("s2t", invalid="error").stream(binary=True)
    strict.feed(b"abc")
    with pytest.raises(zhengzi.InvalidTextError) as caught:
        strict.feed(b"d\xff" + b"a" * 100)
        strict.end()
    assert caught.value.offset == 4
    strict.reset()
    strict.feed(b"ab\xe6")
    with pytest.raises(zhengzi.InvalidTextError) as caught:
        strict.end()
    assert caught.value.offset == 2


def test_str_and_bytes_are_not_mixed():
    with pytest.raises(TypeError, match="chunks of str"):
        S2TWP.stream().feed(b"a")
    with pytest.raises(TypeError, match="chunks of bytes"):
        S2TWP.stream(binary=True).feed("a")
    with pytest.raises(UnicodeEncodeError):
        S2TWP.stream().feed("\ud800")


def test_threads_that_share_a_stream_are_told():
    stream, told, text = S2TWP.stream(binary=True), [], b"a" * 2_000_000

    def feed():
        for _ in range(20):
            try:
                stream.feed(text)
            except RuntimeError as error:
                told.append(str(error))

    threads = [threading.Thread(target=feed) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(told) <= {"another thread uses this stream"}
    stream.end()


def test_chunks_of_a_file(tmp_path):
    path = tmp_path / "text"
    path.write_text("鼠标\n里面\n" * 100, encoding="utf-8")
    for mode, join in ((dict(mode="r", encoding="utf-8"), "".join), (dict(mode="rb"), b"".join)):
        with open(path, **mode) as file:
            whole = file.read()
            file.seek(0)
            assert join(S2TWP.convert_chunks(file)) == S2TWP(whole)
    assert list(S2TWP.convert_chunks([])) == []


def test_file_is_replaced_whole(tmp_path):
    source, target = tmp_path / "in", tmp_path / "out"
    text = "鼠标里面的硅二极管坏了\n" * 100_000
    source.write_text(text, encoding="utf-8")
    target.write_text("old")
    target.chmod(0o640)
    calls = []
    S2TWP.convert_file(source, str(target), progress=lambda *call: calls.append(call))
    assert target.read_text(encoding="utf-8") == S2TWP(text)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    size = source.stat().st_size
    assert len(calls) > 1 and calls[-1] == (size, size) and calls == sorted(calls)
    assert sorted(os.listdir(tmp_path)) == ["in", "out"]

    link = tmp_path / "link"
    link.symlink_to("in")
    S2TWP.convert_file(bytes(link), bytes(link))
    assert link.is_symlink() and source.read_text(encoding="utf-8") == S2TWP(text)


def test_file_that_fails_leaves_the_old_one(tmp_path):
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(b"a" * 10_000 + b"\xff")
    target.write_text("old")
    with pytest.raises(zhengzi.InvalidTextError) as caught:
        zhengzi.Converter("s2t", invalid="error").convert_file(source, target)
    assert caught.value.offset == 10_000

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        S2TWP.convert_file(source, target, progress=stop)
    os.mkfifo(tmp_path / "pipe")
    for special in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(FileExistsError):
            S2TWP.convert_file(source, special)
    os.unlink(tmp_path / "pipe")
    with pytest.raises(FileNotFoundError):
        S2TWP.convert_file(tmp_path / "nowhere", target)
    with pytest.raises(FileNotFoundError) as missing:
        S2TWP.convert_file(source, tmp_path / "no" / "folder")
    assert missing.value.filename == tmp_path / "no" / "folder"  # as it was asked for
    assert target.read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["in", "out"]
