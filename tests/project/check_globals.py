#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The library has nothing that can change, runs nothing when loaded, and its names are its own.

    check_globals.py STATIC_LIBRARY [PREFIX]

PREFIX is that of a library which is inside it.
"""

import re
import shutil
import subprocess
import sys

from project import SKIP, report

# Sections that hold what a program may write to, or what runs before main.
WRITABLE = re.compile(r"\.(data|bss|tdata|tbss|init_array|fini_array|ctors|dtors)(\.(?!rel\.ro).*)?")
# "  [ 3] .data  PROGBITS  address  offset  size ..."
SECTION = re.compile(r"\s+\[\s*\d+\]\s+(\S+)\s+[A-Z_]+\s+[0-9a-f]+\s+[0-9a-f]+\s+([0-9a-f]+)")


def run(*command: str) -> str:
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode()


def main() -> int:
    library, *inside = sys.argv[1:]
    if shutil.which("readelf") is None or shutil.which("nm") is None:
        print("skipped: no readelf or nm")
        return SKIP

    faults = []
    member = "?"
    sections = 0
    for line in run("readelf", "--section-headers", "--wide", library).splitlines():
        if line.startswith("File:"):
            member = line.split()[-1]
        if found := SECTION.match(line):
            sections += 1
            size = int(found[2], 16)
            if WRITABLE.fullmatch(found[1]) and size > 0:
                faults.append(f"{member}: {size} bytes in {found[1]}")
    if sections == 0:
        faults.append(f"{library}: no sections found")

    output = run("nm", "--format=posix", "--defined-only", "--extern-only", library)
    names = {line.split()[0] for line in output.splitlines() if line and not line.endswith(":")}
    foreign = [name for name in sorted(names) if not name.startswith(("zz_", *inside))]
    faults += [f"{name}: a name that is not ours" for name in foreign]
    if not names:
        faults.append(f"{library}: no names found")
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
