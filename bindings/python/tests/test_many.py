# SPDX-License-Identifier: Apache-2.0
import sys
import threading
import time

import pytest
import zhengzi
from hypothesis import given, settings, strategies as st

S2TWP = zhengzi.Converter("s2twp")
one = st.one_of(st.text(st.sampled_from("鼠标里发后a😀"), max_size=9), st.binary(max_size=9))


@settings(deadline=None, max_examples=200)
@given(st.lists(one, max_size=30), st.integers(1, 5))
def test_as_one_by_one(texts, threads):
    assert S2TWP.convert_many(texts, threads=threads) == [S2TWP(text) for text in texts]


@pytest.mark.parametrize("threads", [1, 2, 3, 16, 1000, None])
def test_many_threads(threads):
    texts = ["鼠标里面的硅二极管坏了" * (i % 40) for i in range(20_000)]
    before = list(texts)
    assert S2TWP.convert_many(texts, threads=threads) == [S2TWP(text) for text in before]
    assert texts == before


def test_more_than_one_batch():
    texts = ["汉字" * 2_000_000] * 8
    assert S2TWP.convert_many(texts) == ["漢字" * 2_000_000] * 8


def test_results_that_grow():
    converter = zhengzi.Converter("s2t", dictionary={"a": "b" * 200})
    assert converter.convert_many(["a" * n for n in range(50)]) == [
        "b" * 200 * n for n in range(50)]


def test_any_iterable_and_no_text():
    assert S2TWP.convert_many(iter(("汉", b"a"))) == ["漢", b"a"]
    assert S2TWP.convert_many(()) == []
    for wrong in ("汉字", b"text", None, 1):
        with pytest.raises(TypeError):
            S2TWP.convert_many(wrong)
    with pytest.raises(TypeError):
        S2TWP.convert_many(["汉", None])
    for threads, error in ((0, ValueError), (-1, ValueError), ("2", TypeError)):
        with pytest.raises(error):
            S2TWP.convert_many([], threads=threads)


def test_error_says_which_text():
    texts = [b"a" * 1000] * 1000
    texts[700] = b"abc\xff"
    texts[900] = b"\xff"
    with pytest.raises(zhengzi.InvalidTextError, match="index 700") as caught:
        zhengzi.Converter("s2t", invalid="error").convert_many(texts, threads=4)
    assert (caught.value.index, caught.value.offset) == (700, 3)


def test_threads_share_the_work():
    """By the processor time of each, which a busy machine does not lengthen: the caller does half."""
    texts = ["鼠标里面的硅二极管坏了" * 50] * 4000
    S2TWP.convert_many(texts)
    shares = []
    for _ in range(5):
        whole, own = time.process_time(), time.thread_time()
        S2TWP.convert_many(texts, threads=2)
        own, whole = time.thread_time() - own, time.process_time() - whole
        shares.append(own / whole)
    assert min(shares) < 0.75, shares


def test_other_threads_run():
    texts, turns = ["汉字" * 1000] * 1000, []
    go = threading.Event()
    other = threading.Thread(target=lambda: (go.wait(), turns.append(1)))
    other.start()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        go.set()
        for _ in range(20):
            S2TWP.convert_many(texts)
            if turns:
                break
        assert turns
    finally:
        sys.setswitchinterval(interval)
        other.join()
