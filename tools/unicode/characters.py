#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes lib/clean/character_tables.c: what single characters of legacy text stand for.

usage: characters.py [--check] [--ucd FOLDER]

FOLDER is laid out as Debian's package unicode-data installs it. --check writes nothing, and
exits 1 where the file is not what would be written, 77 where a source of it is missing.

  radicals  EquivalentUnifiedIdeograph.txt of Unicode
  svs       StandardizedVariants.txt of Unicode
  gb        the slots of GBK without a character, which GB 18030-2000 gave private-use code points
            in their order: the slots are those Python's gbk does not know, the characters those
            iconv's GB18030, of 2005 or later, gives
  hkscs     the user-defined rows of Big5 by the formula of code page 950, and the characters that
            Python's big5hkscs, of 2004, has there
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tables import VERSION, lines, numbers, run, spread

OUTPUT = "character_tables.c"

# As in lib/clean/character_tables.h.
RADICAL_RANGES = [(0x2E80, 0x2FDF), (0x31C0, 0x31EF)]
GB_RANGES = [(0xE766, 0xE864)]
HKSCS_RANGES = [
    (0xE000, 0xEEB7),
    (0xF266, 0xF29F),
    (0xF303, 0xF34B),
    (0xF3A0, 0xF7EE),
    (0xF817, 0xF848),
]
COMPATIBILITY_RANGES = [(0xF900, 0xFAFF), (0x2F800, 0x2FA1F)]

KANGXI = range(0x2F00, 0x2FD6)
# The radicals of the supplement that are whole characters, in the form in which they are written
# as words. The others are parts of characters (⺩ of 玉, ⺼ of 肉, ⻌ of 辵), variants of their
# shape, or strokes.
WHOLE = set(KANGXI) | set(
    map(
        ord,
        "\u2e8e\u2e92\u2e93\u2e9f\u2ea0\u2ec1\u2ec4\u2ec5\u2ec6\u2ec9\u2ecb\u2ed3\u2ed4"
        "\u2ed8\u2ed9\u2eda\u2edb\u2edc\u2edd\u2ee2\u2ee3\u2ee4\u2ee5\u2ee6\u2ee7\u2ee8"
        "\u2ee9\u2eea\u2eeb\u2eec\u2eed\u2eee\u2eef\u2ef0\u2ef1\u2ef2\u2ef3",
    )
)


def code_points(ranges: list[tuple[int, int]]) -> Iterator[int]:
    for first, last in ranges:
        yield from range(first, last + 1)


def radicals(folder: Path) -> dict[int, str]:
    return {
        code_point: chr(int(fields[1], 16))
        for fields in lines(folder / "EquivalentUnifiedIdeograph.txt")
        for code_point in spread(fields[0])
    }


def selectors(folder: Path) -> dict[int, int]:
    """Of each compatibility ideograph, which variation selector stands for it, from 1 up."""
    found = {}
    for fields in lines(folder / "StandardizedVariants.txt"):
        if fields[1].startswith("CJK COMPATIBILITY IDEOGRAPH-"):
            selector = int(fields[0].split()[1], 16) - 0xFE00 + 1
            found[int(fields[1].rpartition("-")[2], 16)] = selector
    return found


def decode(code: bytes, codec: str) -> str | None:
    try:
        return code.decode(codec)
    except UnicodeDecodeError:
        return None


def is_private(text: str) -> bool:
    return any("\ue000" <= c <= "\uf8ff" for c in text)


def gb_slots() -> Iterator[tuple[int, bytes]]:
    """The private-use code points of GB 18030-2000 in GBK's region of marks, and their codes."""
    trails = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
    marks = [
        code
        for lead in range(0xA2, 0xAA)
        for trail in trails
        if trail >= 0xA1 or lead >= 0xA8
        if decode(code := bytes((lead, trail)), "gbk") is None
    ]
    yield from enumerate(marks, 0xE766)
    yield from enumerate((bytes((0xFE, trail)) for trail in trails if 0x50 <= trail <= 0xA0), 0xE815)


def gb() -> dict[int, str]:
    slots = dict(gb_slots())
    for code_point, code in slots.items():
        older = decode(code, "gb18030")
        if older is not None and is_private(older) and older != chr(code_point):
            raise SystemExit(f"{code.hex()}: U+{ord(older):04X}, not U+{code_point:04X}")
    text = b"\n".join(slots.values())
    command = ["iconv", "-f", "GB18030", "-t", "UTF-8"]
    out = subprocess.run(command, input=text, stdout=subprocess.PIPE, check=True).stdout
    characters = out.decode("utf-8").split("\n")
    return {c: to for c, to in zip(slots, characters, strict=True) if not is_private(to)}


def code_page_950(lead: int, trail: int) -> int | None:
    """The private-use code point of a user-defined character."""
    code = lead << 8 | trail
    column = trail - 0x40 if trail < 0x7F else trail - 0xA1 + 63
    if code >= 0xFA40:
        return 0xE000 + (lead - 0xFA) * 157 + column
    if 0x8E40 <= code <= 0xA0FE:
        return 0xE311 + (lead - 0x8E) * 157 + column
    if 0x8140 <= code <= 0x8DFE:
        return 0xEEB8 + (lead - 0x81) * 157 + column
    if 0xC6A1 <= code <= 0xC8FE:
        return 0xF6B1 + (lead - 0xC6) * 157 + column - 63
    return None


def hkscs() -> dict[int, str]:
    found = {}
    for lead in range(0x81, 0xFF):
        for trail in [*range(0x40, 0x7F), *range(0xA1, 0xFF)]:
            code_point = code_page_950(lead, trail)
            text = decode(bytes((lead, trail)), "big5hkscs")
            if code_point is not None and text is not None:
                found[code_point] = text
    return found


def bits(name: str, flags: list[bool]) -> str:
    octets = [
        sum(flag << i for i, flag in enumerate(flags[start : start + 8]))
        for start in range(0, len(flags), 8)
    ]
    return f"const uint8_t {name}[{len(octets)}] = {{\n{numbers(octets)}}};\n\n"


def table(name: str, ranges: list[tuple[int, int]], targets: dict[int, str]) -> str:
    """The low halves, then which are of plane 2; a sequence is its number among the sequences."""
    known = list(code_points(ranges))
    if not targets.keys() <= set(known):
        raise SystemExit(f"{name}: a code point is in no range")
    sequences = sorted({text for text in targets.values() if len(text) > 1})
    low, plane = [], []
    for code_point in known:
        text = targets.get(code_point, "\0")
        value = ord(text) if len(text) == 1 else sequences.index(text) + 1
        if value >> 16 not in (0, 2) or 0 < value <= 0x7F and len(text) == 1:
            raise SystemExit(f"U+{code_point:04X} has a target that the table can't hold")
        low.append(value & 0xFFFF)
        plane.append(value > 0xFFFF)
    text = f"static const uint16_t {name}_low[{len(low)}] = {{\n{numbers(low)}}};\n\n"
    text += "static " + bits(f"{name}_plane_2", plane)
    text += f"const zz__targets zz__{name} = {{{name}_low, {name}_plane_2}};\n\n"
    if sequences:
        text += f"const uint16_t zz__{name}_sequences[{len(sequences)}][2] = {{\n"
        text += "".join(f"    {{{ord(s[0])}, {ord(s[1])}}},\n" for s in sequences) + "};\n\n"
    return text


def packed(name: str, values: list[int]) -> str:
    """Two bits each, the first in the lowest."""
    octets = [
        sum(value << 2 * i for i, value in enumerate(values[start : start + 4]))
        for start in range(0, len(values), 4)
    ]
    return f"const uint8_t {name}[{len(octets)}] = {{\n{numbers(octets)}}};\n"


def source(folder: Path) -> str:
    selector = selectors(folder)
    return (
        "/* SPDX-License-Identifier: Apache-2.0 */\n"
        "/* Generated by tools/unicode/characters.py from the Unicode Character Database\n"
        f" * {VERSION}, whose terms are the Unicode License v3, and from codecs. */\n"
        '#include "clean/character_tables.h"\n\n'
        + table("radicals", RADICAL_RANGES, radicals(folder))
        + bits("zz__radicals_whole", [c in WHOLE for c in code_points(RADICAL_RANGES)])
        + table("gb", GB_RANGES, gb())
        + table("hkscs", HKSCS_RANGES, hkscs())
        + packed("zz__svs", [selector.get(c, 0) for c in code_points(COMPATIBILITY_RANGES)])
    )


if __name__ == "__main__":
    sys.exit(run(__doc__, OUTPUT, source))
