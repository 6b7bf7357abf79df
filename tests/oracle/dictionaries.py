#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The dictionaries that the library is built from hold what OpenCC 1.4.2's compiled ones do, entry for entry.

usage: dictionaries.py DICTIONARIES [--shared FOLDER]
"""

import pathlib
import sys

import reference


def entries(path):
    with open(path, "rb") as file:
        lines = (line.rstrip(b"\r\n") for line in file)
        return sorted(line for line in lines if line and not line.startswith(b"#"))


def main():
    parser = reference.arguments(__doc__.split("\n")[0])
    parser.add_argument("dictionaries", type=pathlib.Path)
    options = parser.parse_args()
    theirs = options.shared / "oracle" / "opencc-1.4.2"
    if not theirs.is_dir():
        reference.skip(f"no dictionaries in {theirs}")
    names = sorted(path.name for path in theirs.glob("*.txt"))
    wrong = total = 0
    for name in names:
        if not (options.dictionaries / name).is_file():
            print(f"{name}: not in {options.dictionaries}")
            wrong += 1
            continue
        ours, expected = entries(options.dictionaries / name), entries(theirs / name)
        total += len(ours)
        if ours != expected:
            wrong += 1
            print(f"{name}: {len(ours)} entries, expected {len(expected)}")
            for sign, only in ("-", sorted(set(expected) - set(ours))), ("+", sorted(set(ours) - set(expected))):
                for line in only[:5]:
                    print(f"  {sign} {line.decode('utf-8', 'replace')}")
    print(f"{len(names)} dictionaries, {total} entries, {wrong} dictionaries not the same")
    return 1 if wrong or not names else 0


if __name__ == "__main__":
    sys.exit(main())
