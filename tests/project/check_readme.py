#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The commands that the pages show do what is shown.

    check_readme.py ZHENGZI

In a ```console block lines that start with `$ ` are run by the shell at the root of the project, and
the lines after each are what it prints. check_programs.py is for programs.
"""

import os
import pathlib
import re
import subprocess
import sys

from pages import blocks
from project import ROOT, report

PAGES = ["README.md", "docs/dictionaries.md", "docs/zh.md"]
# What is said where a library was built without something that a page shows.
UNSUPPORTED = "this library was built without"


def difference(what: str, expected: str, got: str) -> list[str]:
    return [] if got == expected else [f"{what}\nthe page says:\n{expected}\nit printed:\n{got}"]


def check_console(zhengzi: pathlib.Path) -> list[str]:
    faults = []
    commands = 0
    environment = dict(os.environ, PATH=f"{zhengzi.parent}{os.pathsep}{os.environ['PATH']}")
    shown = [(page, block.text) for page in PAGES for block in blocks(page)
             if block.language == "console"]  # fmt: skip
    for page, text in shown:
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
            if os.environ.get("ZZ_WITHOUT") and UNSUPPORTED in done.stdout.decode():
                print(f"{page}: $ {command}: {UNSUPPORTED}")
            else:
                faults += difference(f"{page}: $ {command}", expected, done.stdout.decode())
    return faults if commands else ["no command found"]


def main() -> int:
    return report(check_console(pathlib.Path(sys.argv[1]).resolve()))


if __name__ == "__main__":
    sys.exit(main())
