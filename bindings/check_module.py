#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_module.py MODULE SYMBOL[,SYMBOL...] [LIBRARY...]: a module exports these symbols alone, and needs
no library but the C library's own and those named. Exit code 77 where readelf is missing or the module
is not ELF."""

import re
import shutil
import subprocess
import sys

C_LIBRARY = re.compile(r"lib(c|m|pthread|dl)\.(so|musl)|ld-")
# What linkers put at the ends of sections, in some versions visibly.
SECTION_ENDS = {"_init", "_fini", "_edata", "_end", "__bss_start"}


def readelf(*arguments):
    return subprocess.run(["readelf", "--wide", *arguments], check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def exported(module):
    """The names of the dynamic symbols that the module defines."""
    for line in readelf("--dyn-syms", module).splitlines():
        fields = line.split()
        if len(fields) >= 8 and fields[4] in ("GLOBAL", "WEAK") and fields[6] != "UND":
            yield fields[7].split("@")[0]


def needed(module):
    return re.findall(r"\(NEEDED\).*\[(.*)\]", readelf("--dynamic", module))


def main(module, symbols, *allowed):
    with open(module, "rb") as file:
        if file.read(4) != b"\x7fELF" or shutil.which("readelf") is None:
            print("skipped: no ELF module, or no readelf")
            return 77
    names = set(exported(module)) - SECTION_ENDS
    libraries = [name for name in needed(module)
                 if not C_LIBRARY.match(name) and name.split(".")[0] not in allowed]
    expected = set(symbols.split(","))
    if names != expected:
        print(f"{module} exports {sorted(names)}; expected {sorted(expected)} alone")
    if libraries:
        print(f"{module} needs {libraries} too")
    return int(names != expected or bool(libraries))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
