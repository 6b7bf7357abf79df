#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page this library was begun for: the presets give exactly the text made by hand.

usage: founding.py COMMAND FOLDER

FOLDER holds repaired.txt, clean-repaired.txt and news-tw.txt; where it is missing the test is skipped.
"""

import subprocess
import sys
from pathlib import Path

CASES = [
    ("web,brackets", "repaired.txt", "clean-repaired.txt"),
    ("news-tw", "repaired.txt", "news-tw.txt"),
    ("web,brackets", "clean-repaired.txt", "clean-repaired.txt"),
    ("news-tw", "news-tw.txt", "news-tw.txt"),
]


def run(command: str, recipe: str, data: bytes) -> bytes:
    return subprocess.run([command, recipe], input=data, capture_output=True, check=True).stdout


def main() -> int:
    command, folder = sys.argv[1], Path(sys.argv[2])
    if not folder.is_dir():
        print("no folder with the page: skipped")
        return 77
    faults = 0
    for recipe, source, target in CASES:
        got = run(command, recipe, (folder / source).read_bytes())
        expected = (folder / target).read_bytes()
        if got == expected:
            print(f"{recipe}: {source} to {target}")
            continue
        faults += 1
        print(f"{recipe}: {source} does not become {target}")
        for number, pair in enumerate(zip(got.split(b"\n"), expected.split(b"\n")), 1):
            if pair[0] != pair[1]:
                print(f"  line {number}\n    got      {pair[0]!r}\n    expected {pair[1]!r}")
                break
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
