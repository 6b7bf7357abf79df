# SPDX-License-Identifier: Apache-2.0
"""The named tuples that zhengzi gives, and what its C part has Python do."""

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Optional, Tuple


class RecipeInfo(NamedTuple):
    """A name that a recipe may be made of; kind is "conversion", "step" or "preset"."""

    name: str
    kind: str
    summary: str


class Alternative(NamedTuple):
    """What else could stand in a place, and how likely the context model thinks it, from 0 to 1; None
    where only a dictionary knows of it."""

    text: object
    score: Optional[float]


class Edit(NamedTuple):
    """A stretch of the text and what it became: text[start:end] is before, and
    result[target_start:target_end] is after. step and operation say what did it last, steps which
    of the recipe's steps had a part in it, counted from 0. score says how likely after is right, and
    alternatives what else it could be, the likeliest first; None and empty unless asked for."""

    start: int
    end: int
    target_start: int
    target_end: int
    before: object
    after: object
    step: str
    operation: str
    steps: Tuple[int, ...]
    score: Optional[float] = None
    alternatives: Tuple[Alternative, ...] = ()


class Suggestion(NamedTuple):
    """A place that was left as it is, though that is not sure: text[start:end] and
    result[target_start:target_end] are the same. score says how likely they are right, step who
    doubts it, and alternatives what else could stand there, the likeliest first."""

    start: int
    end: int
    target_start: int
    target_end: int
    text: object
    step: str
    score: Optional[float]
    alternatives: Tuple[Alternative, ...]


class Detection(NamedTuple):
    """What a text is written in: script is "none", "either", "simplified", "traditional", "mixed" or
    "japanese", region "none", "taiwan" or "hong-kong". The scores are from 0 to 1; the rest are
    counts of characters."""

    script: str
    script_score: float
    region: str
    region_score: float
    han: int
    simplified: int
    traditional: int
    japanese: int
    kana: int
    taiwan: int
    hong_kong: int


def processors():
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _refuse(message):
    from . import DictionaryError  # which is there when this is called

    raise DictionaryError(message)


def dictionary_lines(option, words):
    """A mapping of words as lines of a dictionary."""
    if not isinstance(words, Mapping):
        raise TypeError(f"{option} must be a mapping or str, not {type(words)}")
    for pair in words.items():
        if not all(isinstance(word, str) for word in pair):
            raise TypeError(f"{option} takes str for str, not {pair!r}")
    for key, value in words.items():
        if not key or key[0] in "#\ufeff" or {*key} & {*"\t\r\n"} or {*value} & {*" \t\r\n"}:
            _refuse(f"the lines of a dictionary can't hold {key!r}: {value!r}")
    return "".join(f"{key}\t{value}\n" for key, value in words.items())


def word_lines(option, words):
    """Words as lines."""
    if not isinstance(words, Iterable):
        raise TypeError(f"{option} must be an iterable of str or str, not {type(words)}")
    words = list(words)
    for word in words:
        if not isinstance(word, str):
            raise TypeError(f"{option} takes str, not {word!r}")
        if not word or word[0] in "#\ufeff" or {*word} & {*"\r\n"}:
            _refuse(f"a line of its own can't hold {word!r}")
    return "".join(f"{word}\n" for word in words)
