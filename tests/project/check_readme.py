#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the pages show is what happens: their C programs and commands are run.

    check_readme.py c BUILD_FOLDER LIBRARY COMPILER...
    check_readme.py console ZHENGZI

A ```c block is a whole program, and the ```text block after it what it prints. In a ```console
block lines that start with `$ ` are run by the shell at the root of the project, and the lines after
each are what it prints.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

from project import ROOT, report

PAGES = ["README.md", "docs/dictionaries.md"]
# What is said where a library was built without something that a page shows.
UNSUPPORTED = "the library was built without this"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> list[tuple[str, str, str]]:
    """Page, language and text of each block, in order."""
    found = []
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        found += [(page, language, body) for language, body in BLOCK.findall(text)]
    return found


def difference(what: str, expected: str, got: str) -> list[str]:
    return [] if got == expected else [f"{what}\nthe page says:\n{expected}\nit printed:\n{got}"]


def check_c(build: pathlib.Path, library: pathlib.Path, compiler: list[str]) -> list[str]:
    faults = []
    programs = 0
    found = blocks()
    for index, (page, language, program) in enumerate(found):
        if language != "c":
            continue
        programs += 1
        what = f"{page}: program {programs}"
        following = found[index + 1] if index + 1 < len(found) else ("", "", "")
        with tempfile.TemporaryDirectory(dir=build) as folder:
            source = pathlib.Path(folder) / "program.c"
            source.write_text(program, encoding="utf-8")
            built = source.with_suffix("")
            command = compiler + [
                "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{ROOT / 'include'}",
                str(source), "-o", str(built), str(library), f"-Wl,-rpath,{library.parent}",
            ]  # fmt: skip
            done = subprocess.run(command, stderr=subprocess.PIPE, check=False)
            if done.returncode != 0:
                faults.append(f"{what} does not compile:\n{done.stderr.decode()}")
                continue
            done = subprocess.run([str(built)], stdout=subprocess.PIPE, check=False)
        if UNSUPPORTED in done.stdout.decode():
            print(f"{what}: {UNSUPPORTED}")
            continue
        if done.returncode != 0:
            faults.append(f"{what} ended with {done.returncode}")
        if following[1] != "text":
            faults.append(f"{what}: no text block with its output follows")
        faults += difference(what, following[2], done.stdout.decode())
    return faults if programs else ["no C program found"]


def check_console(zhengzi: pathlib.Path) -> list[str]:
    faults = []
    commands = 0
    environment = dict(os.environ, PATH=f"{zhengzi.parent}{os.pathsep}{os.environ['PATH']}")
    for page, language, text in blocks():
        if language != "console":
            continue
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            commands += 1
            done = subprocess.run(
                ["sh", "-c", command],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
            )
            if UNSUPPORTED in done.stdout.decode():
                print(f"{page}: $ {command}: {UNSUPPORTED}")
            else:
                faults += difference(f"{page}: $ {command}", expected, done.stdout.decode())
    return faults if commands else ["no command found"]


def main() -> int:
    kind, *arguments = sys.argv[1:]
    if kind == "c":
        build, library, *compiler = arguments
        return report(check_c(pathlib.Path(build), pathlib.Path(library).resolve(), compiler))
    return report(check_console(pathlib.Path(arguments[0]).resolve()))


if __name__ == "__main__":
    sys.exit(main())
