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
    assert first[:9] == (1, 5, 1, 5, "鼠标里面", "滑鼠裡面", "s2twp", "phrase", (0,))
    assert edits[-1] == edits[len(edits) - 1] == list(edits)[-1]
    with pytest.raises(IndexError):
        edits[len(edits)]


def test_alternatives_of_edits():
    edits = S2TWP.edits("😀发", alternatives=True)
    assert edits[0].after == "發" and edits[0].score is None
    assert ("髮", None) in edits[0].alternatives and edits.suggestions == []
    assert S2TWP.edits("发")[0].alternatives == ()
    context = zhengzi.Converter("s2tw:context")
    for text in ("😀这块石头发亮", "😀这块石头发亮".encode()):
        hair = "发" if type(text) is str else "发".encode()
        edit, = (edit for edit in context.edits(text, alternatives=True) if hair in edit.before)
        assert 0.5 < edit.score <= 1 and edit.alternatives
        assert all(type(other.text) is type(text) for other in edit.alternatives)
        assert all(other.score is None or 0 <= other.score <= 1 for other in edit.alternatives)
    with pytest.raises(TypeError):
        S2TWP.edits("发", True)


def test_suggestions():
    repair = zhengzi.Converter("repair:tw=999")
    for text in ("😀她有一頭秀發", "😀她有一頭秀發".encode()):
        edits = repair.edits(text, alternatives=True)
        one, = edits.suggestions
        assert text[one.start:one.end] == one.text == edits.after[one.target_start:one.target_end]
        assert one.text in ("發", "發".encode()) and one.step.startswith("repair")
        assert 0 < one.score < 0.9
        assert one.alternatives[0].text == ("髮" if type(text) is str else "髮".encode())
        assert repair.edits(text).suggestions == []


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
