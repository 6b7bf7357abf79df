#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The dictionaries that the library was built from are OpenCC's of the pinned version.

    check_dictionaries.py FOLDER
"""

import hashlib
import pathlib
import re
import sys

from project import ROOT, report


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    listed = (ROOT / "data" / "dictionaries.sha256").read_text(encoding="utf-8")
    entries = re.findall(r"^([0-9a-f]{64})  (\S+)$", listed, re.MULTILINE)
    faults = []
    dictionaries = 0
    for expected, name in entries:
        path = folder / name
        needed = "/" not in name
        dictionaries += needed
        if path.is_file():
            got = hashlib.sha256(path.read_bytes()).hexdigest()
            if got != expected:
                faults.append(f"{path}: not the file of the pinned version: {got}")
        elif needed:
            faults.append(f"{path}: not there")
        else:
            print(f"{path}: not there; only tests read it")
    unlisted = {path.name for path in folder.glob("*.txt")} - {name for _, name in entries}
    faults += [f"{folder / name}: not in data/dictionaries.sha256" for name in sorted(unlisted)]
    if dictionaries != 22:
        faults.append(f"data/dictionaries.sha256 lists {dictionaries} dictionaries, not 22")
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
