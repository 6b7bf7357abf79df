# SPDX-License-Identifier: Apache-2.0
import pytest
import zhengzi
from hypothesis import given, settings, strategies as st

TEXT = "😀鼠标里面的硅二极管坏了"
S2TWP = zhengzi.Converter("s2twp")


def test_offsets_are_indexes_of_str():
    edits = S2TWP.edits(TEXT)
    assert (edits.before, edits.after) == (TEXT, "😀滑鼠裡面的矽二極體壞了")
    first = edits[0]
    assert first == (1, 5, 1, 5, "鼠标里面", "滑鼠裡面", "s2twp", "phrase", (0,))
    assert edits[-1] == edits[len(edits) - 1] == list(edits)[-1]
    with pytest.raises(IndexError):
        edits[len(edits)]


def test_offsets_are_indexes_of_bytes():
    edits = S2TWP.edits(bytearray(TEXT.encode()))
    first = edits[0]
    assert (first.start, first.end) == (4, 16)
    assert (first.before, first.after) == ("鼠标里面".encode(), "滑鼠裡面".encode())


def test_mapping():
    edits = zhengzi.Converter("entities").edits("a&amp;b")
    assert edits.after == "a&b"
    assert [edits.forward(i) for i in range(8)] == [0, 1, 1, 1, 1, 1, 2, 3]
    assert [edits.back(i) for i in range(4)] == [0, 1, 6, 7]
    for outside in (-1, 8, 1 << 70):
        with pytest.raises(IndexError):
            edits.forward(outside)
    with pytest.raises(TypeError):
        edits.back("1")


def test_apply_some():
    for text in (TEXT, TEXT.encode()):
        edits = S2TWP.edits(text)
        assert edits.apply([]) == text
        assert edits.apply(range(len(edits))) == edits.after
    assert S2TWP.edits(TEXT).apply({1}) == "😀鼠标里面的矽二极管坏了"
    for wrong in ([-1], [4], [1 << 70]):
        with pytest.raises(IndexError):
            S2TWP.edits(TEXT).apply(wrong)
    for wrong in (None, ["0"]):
        with pytest.raises(TypeError):
            S2TWP.edits(TEXT).apply(wrong)


def test_refusals():
    with pytest.raises(zhengzi.InvalidTextError):
        zhengzi.Converter("s2t", invalid="error").edits(b"\xff")
    with pytest.raises(TypeError):
        S2TWP.edits(None)
    for type_ in (zhengzi.Edits, zhengzi.Stream, zhengzi.ArrowArray, zhengzi.ArrowStream):
        with pytest.raises(TypeError):
            type_()


character = st.one_of(st.sampled_from("鼠标里发后干面台着为,，<a&amp;>"),
                      st.characters(exclude_categories=["Cs"]))
recipes = st.sampled_from(["s2twp", "clean,t2s", "web", "s2t,t2s"])


@settings(deadline=None, max_examples=200)
@given(st.text(character, max_size=40), recipes)
def test_edits_rebuild_the_result(text, recipe):
    edits = zhengzi.Converter(recipe).edits(text)
    assert edits.after == zhengzi.convert(text, recipe)
    rebuilt, at = "", 0
    for edit in edits:
        rebuilt += text[at:edit.start]
        assert len(rebuilt) == edit.target_start
        assert text[edit.start:edit.end] == edit.before
        assert edits.forward(edit.start) == edit.target_start
        rebuilt += edit.after
        at = edit.end
    assert rebuilt + text[at:] == edits.after
    assert edits.apply(range(len(edits))) == edits.after
    assert edits.apply(()) == text
