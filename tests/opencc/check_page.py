#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The commands that docs/opencc.md shows do what is shown.

    check_page.py COMMAND
"""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "project"))
sys.dont_write_bytecode = True

import check_readme  # noqa: E402
from project import report  # noqa: E402

if __name__ == "__main__":
    check_readme.PAGES = ["docs/opencc.md"]
    sys.exit(report(check_readme.check_console(pathlib.Path(sys.argv[1]).resolve())))
