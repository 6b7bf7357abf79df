#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The clean-up steps on prose: nothing changes but what they name, and nothing a second time.

usage: prose.py CLEAN-FILTER FOLDER

FOLDER holds UTF-8 text files, at any depth; where it is missing the test is skipped.
"""

import subprocess
import sys
from pathlib import Path

from normalization import expected_nfc

STEPS = ["invisible", "small-forms", "letters", "nfc"]
SMALL_FORMS = "﹐﹑﹒﹔﹕﹖﹗﹘﹙﹚﹛﹜﹝﹞﹟﹠﹡﹢﹣﹤﹥﹦﹨﹩﹪﹫"
MARKS = "，、．；：？！—（）｛｝〔〕＃＆＊＋－＜＞＝＼＄％＠"
INVISIBLE = [
    *range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F, 0xAD, 0x115F, 0x180E,
    *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0x3164, 0xFEFF,
    0xFFA0, *range(0xFFF9, 0xFFFC), 0xE0001, *range(0xE0020, 0xE0080),
]  # fmt: skip
ALPHANUMERICS = "".join(c for c in map(chr, range(0x7F)) if c.isalnum())

TABLE: dict[int, str] = dict(zip(map(ord, SMALL_FORMS), MARKS))
TABLE.update({ord(c) + 0xFEE0: c for c in ALPHANUMERICS})
TABLE.update(dict.fromkeys(INVISIBLE, ""))


def rest(text: str) -> str:
    """What no step may touch."""
    return expected_nfc(text.translate(TABLE))


def clean(program: str, data: bytes) -> bytes:
    result = subprocess.run([program, *STEPS], input=data, capture_output=True, check=True)
    return result.stdout


def main() -> int:
    program, folder = sys.argv[1], Path(sys.argv[2])
    files = sorted(folder.rglob("*.txt"))
    if not files:
        print("no folder with prose: skipped")
        return 77
    faults = 0
    for path in files:
        name = f"{path.parent.name}/{path.name}"
        before = path.read_bytes()
        after = clean(program, before)
        if rest(before.decode()) != rest(after.decode()):
            faults += 1
            lines = zip(before.decode().split("\n"), after.decode().split("\n"))
            one, other = next(pair for pair in lines if rest(pair[0]) != rest(pair[1]))
            print(f"{name}: more changed than may\n  input     {one}\n  got       {other}")
        if clean(program, after) != after:
            faults += 1
            print(f"{name}: changes a second time")
        print(f"{name}: {len(before)} bytes, {len(before) - len(after)} fewer after it")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
