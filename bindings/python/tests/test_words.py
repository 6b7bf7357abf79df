# SPDX-License-Identifier: Apache-2.0
"""Options, detection, alternatives, and the interface of the package opencc."""

import pickle

import pytest
import zhengzi
from zhengzi import opencc


def test_dictionary():
    for words in ({"程序": "程序碼", "头": "首"}, "# mine\n程序\t程序碼\n头\t首 头\n"):
        converter = zhengzi.Converter("s2twp", dictionary=words)
        assert converter("程序的头发") == "程序碼的首發"
        there = pickle.loads(pickle.dumps(converter))
        assert there("程序的头发") == "程序碼的首發" and there.dictionary == converter.dictionary
    assert repr(converter) == "zhengzi.Converter('s2twp', dictionary=...)"


def test_protect_and_furniture():
    for words in (["后来"], "后来\n", ("后来",)):
        assert zhengzi.Converter("s2t", protect=words)("后来的头发") == "后来的頭髮"
    cleaner = zhengzi.Converter("furniture", furniture=["点我关注"])
    assert cleaner("甲\n点我关注\n乙\n") == "甲\n乙\n"
    plain = zhengzi.Converter("s2t")
    assert (plain.dictionary, plain.protect, plain.furniture) == (None, None, None)


@pytest.mark.parametrize("make", [tuple, list, iter, dict.fromkeys])
@pytest.mark.parametrize("words", [[], ["里面"], ["里面", "头发"]])
def test_words_in_any_iterable(make, words):
    lines = "".join(word + "\n" for word in words)
    assert (zhengzi.Converter("s2t", protect=make(words)).protect or "") == lines
    assert (zhengzi.Converter("furniture", furniture=make(words)).furniture or "") == lines


def test_wrong_words():
    with pytest.raises(zhengzi.DictionaryError, match="line 2") as caught:
        zhengzi.Converter("s2t", dictionary="甲\t乙\n丙\n")
    assert caught.value.offset is not None
    for words in ({"": "a"}, {"a\t": "b"}, {"a": "b c"}, {"#a": "b"}, {"a\n": "b"}):
        with pytest.raises(zhengzi.DictionaryError, match="dictionary can't hold") as caught:
            zhengzi.Converter("s2t", dictionary=words)
        assert caught.value.offset is None and caught.value.index is None
    for words in ([""], ["a\nb"], ["#"]):
        with pytest.raises(zhengzi.DictionaryError, match="can't hold"):
            zhengzi.Converter("s2t", protect=words)
    for words in (1, [1], b"a"):
        with pytest.raises(TypeError, match="protect"):
            zhengzi.Converter("s2t", protect=words)
    for words in (1, ["a"], {"a": 1}, {1: "a"}, b"a"):
        with pytest.raises(TypeError, match="dictionary"):
            zhengzi.Converter("s2t", dictionary=words)
    with pytest.raises(UnicodeEncodeError):
        zhengzi.Converter("s2t", protect="\ud800")


def test_invalid_is_replaced_or_dropped():
    assert zhengzi.Converter("s2t", invalid="replace")(b"a\xffb") == "a\ufffdb".encode()
    assert zhengzi.Converter("s2t", invalid="drop")(b"a\xffb") == b"ab"


def test_detect():
    found = zhengzi.detect("汉语的头发")
    assert (found.script, found.script_score, found.region) == ("simplified", 1.0, "none")
    assert found.han == 5 and found.simplified == 4
    assert zhengzi.detect("漢語的頭髮".encode()).script == "traditional"
    assert zhengzi.detect("漢字とかな").script == "japanese"
    assert zhengzi.detect("").script == "none"
    assert zhengzi.detect("的" * 5000).script == "either"
    assert zhengzi.detect("為甚麼裡面的教室").region == "taiwan"
    with pytest.raises(TypeError):
        zhengzi.detect(None)


def test_alternatives():
    assert zhengzi.alternatives("发", "s2t") == ["發", "髮"]
    assert zhengzi.Converter("s2t").alternatives("发".encode()) == ["發".encode(), "髮".encode()]
    assert zhengzi.alternatives("", "s2t") == [""]
    with pytest.raises(zhengzi.InvalidTextError):
        zhengzi.Converter("s2t", invalid="error").alternatives(b"\xff")


def test_opencc():
    for name in ("s2t", "s2t.json"):
        converter = opencc.OpenCC(name)
        assert converter.convert("汉字") == "漢字"
        assert converter.convert("汉字".encode()) == "漢字"
        assert converter.config == "s2t.json"
    assert opencc.OpenCC().convert("漢字") == opencc.OpenCC(config="t2s").convert("漢字") == "汉字"
    assert "s2twp.json" in opencc.CONFIGS
    for config in opencc.CONFIGS:
        opencc.OpenCC(config)
    with pytest.raises(FileNotFoundError):
        opencc.OpenCC("nowhere")


def test_the_real_opencc_agrees():
    real = pytest.importorskip("opencc")
    assert set(real.CONFIGS) <= set(opencc.CONFIGS)
    for config in real.CONFIGS:
        assert opencc.OpenCC(config).convert("鼠标里的头发") == (
            real.OpenCC(config).convert("鼠标里的头发"))
