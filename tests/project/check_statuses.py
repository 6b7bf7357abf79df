#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The statuses of zhengzi.h are those that docs/abi.md lists, each number once, each with its own sentence.

    check_statuses.py [LIBRARY]
"""

import ctypes
import re
import sys

from project import ROOT, report

DEFINED = re.compile(r"^#define (ZZ_OK|ZZ_ERROR_\w+) \(?(-?\d+)\)?", re.MULTILINE)
LISTED = re.compile(r"^\| (-?\d+) \| `(ZZ_\w+)` \| \d+\.\d+(?:, gone in \d+\.\d+)? \|$", re.MULTILINE)


def main() -> int:
    header = (ROOT / "include" / "zhengzi.h").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "abi.md").read_text(encoding="utf-8")
    defined = dict(DEFINED.findall(header))
    listed = LISTED.findall(page)
    here = {name: number for number, name in listed}
    faults = [] if defined else ["zhengzi.h defines no status"]
    faults += [
        f"{name}: {number} in zhengzi.h, {here.get(name, 'not there')} in docs/abi.md"
        for name, number in defined.items()
        if here.get(name) != number
    ]
    numbers = [number for number, _ in listed]
    faults += [f"{number}: listed twice" for number in sorted(set(numbers)) if numbers.count(number) > 1]
    if len(sys.argv) > 1:
        sentence = ctypes.CDLL(sys.argv[1]).zz_status_string
        sentence.restype = ctypes.c_char_p
        said = [sentence(ctypes.c_int32(int(number))) for number in (*defined.values(), -999)]
        if len(set(said)) != len(said):
            faults.append("two statuses have one sentence")
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
