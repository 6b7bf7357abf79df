# SPDX-License-Identifier: Apache-2.0
"""Conversion of Chinese text between Simplified, Traditional (OpenCC standard, Taiwan, Hong Kong)
and Japanese forms, and its clean-up.

>>> import zhengzi
>>> zhengzi.convert("汉字", "s2t")
'漢字'
"""

from functools import lru_cache as _lru_cache

from . import _files
from ._types import Alternative, Detection, Edit, RecipeInfo, Suggestion
from ._zhengzi import (
    ArrowArray,
    ArrowStream,
    Converter,
    DictionaryError,
    Edits,
    Error,
    InvalidTextError,
    RecipeError,
    Stream,
    catalog as _catalog,
    data_version,
    detect,
    version,
)

__all__ = [
    "Alternative",
    "ArrowArray",
    "ArrowStream",
    "Converter",
    "Detection",
    "DictionaryError",
    "Edit",
    "Edits",
    "Error",
    "InvalidTextError",
    "RecipeError",
    "RecipeInfo",
    "Stream",
    "Suggestion",
    "alternatives",
    "convert",
    "data_version",
    "detect",
    "recipes",
    "version",
]

__version__ = version

# What is about files is Python's own work.
Converter.from_config = classmethod(_files.from_config)
Converter.convert_chunks = _files.convert_chunks
Converter.convert_file = _files.convert_file

_opened = _lru_cache(maxsize=64)(Converter)


def convert(text, recipe):
    """The text converted by a recipe, as "s2tw" or "clean,t2s": a str for a str, bytes for a
    bytes-like object in UTF-8.

    The recipes last used are kept open; a Converter has the options.
    """
    return _opened(recipe).convert(text)


def alternatives(text, recipe):
    """A list of all that a word or a phrase could become by a recipe; see Converter.alternatives."""
    return _opened(recipe).alternatives(text)


def recipes():
    """A list of RecipeInfo: every name that a recipe may be made of."""
    return [RecipeInfo(*entry) for entry in _catalog()]


for _type in (Alternative, Detection, Edit, RecipeInfo, Suggestion):
    _type.__module__ = __name__
