# SPDX-License-Identifier: Apache-2.0
"""What holds for every text: here, where Python's types meet the library's bytes."""

import zhengzi
from hypothesis import given, settings, strategies as st

CONVERSIONS = [entry.name for entry in zhengzi.recipes() if entry.kind == "conversion"]

# Characters that conversions act on, beside all others that UTF-8 can hold.
converted = st.sampled_from("汉漢发發髮里裡裏后後干乾幹臺台着著為为鼠標标滑頭发丑醜")
character = st.one_of(converted, st.characters(exclude_categories=["Cs"]))
texts = st.text(character, max_size=60)
recipes = st.sampled_from(CONVERSIONS)


@settings(deadline=None, max_examples=300)
@given(texts, recipes)
def test_str_and_bytes_agree(text, recipe):
    assert zhengzi.convert(text, recipe).encode() == zhengzi.convert(text.encode(), recipe)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=60), recipes)
def test_any_bytes_convert_or_are_refused_at_their_first_fault(text, recipe):
    zhengzi.convert(text, recipe)
    try:
        text.decode()
        fault = None
    except UnicodeDecodeError as error:
        fault = error.start
    try:
        zhengzi.Converter(recipe, invalid="error")(text)
        told = None
    except zhengzi.InvalidTextError as error:
        told = error.offset
    assert told == fault


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(recipes, texts), max_size=4).map(",".join))
def test_any_recipe_opens_or_is_refused(recipe):
    try:
        converter = zhengzi.Converter(recipe)
    except zhengzi.RecipeError as error:
        assert 0 <= error.offset <= len(recipe)
    else:
        assert converter.recipe == recipe
