# SPDX-License-Identifier: Apache-2.0
import pytest
import vectors
import zhengzi

ALL = vectors.read_all()


def test_there_are_vectors():
    assert ALL, f"no *.tsv with vectors in {vectors.FOLDER}"


@pytest.mark.parametrize("recipe", sorted({vector.recipe for vector in ALL}))
def test_recipe(recipe):
    converter = zhengzi.Converter(recipe)
    for vector in ALL:
        if vector.recipe != recipe:
            continue
        assert converter(vector.text) == vector.expected, vector.place
        try:
            text, expected = vector.text.decode(), vector.expected.decode()
        except UnicodeDecodeError:
            continue  # only bytes can hold it
        assert converter(text) == expected, vector.place
