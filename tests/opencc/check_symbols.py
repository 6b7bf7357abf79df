#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The library exports what opencc.h declares, and nothing else; OpenCC's own, where installed, declares the same.

    check_symbols.py LIBRARY [ALLOWED_LIBRARY...]
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bindings"))
sys.dont_write_bytecode = True

import check_module  # noqa: E402

THEIRS = pathlib.Path("/usr/include/opencc/opencc.h")


def declarations(path):
    """name -> how it is declared, without names of parameters and spaces."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"#ifdef _MSC_VER.*?#endif", "", text, flags=re.DOTALL)
    found = {}
    for result, name, parameters in re.findall(r"OPENCC_EXPORT ([^;(]*?)\b(opencc_\w+)\(([^)]*)\);", text):
        kinds = [re.sub(r"\w+$", "", part.strip()) if part.strip() != "void" else "void" for part in parameters.split(",")]
        found[name] = re.sub(r"\s", "", result + "(" + ",".join(kinds) + ")")
    return found


def main():
    ours = declarations(ROOT / "bindings" / "opencc" / "opencc.h")
    if not ours:
        print("opencc.h declares nothing")
        return 1
    if not THEIRS.is_file():
        print("OpenCC's header is not installed: not compared")
    elif (theirs := declarations(THEIRS)) != ours:
        print(f"declared here: {ours}\nby OpenCC: {theirs}")
        return 1
    return check_module.main(sys.argv[1], ",".join(ours), *sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
