#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What docs/opencc.md shows is what happens: its C program and its commands are run.

    check_page.py BUILD_FOLDER LIBRARY COMMAND COMPILER...
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "project"))
sys.dont_write_bytecode = True

import check_readme  # noqa: E402
from project import report  # noqa: E402


def main():
    build, library, command, *compiler = sys.argv[1:]
    check_readme.PAGES = ["docs/opencc.md"]
    compiler.append(f"-I{ROOT / 'bindings' / 'opencc'}")
    faults = check_readme.check_c(pathlib.Path(build), pathlib.Path(library).resolve(), compiler)
    return report(faults + check_readme.check_console(pathlib.Path(command).resolve()))


if __name__ == "__main__":
    sys.exit(main())
