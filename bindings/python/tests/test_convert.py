# SPDX-License-Identifier: Apache-2.0
import array
import copy
import mmap
import os
import pickle

import pytest
import zhengzi


def test_convert():
    assert zhengzi.convert("汉字", "s2t") == "漢字"
    assert zhengzi.convert(text="汉字", recipe="s2t") == "漢字"


def test_phrases_and_regions():
    assert zhengzi.convert("鼠标里面的硅二极管坏了", "s2twp") == "滑鼠裡面的矽二極體壞了"
    assert zhengzi.convert("滑鼠裡面的矽二極體壞了", "tw2sp") == "鼠标里面的硅二极管坏了"


def test_converter_is_called_and_has_convert():
    converter = zhengzi.Converter("s2t")
    assert converter("汉字") == converter.convert("汉字") == "漢字"


@pytest.mark.parametrize("make", [bytes, bytearray, memoryview, lambda b: array.array("B", b)])
def test_bytes_like_gives_bytes(make):
    text = "汉字".encode()
    given = make(text)
    for converted in (zhengzi.convert(given, "s2t"), zhengzi.Converter("s2t")(given)):
        assert type(converted) is bytes
        assert converted == "漢字".encode()
    assert bytes(given) == text


def test_memoryview_with_gaps():
    spread = bytes(byte for one in "汉字".encode() for byte in (one, 0))
    assert zhengzi.convert(memoryview(spread)[::2], "s2t") == "漢字".encode()


def test_mapped_memory():
    with mmap.mmap(-1, 6) as memory:
        memory[:] = "汉字".encode()
        assert zhengzi.convert(memory, "s2t") == "漢字".encode()


def test_subclasses_give_the_plain_type():
    class Text(str):
        pass

    class Raw(bytes):
        pass

    assert type(zhengzi.convert(Text("汉字"), Text("s2t"))) is str
    assert zhengzi.convert(Text("汉字"), Text("s2t")) == "漢字"
    assert type(zhengzi.convert(Raw("汉字".encode()), "s2t")) is bytes


@pytest.mark.parametrize("empty", ["", b"", bytearray()])
def test_empty(empty):
    assert zhengzi.convert(empty, "s2t") == type(empty)()


def test_nul_is_a_character():
    assert zhengzi.convert("\0汉\0字\0", "s2t") == "\0漢\0字\0"
    assert zhengzi.convert("\0汉\0字\0".encode(), "s2t") == "\0漢\0字\0".encode()


@pytest.mark.parametrize("text", ["ascii", "latin é", "汉", "汉😀", "😀\U00020000"])
def test_every_inner_form_of_str(text):
    assert zhengzi.convert(text, "s2t") == text.replace("汉", "漢")


def test_long_text():
    count = 1_000_000
    assert zhengzi.convert("汉字\n" * count, "s2t") == "漢字\n" * count
    assert zhengzi.convert("汉字\n".encode() * count, "s2t") == "漢字\n".encode() * count


@pytest.mark.skipif("ZZ_HUGE" not in os.environ, reason="wants 9 GB of memory and ZZ_HUGE=1")
@pytest.mark.parametrize("kind", [str, bytes])
def test_huge_text(kind):
    """More than 2 GiB, in the str of one byte each."""
    converter = zhengzi.Converter("s2t", dictionary={"b": "cc"})
    text = "a" * 2**31 + "b"
    text = text if kind is str else text.encode()
    converted = converter(text)
    assert type(converted) is kind and len(converted) == 2**31 + 2
    assert converted[:3] == text[:3] and converted[-3:] == ("acc" if kind is str else b"acc")
    assert converted.count(text[:1]) == 2**31


def test_steps_in_one_recipe():
    assert zhengzi.convert("汉字", " s2t , t2s ") == "汉字"


def test_tofu_can_be_left_out():
    # TSCharactersExt: a simplified form outside the fonts of most machines.
    text = "㑮"
    assert zhengzi.Converter("t2s")(text) != text
    assert zhengzi.Converter("t2s", tofu=False)(text) == text


def test_invalid_bytes_pass_by_default():
    assert zhengzi.convert(b"\xff" + "汉".encode() + b"\xe6\xb1", "s2t") == (
        b"\xff" + "漢".encode() + b"\xe6\xb1")


def test_options_are_told():
    converter = zhengzi.Converter("s2t", invalid="error", tofu=False)
    assert (converter.recipe, converter.invalid, converter.tofu) == ("s2t", "error", False)
    assert repr(converter) == "zhengzi.Converter('s2t', invalid='error', tofu=False)"
    plain = zhengzi.Converter("s2t")
    assert (plain.recipe, plain.invalid, plain.tofu) == ("s2t", "pass", True)
    assert repr(plain) == "zhengzi.Converter('s2t')"
    with pytest.raises(AttributeError):
        plain.recipe = "t2s"


@pytest.mark.parametrize("carry", [
    copy.copy, copy.deepcopy,
    *(lambda one, protocol=protocol: pickle.loads(pickle.dumps(one, protocol))
      for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1))])
def test_converter_is_carried_to_another_process(carry):
    there = carry(zhengzi.Converter("s2t", invalid="error", tofu=False))
    assert (there.recipe, there.invalid, there.tofu) == ("s2t", "error", False)
    assert there("汉字") == "漢字"


def test_recipes():
    entries = zhengzi.recipes()
    by_name = {entry.name: entry for entry in entries}
    assert len(by_name) == len(entries)
    assert {entry.kind for entry in entries} <= {"conversion", "step", "preset"}
    assert by_name["s2twp"].kind == "conversion"
    assert by_name["clean"].kind == "preset"
    for entry in entries:
        assert entry.summary
        zhengzi.Converter(entry.name)


def test_versions():
    assert zhengzi.__version__ == zhengzi.version
    assert [int(part) for part in zhengzi.version.split(".")]
    assert zhengzi.data_version.startswith("OpenCC ")
