# SPDX-License-Identifier: Apache-2.0
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import zhengzi


def test_one_converter_in_many_threads():
    converter = zhengzi.Converter("s2twp")
    texts = ["鼠标里面的硅二极管坏了" * count for count in (1, 10, 1000)] * 50
    expected = ["滑鼠裡面的矽二極體壞了" * count for count in (1, 10, 1000)] * 50
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(converter, texts)) == expected


def test_convert_in_many_threads_with_more_recipes_than_are_kept():
    names = [entry.name for entry in zhengzi.recipes() if entry.kind == "conversion"]
    recipes = [f"{a},{b}" for a in names for b in names][:200]
    expected = [zhengzi.Converter(recipe)("汉字") for recipe in recipes]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda recipe: zhengzi.convert("汉字", recipe), recipes)) == expected


def test_other_threads_run_during_a_long_conversion():
    """With an endless switch interval another thread gets a turn only where the GIL is released."""
    text = "汉字" * 100_000
    converter = zhengzi.Converter("s2t")
    turns = []
    started = threading.Lock()
    started.acquire()
    other = threading.Thread(target=lambda: (started.acquire(), turns.append(1)))
    other.start()  # waits for started, and so leaves the GIL
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    try:
        started.release()
        for _ in range(100):
            converter(text)
            if turns:
                break
        assert turns
    finally:
        sys.setswitchinterval(interval)
        other.join()


SUBINTERPRETER = """
import zhengzi
assert zhengzi.convert("汉字", "s2t") == "漢字"
converter = zhengzi.Converter("s2t", dictionary={"a": "b"})
assert converter.convert_many(["汉", "a"] * 50_000, threads=3) == ["漢", "b"] * 50_000
assert converter.edits("汉")[0].after == "漢"
stream = converter.stream()
assert stream.feed("汉字") + stream.end() == "漢字"
assert zhengzi.detect("汉").script == "simplified"
try:
    zhengzi.convert("汉字", "nowhere")
except zhengzi.RecipeError as error:
    assert error.offset == 0
else:
    raise AssertionError("not refused")
"""


def run_in_subinterpreters(code, count):
    """Each with a GIL of its own, where this Python has that."""
    for name in ("_interpreters", "_xxsubinterpreters"):
        try:
            interpreters = __import__(name)
        except ImportError:
            continue
        for _ in range(count):
            interpreter = interpreters.create()
            try:
                failure = interpreters.run_string(interpreter, code)
                assert failure is None, failure
            finally:
                interpreters.destroy(interpreter)
        return
    pytest.skip("this Python cannot make subinterpreters")


def test_subinterpreters():
    run_in_subinterpreters(f"import sys; sys.path[:] = {sys.path!r}\n{SUBINTERPRETER}", 3)
    assert zhengzi.convert("汉字", "s2t") == "漢字"
