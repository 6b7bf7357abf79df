#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What zhengzi.h declares, lib/zhengzi.map lists and the built library exports is the same.

    check_symbols.py [SHARED_LIBRARY]
"""

import re
import shutil
import subprocess
import sys

from project import ROOT, SKIP, header_functions, report

# What a library without locale, environment or process-wide state has no use for.
FORBIDDEN = {
    "abort", "exit", "_exit", "getenv", "secure_getenv", "setlocale", "localeconv", "signal",
    "sigaction", "strtok", "strerror", "rand", "srand", "time", "printf", "puts", "putchar",
    "fprintf", "__printf_chk", "__fprintf_chk", "stdout", "stderr", "stdin", "alloca",
}  # fmt: skip


def mapped() -> set[str]:
    text = (ROOT / "lib" / "zhengzi.map").read_text(encoding="utf-8")
    return set(re.findall(r"^\s+(zz_\w+);$", text, re.MULTILINE))


def symbols(library: str, *options: str) -> set[str]:
    output = subprocess.run(
        ["nm", "-D", "--format=posix", *options, library], stdout=subprocess.PIPE, check=True
    ).stdout.decode()
    return {line.split()[0] for line in output.splitlines() if line}


def compare(a: set[str], a_name: str, b: set[str], b_name: str) -> list[str]:
    return [f"{name}: in {a_name}, not in {b_name}" for name in sorted(a - b)] + [
        f"{name}: in {b_name}, not in {a_name}" for name in sorted(b - a)
    ]


def main() -> int:
    declared = header_functions()
    faults = [] if declared else ["zhengzi.h declares nothing"]
    faults += compare(declared, "zhengzi.h", mapped(), "lib/zhengzi.map")
    if len(sys.argv) > 1:
        if shutil.which("nm") is None:
            print("skipped: no nm")
            return report(faults) or SKIP
        exported = symbols(sys.argv[1], "--defined-only")
        # The node of the version script is itself listed, as an absolute symbol.
        ours = {name for name in exported if name.startswith("zz_")}
        faults += [f"{name}: no version" for name in sorted(ours) if "@" not in name]
        names = {name.split("@")[0] for name in exported if not name.startswith("ZHENGZI_")}
        faults += compare(declared, "zhengzi.h", names, "the built library")
        needed = {name.split("@")[0] for name in symbols(sys.argv[1], "--undefined-only")}
        faults += [f"{name}: the library must not need it" for name in sorted(needed & FORBIDDEN)]
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
