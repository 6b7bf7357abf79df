#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The nfc step beside two judges that are not utf8proc: Unicode's NormalizationTest.txt, as
Debian's package unicode-data has it, and Python's unicodedata on random texts.

usage: normalization.py CLEAN-FILTER
"""

import bz2
import random
import subprocess
import sys
import unicodedata
from pathlib import Path

TEST = Path("/usr/share/unicode/NormalizationTest.txt.bz2")
TEXTS = 60_000
SEED = 15
# Where characters that matter are drawn from; the rest from all of the first two planes.
RANGES = [
    range(0x20, 0x180), range(0x300, 0x370), range(0x370, 0x590), range(0x591, 0x5F5),
    range(0x900, 0x0E00), range(0x0F00, 0x1000), range(0x1100, 0x1200), range(0x1E00, 0x2000),
    range(0x2000, 0x2200), range(0x302A, 0x3100), range(0xAC00, 0xAC80), range(0xFB1D, 0xFB50),
    range(0xF900, 0xFB00), range(0x11000, 0x11A00), range(0x1D15E, 0x1D1C0),
    range(0x2F800, 0x2FA1E), range(0x80, 0xD800), range(0xE000, 0x20000),
]  # fmt: skip


def is_kept(c: str) -> bool:
    """A compatibility ideograph."""
    return "\uf900" <= c <= "\ufaff" or "\U0002f800" <= c <= "\U0002fa1f"


def expected_nfc(text: str) -> str:
    """NFC, each compatibility ideograph standing for itself; private use changes nothing."""
    hidden = "".join("\U000f0000" if is_kept(c) else c for c in text)
    kept = filter(is_kept, text)
    return "".join(next(kept) if c == "\U000f0000" else c
                   for c in unicodedata.normalize("NFC", hidden))  # fmt: skip


def nfc(program: str, texts: list[str]) -> list[str]:
    """Of each text, which has no newline in it: one call for all of them."""
    data = "\n".join(texts).encode()
    result = subprocess.run([program, "nfc"], input=data, capture_output=True, check=True)
    return result.stdout.decode().split("\n")


def show(text: str) -> str:
    return " ".join(f"{ord(c):04X}" for c in text)


def compare(name: str, program: str, inputs: list[str], expected: list[str]) -> int:
    got = nfc(program, inputs)
    assert len(got) == len(inputs)
    faults = 0
    for one, want, have in zip(inputs, expected, got):
        if want != have:
            faults += 1
            if faults <= 10:
                print(f"{name}\n  input     {show(one)}\n  expected  {show(want)}\n"
                      f"  got       {show(have)}")  # fmt: skip
    print(f"{name}: {len(inputs)} texts, {faults} wrong")
    return faults


def official(program: str) -> int:
    """Columns 1, 2, 3 become column 2; columns 4, 5 become 4 (NormalizationTest.txt, its head)."""
    inputs, expected = [], []
    for line in bz2.decompress(TEST.read_bytes()).decode().splitlines():
        fields = line.split("#")[0].split(";")
        if len(fields) < 5:
            continue
        columns = ["".join(chr(int(part, 16)) for part in field.split()) for field in fields[:5]]
        for number, column in enumerate(columns):
            inputs.append(column)
            if any(map(is_kept, column)):
                expected.append(expected_nfc(column))
            else:
                expected.append(columns[1] if number < 3 else columns[3])
    if len(inputs) < 90_000:
        print(f"{TEST}: only {len(inputs)} texts found")
        return 1
    return compare("NormalizationTest.txt", program, inputs, expected)


def drawn(program: str) -> int:
    dice = random.Random(SEED)
    inputs = []
    for _ in range(TEXTS):
        pools = dice.sample(RANGES, 3)
        text = "".join(chr(dice.choice(dice.choice(pools))) for _ in range(dice.randint(1, 20)))
        # What this Python does not know it leaves alone; what is unassigned in 15.0 so does nfc.
        inputs.append("".join(c for c in text if c not in "\n\r" and unicodedata.category(c) != "Cn"))
    return compare("random texts", program, inputs, list(map(expected_nfc, inputs)))


def main() -> int:
    program = sys.argv[1]
    faults = 0
    if TEST.is_file():
        faults += official(program)
    else:
        print(f"no {TEST.name}: install unicode-data to have it tested")
    known = tuple(map(int, unicodedata.unidata_version.split(".")))
    if known <= (15, 0, 0):
        faults += drawn(program)
    else:
        print(f"Python's Unicode {unicodedata.unidata_version} is newer than the table: not compared")
    return 1 if faults else 0 if TEST.is_file() or known <= (15, 0, 0) else 77


if __name__ == "__main__":
    sys.exit(main())
