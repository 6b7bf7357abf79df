#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A library whose structs have grown serves a program that was compiled before: every struct of zhengzi.h that
begins with its size gets new members at its end, the single file is compiled with that header, and a program
with the structs as they were runs on it.

    check_growth.py ZHENGZI_C OLD_CALLER
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIP = 77
SIZED = re.compile(r"(typedef struct (zz_\w+) \{\s*uint32_t size;.*?)(\n\} \2;)", re.DOTALL)
GROWN = "zz_options zz_report zz_edit zz_suggestion zz_detection"


def main() -> int:
    source, caller = (pathlib.Path(name).resolve() for name in sys.argv[1:])
    # the quickest of those that are here: it is not the compiler that is tried
    compiler = next(filter(shutil.which, ("tcc", "clang", "gcc")), None)
    if compiler is None:
        print("skipped: no tcc, clang or gcc")
        return SKIP
    header = source.with_suffix(".h").read_text(encoding="utf-8")
    grown = [found[2] for found in SIZED.finditer(header)]
    if sorted(grown) != sorted(GROWN.split()):
        print(f"structs with a size are {grown}; those that old_caller.c has are {GROWN}")
        return 1
    header = SIZED.sub(r"\1\n    uint64_t grown[3];\3", header)
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "zhengzi.h").write_text(header, encoding="utf-8")
        for path in (source, caller):
            shutil.copy(path, place)
        for command in ([compiler, "zhengzi.c", caller.name, "-o", "program"], ["./program"]):
            done = subprocess.run(command, cwd=folder, check=False)
            if done.returncode != 0:
                print(f"{' '.join(command)} ends with {done.returncode}")
                return 1
    print(f"{compiler}: {len(grown)} structs have grown")
    return 0


if __name__ == "__main__":
    sys.exit(main())
