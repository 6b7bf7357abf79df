# SPDX-License-Identifier: Apache-2.0
"""Nothing is left behind, neither by Python, which tracemalloc sees, nor by the library, whose
memory the C library counts."""

import ctypes
import gc
import sys
import tracemalloc

import pytest
import zhengzi

try:
    import pyarrow
except ImportError:
    pyarrow = None

TIMES = 10_000
ALLOWED = 32 * 1024  # for caches that fill; one word left behind each time would be 80,000


class MallInfo2(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks",
        "fordblks", "keepcost")]


def allocated_by_c():
    """Bytes that malloc has given out and not got back; 0 where the C library cannot say."""
    try:
        mallinfo2 = ctypes.CDLL(None).mallinfo2
    except (AttributeError, OSError, TypeError):
        return 0
    mallinfo2.restype = MallInfo2
    info = mallinfo2()
    return info.uordblks + info.hblkhd


def refused(function, *arguments, **options):
    try:
        function(*arguments, **options)
    except ValueError:
        return
    raise AssertionError("not refused")


LONG = "汉字" * 2000
PLAIN = zhengzi.Converter("s2twp")
EDITS = PLAIN.edits("鼠标里")


class Given:
    def __init__(self):
        self.array = PLAIN.convert_arrow(pyarrow.array(["鼠标", None]))

    def __arrow_c_array__(self, requested_schema=None):
        return self.array.__arrow_c_array__()


def stream():
    one = PLAIN.stream()
    return one.feed("鼠"), one.feed("标"), one.end()


STRICT = zhengzi.Converter("s2t", invalid="error")

ACTIONS = {
    "open": lambda: zhengzi.Converter("s2twp"),
    "open and convert": lambda: zhengzi.Converter("s2twp")("汉字"),
    "convert str": lambda: zhengzi.convert("汉字", "s2t"),
    "convert bytes": lambda: zhengzi.convert(bytearray(b"text"), "s2t"),
    "convert long": lambda: zhengzi.convert(LONG, "s2t"),
    "refuse a recipe": lambda: refused(zhengzi.Converter, "s2t,nowhere"),
    "refuse a mode": lambda: refused(zhengzi.Converter, "s2t", invalid="?"),
    "refuse bytes": lambda: refused(STRICT, b"a" * 1000 + b"\xff"),
    "refuse a surrogate": lambda: refused(STRICT, "\ud800"),
    "open with words": lambda: zhengzi.Converter(
        "s2t", dictionary={"a": "b"}, protect=["c"], furniture="d"),
    "refuse words": lambda: refused(zhengzi.Converter, "s2t", dictionary="a"),
    "edits": lambda: list(PLAIN.edits("鼠标里")),
    "some edits": lambda: (EDITS.apply([0]), EDITS.forward(1), EDITS.back(1)),
    "refuse edits": lambda: refused(STRICT.edits, b"\xff"),
    "stream": stream,
    "refuse in a stream": lambda: refused(STRICT.stream(binary=True).feed, b"\xff" * 20),
    "many": lambda: PLAIN.convert_many(["鼠标", b"a", ""]),
    "refuse many": lambda: refused(STRICT.convert_many, [b"a", b"\xff"]),
    "chunks": lambda: list(PLAIN.convert_chunks(["鼠标", "a"])),
    "detect": lambda: zhengzi.detect("鼠标"),
    "alternatives": lambda: PLAIN.alternatives("发"),
    "refuse alternatives": lambda: refused(STRICT.alternatives, b"\xff"),
    "describe": lambda: (repr(STRICT), STRICT.recipe, STRICT.__getnewargs_ex__()),
}


if pyarrow is not None:
    WORD, ENCODED = Given(), pyarrow.array(["鼠标", None]).dictionary_encode()
    ACTIONS["arrow"] = lambda: PLAIN.convert_arrow(WORD)
    ACTIONS["arrow and out"] = lambda: PLAIN.convert_arrow(WORD).__arrow_c_array__()
    ACTIONS["arrow, encoded"] = lambda: PLAIN.convert_arrow(ENCODED)


@pytest.mark.parametrize("name", ACTIONS)
def test_nothing_is_left(name):
    action = ACTIONS[name]
    for _ in range(100):
        action()
    gc.collect()
    by_c = allocated_by_c()
    for _ in range(TIMES):
        action()
    gc.collect()
    by_c = allocated_by_c() - by_c

    tracemalloc.start()
    try:
        action()
        gc.collect()
        by_python = tracemalloc.get_traced_memory()[0]
        for _ in range(TIMES):
            action()
        gc.collect()
        by_python = tracemalloc.get_traced_memory()[0] - by_python
    finally:
        tracemalloc.stop()
    assert by_c < ALLOWED
    assert by_python < ALLOWED


def test_references_to_types_and_module():
    """No memory is lost with one reference too many, but the thing is kept for ever."""
    kept = [zhengzi.Converter, zhengzi.Edits, zhengzi.Stream, zhengzi.ArrowArray,
            zhengzi.RecipeError, zhengzi.InvalidTextError, zhengzi._zhengzi]
    before = [sys.getrefcount(one) for one in kept]
    for action in ACTIONS.values():
        for _ in range(10):
            action()
    gc.collect()
    assert [sys.getrefcount(one) for one in kept] == before


def test_catalog_leaves_nothing():
    zhengzi.recipes()
    tracemalloc.start()
    try:
        zhengzi.recipes()
        before = tracemalloc.get_traced_memory()[0]
        for _ in range(1000):
            zhengzi.recipes()
        assert tracemalloc.get_traced_memory()[0] - before < ALLOWED
    finally:
        tracemalloc.stop()
