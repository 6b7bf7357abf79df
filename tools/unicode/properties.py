#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes lib/clean/unicode_tables.c from the Unicode Character Database.

usage: properties.py [--check] [--ucd FOLDER]

FOLDER is laid out as Debian's package unicode-data installs it. --check writes nothing, and
exits 1 where the file is not what would be written, 77 where there is no database of its version.

Two properties of the code points below U+20000, a byte each:

  nfc    what normalisation form C has to know: zz__nfc_code in lib/clean/unicode.h
  class  what lib/clean has to know of a neighbour: zz__class there

The file is written anew only when utf8proc's Unicode version, on which the nfc step relies,
may be raised: a code point that is unassigned in VERSION stays untouched, whatever
version of utf8proc is linked.
"""

import sys
from pathlib import Path

from tables import VERSION, lines, numbers, run, spread

LIMIT = 0x20000
BLOCK = 32
OUTPUT = "unicode_tables.c"

# As in lib/clean/unicode.h.
PLAIN, INERT, MEMBER, DECOMPOSES, FIRST_RANK = 0, 1, 2, 3, 4
OTHER, CJK, EMOJI, COMPLEX, RTL, HANGUL, MARK = range(7)

# What is East Asian without a script of its own: symbols, marks and forms.
CJK_RANGES = [
    (0x2E80, 0x303F),  # radicals, description characters, CJK symbols and punctuation
    (0x31C0, 0x31EF),  # strokes
    (0x3200, 0x33FF),  # enclosed letters and squared words
    (0xFE10, 0xFE1F),  # vertical forms
    (0xFE30, 0xFE6F),  # compatibility and small forms
    (0xFF01, 0xFFEF),  # halfwidth and fullwidth forms
]
CJK_SCRIPTS = {"Han", "Hiragana", "Katakana", "Bopomofo"}
FULLWIDTH_ALPHANUMERICS = [(0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A)]
# Emoji that are no pictographs by themselves: regional indicators, skin tones. And the block of
# enclosed ideographs, most of which are emoji.
EMOJI_RANGES = [(0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF), (0x1F200, 0x1F2FF)]
SHARED_SCRIPTS = {"Common", "Inherited", "Latin"}


def inside(code_point: int, ranges: list[tuple[int, int]]) -> bool:
    return any(first <= code_point <= last for first, last in ranges)


class Database:
    def __init__(self, folder: Path) -> None:
        self.category: dict[int, str] = {}
        self.combining: dict[int, int] = {}
        self.decomposition: dict[int, list[int]] = {}
        self._read_characters(folder / "UnicodeData.txt")
        extracted = folder / "extracted"
        self.script = self._property(folder / "Scripts.txt")
        self.bidi = self._property(extracted / "DerivedBidiClass.txt")
        self.joining = self._property(extracted / "DerivedJoiningType.txt")
        self.line_break = self._property(extracted / "DerivedLineBreak.txt")
        self.syllabic = self._property(folder / "IndicSyllabicCategory.txt")
        self.pictographic: set[int] = set()
        self.quick_check: dict[int, str] = {}
        for fields in lines(folder / "emoji" / "emoji-data.txt"):
            if fields[1] == "Extended_Pictographic":
                self.pictographic.update(spread(fields[0]))
        for fields in lines(folder / "DerivedNormalizationProps.txt"):
            if fields[1] == "NFC_QC":
                self.quick_check.update(dict.fromkeys(spread(fields[0]), fields[2]))

    def _read_characters(self, path: Path) -> None:
        first = 0
        for fields in lines(path):
            code_point = int(fields[0], 16)
            if fields[1].endswith(", First>"):
                first = code_point
                continue
            if not fields[1].endswith(", Last>"):
                first = code_point
            for each in range(first, code_point + 1):
                self.category[each] = fields[2]
            self.combining[code_point] = int(fields[3])
            if fields[5] and not fields[5].startswith("<"):
                self.decomposition[code_point] = [int(part, 16) for part in fields[5].split()]

    @staticmethod
    def _property(path: Path) -> dict[int, str]:
        return {code_point: fields[1] for fields in lines(path) for code_point in spread(fields[0])}

    def first_decomposed(self, code_point: int) -> int:
        while code_point in self.decomposition:
            code_point = self.decomposition[code_point][0]
        return code_point


def is_compatibility_ideograph(data: Database, code_point: int) -> bool:
    return 0xF900 <= code_point <= 0xFAFF and code_point in data.decomposition


def nfc_codes(data: Database) -> list[int]:
    """The code of every code point below LIMIT."""
    classes = sorted({value for value in data.combining.values() if value})
    rank = {value: FIRST_RANK + i for i, value in enumerate(classes)}
    if FIRST_RANK + len(classes) > 256:
        raise SystemExit("more combining classes than a byte can tell apart")

    def code(code_point: int) -> int:
        if code_point not in data.category or is_compatibility_ideograph(data, code_point):
            return INERT
        check = data.quick_check.get(code_point, "Y")
        combining = data.combining.get(code_point, 0)
        if check == "Y":
            return rank[combining] if combining else PLAIN
        if check == "M" or combining:
            return MEMBER
        # It begins a span of its own unless what it decomposes to can join what is before.
        first = data.first_decomposed(code_point)
        joins = data.combining.get(first, 0) or data.quick_check.get(first, "Y") == "M"
        return MEMBER if joins else DECOMPOSES

    return [code(code_point) for code_point in range(LIMIT)]


def complex_scripts(data: Database) -> set[str]:
    """The scripts in which a joiner or an invisible space may be spelling."""
    members = set(data.syllabic)
    members |= {c for c, value in data.joining.items() if value in ("D", "R", "L", "C")}
    members |= {c for c, value in data.line_break.items() if value == "SA"}
    return {data.script.get(c, "Common") for c in members} - SHARED_SCRIPTS


def class_codes(data: Database) -> list[int]:
    scripts = complex_scripts(data)

    def code(code_point: int) -> int:
        category = data.category.get(code_point)
        script = data.script.get(code_point, "Common")
        if category is None:
            return COMPLEX  # what is not known is not touched
        if category.startswith("M"):
            return MARK
        if category.startswith("L") and data.bidi.get(code_point) in ("R", "AL"):
            return RTL
        if script == "Hangul":
            return HANGUL
        if script in scripts:
            return COMPLEX
        if inside(code_point, FULLWIDTH_ALPHANUMERICS):
            return OTHER
        if script in CJK_SCRIPTS and code_point < 0x1F000 or inside(code_point, CJK_RANGES):
            return CJK
        if code_point in data.pictographic or inside(code_point, EMOJI_RANGES):
            return EMOJI
        return OTHER

    codes = [code(code_point) for code_point in range(LIMIT)]
    # Canonically equivalent texts have the same neighbours: a composite is of its base's class.
    for code_point in data.decomposition:
        if code_point < LIMIT and not is_compatibility_ideograph(data, code_point):
            codes[code_point] = codes[data.first_decomposed(code_point)]
    return codes


def trie(name: str, codes: list[int]) -> str:
    """An index of blocks and the blocks, each once."""
    blocks: dict[tuple[int, ...], int] = {}
    index = []
    for start in range(0, LIMIT, BLOCK):
        block = tuple(codes[start : start + BLOCK])
        index.append(blocks.setdefault(block, len(blocks)))
    values = [value for block in blocks for value in block]
    return (
        f"const uint16_t zz__{name}_index[{len(index)}] = {{\n{numbers(index)}}};\n\n"
        f"const uint8_t zz__{name}_blocks[{len(values)}] = {{\n{numbers(values)}}};\n"
    )


def source(folder: Path) -> str:
    data = Database(folder)
    return (
        "/* SPDX-License-Identifier: Apache-2.0 */\n"
        f"/* Generated by tools/unicode/properties.py from the Unicode Character Database {VERSION},\n"
        " * whose terms are the Unicode License v3. */\n"
        '#include "clean/unicode.h"\n\n'
        + trie("nfc", nfc_codes(data))
        + "\n"
        + trie("class", class_codes(data))
    )


if __name__ == "__main__":
    sys.exit(run(__doc__, OUTPUT, source))
