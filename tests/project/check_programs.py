#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The C programs that pages show compile without a warning and print what the page says.

    check_programs.py PAGE BUILD_FOLDER LIBRARY COMPILER...
    check_programs.py --show PAGE BUILD_FOLDER LIBRARY COMPILER...

With --show, what they print is shown. The environment variable ZZ_WRAPPER, where it is set, is put in
front of each program, as "valgrind -q".
"""

import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

import pages
from project import ROOT, report

# What a program prints where the library was built without something that it shows.
UNSUPPORTED = "this library was built without"
FLAGS = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror", "-pthread"]


def run(program: pages.Program, folder: str, library: pathlib.Path, compiler: list[str]) -> tuple[str, list[str]]:
    """What it prints, and what is wrong with it."""
    source = pathlib.Path(folder) / "program.c"
    source.write_text(program.source, encoding="utf-8")
    built = source.with_suffix("")
    command = compiler + FLAGS + [
        f"-I{ROOT / 'include'}", str(source), "-o", str(built), str(library),
        f"-Wl,-rpath,{library.parent}",
    ]  # fmt: skip
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        return "", [f"{program.what} does not compile:\n{done.stderr.decode()}"]
    wrapper = shlex.split(os.environ.get("ZZ_WRAPPER", ""))
    done = subprocess.run(
        [*wrapper, str(built)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False
    )
    printed = done.stdout.decode()
    # one that only gives up has the model in its recipes
    if "context" in os.environ.get("ZZ_WITHOUT", "") and re.search(r':context"|"repair', program.source):
        print(f"{program.what}: {UNSUPPORTED} the context model")
        return printed, []
    if os.environ.get("ZZ_WITHOUT") and UNSUPPORTED in printed:
        print(f"{program.what}: {UNSUPPORTED}")
        return printed, []
    faults = []
    if done.returncode != 0:
        faults.append(f"{program.what} ended with {done.returncode}:\n{done.stderr.decode()}")
    if printed != program.expected:
        faults.append(
            f"{program.what}\nthe page says:\n{program.expected}\nit printed:\n{printed}"
        )
    return printed, faults


def main() -> int:
    show = sys.argv[1] == "--show"
    page, build, library, *compiler = sys.argv[1 + show :]
    programs, faults = pages.programs_of(page, pages.blocks(page))
    for program in programs:
        with tempfile.TemporaryDirectory(dir=build) as folder:
            printed, wrong = run(program, folder, pathlib.Path(library).resolve(), compiler)
        faults += wrong
        if show:
            print(f"---- {program.what}\n{printed}", end="")
    print(f"{len(programs)} programs")
    return report(faults if programs else [*faults, f"{page}: no C program found"])


if __name__ == "__main__":
    sys.exit(main())
