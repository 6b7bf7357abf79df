# SPDX-License-Identifier: Apache-2.0
import pickle

import pytest
import zhengzi


def test_classes():
    assert issubclass(zhengzi.Error, ValueError)
    assert issubclass(zhengzi.RecipeError, zhengzi.Error)
    assert issubclass(zhengzi.InvalidTextError, zhengzi.Error)
    assert zhengzi.Error("by hand").offset is None


def test_unknown_recipe_names_the_nearest():
    with pytest.raises(zhengzi.RecipeError, match="s2tw") as caught:
        zhengzi.convert("汉字", "s2twx")
    assert caught.value.offset == 0


@pytest.mark.parametrize("recipe, offset", [
    ("s2t,nowhere", 4),
    ("s2t, nowhere", 5),
    ("无此,s2t", 0),
    ("", 0),
])
def test_offset_of_the_step_at_fault(recipe, offset):
    with pytest.raises(zhengzi.RecipeError) as caught:
        zhengzi.Converter(recipe)
    assert caught.value.offset == offset


@pytest.mark.parametrize("recipe", ["正" * 300, "s2t\0", "\0", "s2t" * 10_000, "s2t,无" * 100])
def test_odd_recipes_are_refused(recipe):
    with pytest.raises(zhengzi.RecipeError) as caught:
        zhengzi.Converter(recipe)
    assert 0 <= caught.value.offset < len(recipe)
    assert str(caught.value)


def test_invalid_text_where_asked_for():
    converter = zhengzi.Converter("s2t", invalid="error")
    assert converter("汉字".encode()) == "漢字".encode()
    with pytest.raises(zhengzi.InvalidTextError, match="6") as caught:
        converter("汉字".encode() + b"\xff\xff")
    assert caught.value.offset == 6


def test_invalid_text_that_is_long():
    text = "汉".encode() * 5000
    with pytest.raises(zhengzi.InvalidTextError) as caught:
        zhengzi.Converter("s2t", invalid="error")(text + b"\xe6")
    assert caught.value.offset == len(text)


@pytest.mark.parametrize("text", ["\ud800", "汉\udfff字", "\udcff" * 5000])
@pytest.mark.parametrize("recipe", ["s2t", "\ud800"])
def test_lone_surrogates(text, recipe):
    with pytest.raises(UnicodeEncodeError):
        zhengzi.convert(text, recipe)


@pytest.mark.parametrize("text", [None, 1, 1.5, [65, 66], ("汉",), object()])
def test_text_of_another_type(text):
    with pytest.raises(TypeError, match="text must be str or a bytes-like object"):
        zhengzi.convert(text, "s2t")


@pytest.mark.parametrize("recipe", [None, 1, b"s2t"])
def test_recipe_of_another_type(recipe):
    with pytest.raises(TypeError):
        zhengzi.convert("汉字", recipe)
    with pytest.raises(TypeError):
        zhengzi.Converter(recipe)


def test_options_that_are_not():
    with pytest.raises(ValueError, match="'replace' or 'drop'"):
        zhengzi.Converter("s2t", invalid="ignore")
    with pytest.raises(TypeError):
        zhengzi.Converter("s2t", invalid=1)
    with pytest.raises(TypeError):
        zhengzi.Converter("s2t", "error")
    with pytest.raises(TypeError):
        zhengzi.Converter("s2t", nothing=True)
    with pytest.raises(TypeError):
        zhengzi.Converter()


def test_calls_that_are_not():
    converter = zhengzi.Converter("s2t")
    with pytest.raises(TypeError):
        converter()
    with pytest.raises(TypeError):
        converter("汉字", "s2t")
    with pytest.raises(TypeError):
        type("Sub", (zhengzi.Converter,), {})


def test_closed_memory():
    view = memoryview(b"text")
    view.release()
    with pytest.raises(ValueError):
        zhengzi.convert(view, "s2t")


def test_errors_are_carried_to_another_process():
    with pytest.raises(zhengzi.RecipeError) as caught:
        zhengzi.Converter("s2t,nowhere")
    there = pickle.loads(pickle.dumps(caught.value))
    assert type(there) is zhengzi.RecipeError
    assert (str(there), there.offset) == (str(caught.value), 4)
