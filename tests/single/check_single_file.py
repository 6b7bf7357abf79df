#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""zhengzi.c compiles alone, without a warning, with each C compiler found, and gives what the library gives.

    check_single_file.py ZHENGZI_C TEST_SOURCE... -- VECTOR_FILE...
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIP = 77
# What each is told: gcc and clang warn of all that C99 and good habits forbid, tcc knows no more.
STRICT = [
    "-Wall", "-Wextra", "-Wpedantic", "-pedantic", "-Wconversion", "-Wshadow", "-Wundef",
    "-Wstrict-prototypes", "-Wmissing-prototypes", "-Wno-overlength-strings",
]  # fmt: skip
COMPILERS = {
    # what its own intrinsics are where nothing is optimised changes signs
    "gcc": ["-std=c99", "-O0", *STRICT, "-Wno-sign-conversion"],
    "clang": ["-std=c99", "-O0", *STRICT],
    "tcc": ["-Wall"],
}


def run(command: list[str], folder: str) -> tuple[int, str]:
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.returncode, done.stdout.decode(errors="replace")


def foreign_names(library: pathlib.Path) -> list[str]:
    """What the object defines for others besides zz_; nothing where there is no nm."""
    if shutil.which("nm") is None:
        return []
    _, output = run(["nm", "--format=posix", "--defined-only", "--extern-only", str(library)], ".")
    names = [line.split()[0] for line in output.splitlines() if line]
    return [name for name in names if not name.startswith("zz_")]


def attempt(
    compiler: str, source: pathlib.Path, tests: list[pathlib.Path], vectors: list[str]
) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        # A folder with these two files and nothing else of ours.
        for path in (source, source.with_suffix(".h")):
            shutil.copy(path, folder)
        told = COMPILERS[compiler]
        status, said = run([compiler, *told, "-c", "zhengzi.c", "-o", "zhengzi.o"], folder)
        if status != 0 or said:
            return [f"{compiler}: zhengzi.c:\n{said[:4000]}"]
        faults = [
            f"{compiler}: defines {name}, which is not ours"
            for name in foreign_names(pathlib.Path(folder) / "zhengzi.o")
        ]
        sources = [str(path) for path in tests]
        command = [compiler, *told, "-I.", "zhengzi.o", *sources, "-o", "vectors"]
        status, said = run(command, folder)
        if status != 0 or said:
            return [*faults, f"{compiler}: the program with it:\n{said[:4000]}"]
        status, said = run(["./vectors", *vectors], folder)
        if status != 0 or not re.search(r"^\d+ vectors passed, 0 failed$", said, re.MULTILINE):
            faults.append(f"{compiler}: the program ends with {status}:\n{said[:4000]}")
        print(f"{compiler}: {said.strip().splitlines()[-1] if said.strip() else 'nothing said'}")
    return faults


def main() -> int:
    split = sys.argv.index("--")
    source, *tests = (pathlib.Path(name).resolve() for name in sys.argv[1:split])
    vectors = [os.path.abspath(name) for name in sys.argv[split + 1 :]]
    faults, tried = [], 0
    for compiler in COMPILERS:
        if shutil.which(compiler) is None:
            print(f"{compiler}: not here")
            continue
        tried += 1
        faults += attempt(compiler, source, tests, vectors)
    if tried == 0:
        print("skipped: no gcc, clang or tcc")
        return SKIP
    for fault in faults:
        print(fault)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
