#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The preset safe changes nothing but the classes it names.

usage: safe.py COMMAND [FOLDER]

Every assigned code point, alone on a line and between two Han; and every *.txt in FOLDER, at any depth, where it is there.
What a line becomes may differ from it only by characters of the classes below.
"""

import subprocess
import sys
import unicodedata
from pathlib import Path

HAN = "中"
# What safe may delete, by the heads of lib/clean/invisible.c; it does so beside Han only.
INVISIBLE = {
    *range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F, 0xAD, 0x115F, 0x180E,
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0x3164, 0xFEFF,
    0xFFA0, *range(0xFFF9, 0xFFFC), 0xE0001, *range(0xE0020, 0xE0080),
}  # fmt: skip
# What safe may replace.
REPLACED = {
    "small forms": range(0xFE50, 0xFE6C),
    "vertical forms": [*range(0xFE10, 0xFE1A), *range(0xFE30, 0xFE49)],
    "halfwidth marks": range(0xFF61, 0xFF66),
    "fullwidth letters and digits": [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)],
    "radicals": [*range(0x2E80, 0x2FD6)],
}
CLASSES = {c: name for name, points in REPLACED.items() for c in points}


def may_change(c: str) -> bool:
    return ord(c) in CLASSES or ord(c) in INVISIBLE or unicodedata.normalize("NFC", c) != c


def clean(command: str, text: str) -> str:
    return subprocess.run([command, "safe"], input=text.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()


def assigned() -> list[str]:
    skipped = {"Cs", "Cn"}
    points = (chr(c) for c in range(1, 0x110000) if c not in (0x0A, 0x0D, 0x1B))
    return [c for c in points if unicodedata.category(c) not in skipped]


def check_code_points(command: str, around: str) -> list[str]:
    characters = assigned()
    got = clean(command, "".join(f"{around}{c}{around}\n" for c in characters)).split("\n")
    faults = []
    for c, line in zip(characters, got):
        if line != around + c + around and not may_change(c):
            faults.append(f"U+{ord(c):04X} {'between Han' if around else 'alone'} becomes {line!r}")
        if not around and ord(c) in CLASSES and CLASSES[ord(c)] == "radicals" and line != c:
            faults.append(f"U+{ord(c):04X}, a radical alone, becomes {line!r}")
    return faults + ([] if len(got) == len(characters) + 1 else ["the number of lines changes"])


def check_prose(command: str, path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    got = clean(command, text)
    faults = [] if clean(command, got) == got else [f"{path.name}: changes a second time"]
    for one, other in zip(text.split("\n"), got.split("\n")):
        if one != other and not any(may_change(c) for c in one) and unicodedata.is_normalized("NFC", one):
            faults.append(f"{path.name}: {one!r} becomes {other!r}")
    return faults


def main() -> int:
    command = sys.argv[1]
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path()
    files = sorted(folder.rglob("*.txt")) if len(sys.argv) > 2 else []
    print(f"1..{2 + max(1, len(files))}")
    failed = False
    for number, around in enumerate(("", HAN), 1):
        faults = check_code_points(command, around)
        failed |= bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} - every code point {'between two Han' if around else 'alone'}")
        print("".join(f"# {fault}\n" for fault in faults[:20]), end="")
    if not files:
        print("ok 3 - prose # SKIP no evaluation sets here")
    for number, path in enumerate(files, 3):
        faults = check_prose(command, path)
        failed |= bool(faults)
        print(f"{'not ok' if faults else 'ok'} {number} - {path.parent.name}/{path.name}")
        print("".join(f"# {fault}\n" for fault in faults[:20]), end="")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
