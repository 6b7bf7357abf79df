#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""zhengzi.c compiles alone, without a warning, with each C compiler found, and gives what the library gives.

    check_single_file.py [--yyjson FOLDER|system] [--thorough] ZHENGZI_C CONFIG_ALONE TEST_SOURCE... -- VECTOR_FILE...

With yyjson, in FOLDER as source, it is compiled with -DZZ_CONFIG too, and opens configurations then. By
clang, without --thorough, that is looked at and not made.
"""

import argparse
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
# These take all of yyjson; where only one of them makes it all, it is the first that is here.
STRICT_COMPILERS = [name for name in ("gcc", "clang") if shutil.which(name) is not None]


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


def yyjson_flags(yyjson: str, kind: str) -> list[str]:
    """What pkg-config says of the system's."""
    if yyjson != "system":
        return [f"-I{yyjson}"] if kind == "--cflags" else ["yyjson.o"]
    _, said = run(["pkg-config", kind, "yyjson"], ".")
    return said.split()


def attempt_config(compiler: str, alone: pathlib.Path, yyjson: str, whole: bool, folder: str) -> list[str]:
    """With configurations: made and run, or looked at alone."""
    told = [*COMPILERS[compiler], "-DZZ_CONFIG", *yyjson_flags(yyjson, "--cflags")]
    make = ["-c", "zhengzi.c", "-o", "config.o"] if whole else ["-fsyntax-only", "zhengzi.c"]
    status, said = run([compiler, *told, *make], folder)
    if status != 0 or said:
        return [f"{compiler}: zhengzi.c with -DZZ_CONFIG:\n{said[:4000]}"]
    if not whole:
        return []
    faults = [
        f"{compiler}: with -DZZ_CONFIG it defines {name}, which is not ours"
        for name in foreign_names(pathlib.Path(folder) / "config.o")
    ]
    if yyjson != "system":
        run([compiler, "-w", "-c", f"{yyjson}/yyjson.c", "-o", "yyjson.o"], folder)
    command = [compiler, *told, "-I.", "config.o", str(alone), "-o", "config", *yyjson_flags(yyjson, "--libs")]
    status, said = run(command, folder)
    if status != 0 or said:
        return [*faults, f"{compiler}: a program that opens configurations:\n{said[:4000]}"]
    return faults + run_alone(compiler, "config", folder)


def run_alone(compiler: str, program: str, folder: str) -> list[str]:
    status, said = run([f"./{program}"], folder)
    print(f"{compiler}: {program}: {said.strip()}")
    return [] if status == 0 else [f"{compiler}: {program} ends with {status}: {said}"]


def attempt(
    compiler: str, source: pathlib.Path, alone: pathlib.Path, tests: list[pathlib.Path],
    asked: argparse.Namespace,
) -> list[str]:  # fmt: skip
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
        command = [compiler, *told, "-I.", "zhengzi.o", str(alone), "-o", "no-config"]
        status, said = run(command, folder)
        if status != 0 or said:
            faults.append(f"{compiler}: a program that asks for a configuration:\n{said[:4000]}")
        else:
            faults += run_alone(compiler, "no-config", folder)
        if asked.yyjson and compiler in STRICT_COMPILERS:
            whole = asked.thorough or compiler == STRICT_COMPILERS[0]
            faults += attempt_config(compiler, alone, asked.yyjson, whole, folder)
        status, said = run(["./vectors", *asked.vectors], folder)
        if status != 0 or not re.search(r"^\d+ vectors passed, 0 failed$", said, re.MULTILINE):
            faults.append(f"{compiler}: the program ends with {status}:\n{said[:4000]}")
        print(f"{compiler}: {said.strip().splitlines()[-1] if said.strip() else 'nothing said'}")
    return faults


def main() -> int:
    split = sys.argv.index("--")
    parser = argparse.ArgumentParser()
    parser.add_argument("--yyjson")
    parser.add_argument("--thorough", action="store_true")
    parser.add_argument("sources", nargs="+")
    asked = parser.parse_args(sys.argv[1:split])
    source, alone, *tests = (pathlib.Path(name).resolve() for name in asked.sources)
    if asked.yyjson and asked.yyjson != "system":
        asked.yyjson = os.path.abspath(asked.yyjson)
    asked.vectors = [os.path.abspath(name) for name in sys.argv[split + 1 :]]
    faults, tried = [], 0
    for compiler in COMPILERS:
        if shutil.which(compiler) is None:
            print(f"{compiler}: not here")
            continue
        tried += 1
        faults += attempt(compiler, source, alone, tests, asked)
    if tried == 0:
        print("skipped: no gcc, clang or tcc")
        return SKIP
    for fault in faults:
        print(fault)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
