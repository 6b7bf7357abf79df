# SPDX-License-Identifier: Apache-2.0
import pytest
import zhengzi
from hypothesis import given, settings, strategies as st
from without import needs_context

TEXT = "😀鼠标里面的硅二极管坏了"
S2TWP = zhengzi.Converter("s2twp")


def test_offsets_are_indexes_of_str():
    edits = S2TWP.edits(TEXT)
    assert (edits.before, edits.after) == (TEXT, "😀滑鼠裡面的矽二極體壞了")
    first = edits[0]
    assert first == (1, 5, 1, 5, "鼠标里面", "滑鼠裡面", "s2twp", "phrase", (0,), None, ())
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


def test_alternatives():
    edits = zhengzi.Converter("s2tw").edits("😀里", alternatives=True)
    assert edits[0] == (1, 2, 1, 2, "里", "裡", "s2tw", "character", (0,), None, (("里", None), ("哩", None)))
    assert edits[0].alternatives[0].text == "里" and edits.suggestions == []


@needs_context
def test_scores():
    weighed = zhengzi.Converter("s2tw:context").edits("鼠标里".encode(), alternatives=True)[-1]
    (other, score), rest = weighed.alternatives
    assert other == "里".encode() and rest == ("哩".encode(), None)
    assert 0 < score < 0.5 < weighed.score < 1 and abs(score + weighed.score - 1) < 0.002


@needs_context
def test_suggestions():
    text = "😀他出發，秀發很長。"
    converter = zhengzi.Converter("repair:tw=999")
    edits = converter.edits(text, alternatives=True)
    (hair,) = [s for s in edits.suggestions if s.start == text.index("發很")]
    assert (hair.end, hair.target_start, hair.target_end) == (hair.start + 1, hair.start, hair.end)
    assert isinstance(hair, zhengzi.Suggestion) and (hair.text, hair.step) == ("發", "repair:tw")
    assert isinstance(hair.alternatives[0], zhengzi.Alternative) and hair.alternatives[0].text == "髮"
    assert abs(hair.score + sum(a.score for a in hair.alternatives) - 1) < 0.004
    assert converter.edits(text).suggestions == []
    assert edits.apply([]) == text
    binary = converter.edits(text.encode(), alternatives=True).suggestions
    assert [s.start for s in binary] == [len(text[: s.start].encode()) for s in edits.suggestions]
    with pytest.raises(zhengzi.RecipeError):
        zhengzi.Converter("repair:tw=1000")


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
