#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""zhengzi.h stands alone in every C and C++ it may meet, and says of all it declares since when.

    check_header.py COMPILER...
"""

import os
import re
import shutil
import subprocess
import sys

from project import ROOT, report

# The sizes are promised in the header, and bindings that have no compiler rely on them.
LAYOUT = """
#include <zhengzi.h>
#define ZZ_TEST_IS(name, condition) typedef char name[(condition) ? 1 : -1]
ZZ_TEST_IS(error_size, sizeof(zz_error) == 256);
ZZ_TEST_IS(error_message, offsetof(zz_error, message) == 16);
ZZ_TEST_IS(options_data, offsetof(zz_options, data) == 16);
ZZ_TEST_IS(options_size, sizeof(zz_options) == 16 + 9 * sizeof(void *));
ZZ_TEST_IS(report_size, sizeof(zz_report) == 32);
ZZ_TEST_IS(terminated, ZZ_TERMINATED == SIZE_MAX);
int zz_test_layout(void);
int zz_test_layout(void) { return 0; }
"""


def compiles(compiler: list[str], language: str, standard: str) -> list[str]:
    command = compiler + [
        f"-std={standard}", "-x", language, "-Wall", "-Wextra", "-Wpedantic", "-Wconversion",
        "-Wshadow", "-Wundef", "-Werror", "-fsyntax-only", f"-I{ROOT / 'include'}", "-",
    ]  # fmt: skip
    done = subprocess.run(command, input=LAYOUT.encode(), stderr=subprocess.PIPE, check=False)
    what = f"{' '.join(compiler)} -std={standard}"
    return [f"{what}:\n{done.stderr.decode()}"] if done.returncode != 0 else []


def others(names: tuple[str, ...]) -> list[list[str]]:
    """Those of the compilers that are here, each once."""
    found = {os.path.realpath(path): path for name in names if (path := shutil.which(name))}
    return [[path] for path in found.values()]


DECLARATION = re.compile(
    r"^(?:ZZ_API [^;(]*?(zz_\w+)\(|typedef struct (zz_\w+) \{)", re.MULTILINE
)


def undocumented() -> list[str]:
    """Functions and types without a comment right before them that has an @since."""
    text = (ROOT / "include" / "zhengzi.h").read_text(encoding="utf-8")
    faults = []
    for found in DECLARATION.finditer(text):
        name = found[1] or found[2]
        before = text[: found.start()].rstrip("\n")
        comment = before[before.rfind("/**") :]
        if not before.endswith("*/") or not re.search(r"@since \d+\.\d+", comment):
            faults.append(f"{name}: no comment before it with an @since")
    return faults


def main() -> int:
    faults = undocumented()
    for compiler in [sys.argv[1:], *others(("gcc", "clang"))]:
        for standard in ("c99", "c11", "c17", "gnu17"):
            faults += compiles(compiler, "c", standard)
    in_cxx = others(("c++", "g++", "clang++"))
    for compiler in in_cxx:
        for standard in ("c++11", "c++17", "c++20"):
            faults += compiles(compiler, "c++", standard)
    print(f"{len(in_cxx)} C++ compilers")
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
