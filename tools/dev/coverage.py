#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lines and branches of lib that the tests ran, from clang's profiles.

    coverage.py FOLDER [LEAST]

FOLDER is a build folder with its profiles in FOLDER/profile. Prints the files with lines that never
ran, the totals, and writes FOLDER/uncovered.txt with those lines. Ends with 1 where less than LEAST
per cent of the lines ran (95 where not given), or where nothing was measured.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path


def programs(folder: Path) -> list[str]:
    """Everything that was linked: a function counts as run where it ran in any of them."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or not os.access(path, os.X_OK):
            continue
        with open(path, "rb") as file:
            if file.read(4) == b"\x7fELF":
                found.append(str(path))
    return found


def llvm_cov(command: str, profile: Path, objects: list[str], *options: str) -> str:
    arguments = ["llvm-cov", command, "-instr-profile", str(profile), *options, objects[0]]
    for name in objects[1:]:
        arguments += ["-object", name]
    return subprocess.run(arguments, check=True, capture_output=True, text=True).stdout


def main() -> int:
    folder = Path(sys.argv[1])
    least = float(sys.argv[2]) if len(sys.argv) > 2 else 95.0
    lib = str(Path.cwd() / "lib") + os.sep
    profile = folder / "all.profdata"
    profiles = [str(path) for path in (folder / "profile").glob("*.profraw")]
    subprocess.run(["llvm-profdata", "merge", "-sparse", "-o", profile, *profiles], check=True)
    objects = programs(folder)

    report = json.loads(llvm_cov("export", profile, objects, "-summary-only"))
    total = {"lines": [0, 0], "branches": [0, 0]}
    for file in report["data"][0]["files"]:
        name = os.path.normpath(file["filename"])
        if not name.startswith(lib):
            continue
        for kind, sums in total.items():
            sums[0] += file["summary"][kind]["covered"]
            sums[1] += file["summary"][kind]["count"]
        lines = file["summary"]["lines"]
        if lines["covered"] < lines["count"]:
            print(f"{name[len(lib):]:32} {lines['covered']:5} of {lines['count']:5} lines")

    current, missing = "", []
    for line in llvm_cov("show", profile, objects).splitlines():
        if re.fullmatch(r"/\S+:", line):
            current = os.path.normpath(line[:-1])
        elif current.startswith(lib) and (at := re.match(r"\s*(\d+)\|\s*0\|(.*)", line)):
            missing.append(f"{current[len(lib):]}:{at[1]}: {at[2].strip()}")
    (folder / "uncovered.txt").write_text("\n".join(dict.fromkeys(missing)) + "\n")

    if total["lines"][1] == 0:
        print("nothing was measured")
        return 1
    for kind, (covered, count) in total.items():
        print(f"{kind}: {covered} of {count} ran, {100 * covered / count:.2f} %")
    share = 100 * total["lines"][0] / total["lines"][1]
    if share < least:
        print(f"that is less than {least} % of the lines; {folder}/uncovered.txt has the others")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
