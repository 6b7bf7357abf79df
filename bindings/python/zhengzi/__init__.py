# SPDX-License-Identifier: Apache-2.0
"""Conversion of Chinese text between Simplified, Traditional (OpenCC standard, Taiwan, Hong Kong)
and Japanese forms, and its clean-up.

>>> import zhengzi
>>> zhengzi.convert("汉字", "s2t")
'漢字'
"""

from functools import lru_cache as _lru_cache
from typing import NamedTuple as _NamedTuple

from ._zhengzi import (
    Converter,
    Error,
    InvalidTextError,
    RecipeError,
    catalog as _catalog,
    data_version,
    version,
)

__all__ = [
    "Converter",
    "Error",
    "InvalidTextError",
    "RecipeError",
    "RecipeInfo",
    "convert",
    "data_version",
    "recipes",
    "version",
]

__version__ = version

_opened = _lru_cache(maxsize=64)(Converter)


def convert(text, recipe):
    """The text converted by a recipe, as "s2tw" or "clean,t2s": a str for a str, bytes for a
    bytes-like object in UTF-8.

    The recipes last used are kept open; a Converter has the options.
    """
    return _opened(recipe).convert(text)


class RecipeInfo(_NamedTuple):
    """A name that a recipe may be made of; kind is "conversion", "step" or "preset"."""

    name: str
    kind: str
    summary: str


def recipes():
    """A list of RecipeInfo: every name that a recipe may be made of."""
    return [RecipeInfo(*entry) for entry in _catalog()]
