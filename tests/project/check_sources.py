#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every source names its licence, and holds nothing that a reader of it can't see."""

import re
import sys
import unicodedata

from project import ROOT, files, git_files, report

LICENSED = {".c", ".h", ".cpp", ".py", ".pyi", ".lua", ".sh", ".rockspec"}
LICENSED_NAMES = {"dev", ".ci/run"}
TEXT = LICENSED | {".build", ".map", ".md", ".toml", ".cfg", ".in", ".1", ".3", ".yml", ".yaml"}
TEXT_NAMES = LICENSED_NAMES | {"meson_options.txt", "NOTICE", ".editorconfig", ".gitignore"}
TAG = "SPDX-License-Identifier: Apache-2.0"
LINE_LENGTH = {".c": 100, ".h": 100}


def is_invisible(c: str) -> bool:
    """Format and control characters, separators and spaces that look like another, private use."""
    if c in "\n ":
        return False
    category = unicodedata.category(c)
    return category in ("Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cs") or 0xFE00 <= ord(c) <= 0xFE0F


def check(name: str, suffix: str) -> list[str]:
    data = (ROOT / name).read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"{name}: not UTF-8 at byte {error.start}"]
    if not text:
        return [f"{name}: empty"]

    faults = []
    lines = text.split("\n")
    examples = False  # in a page's block of examples, whose fields TAB separates
    if suffix in LICENSED or name in LICENSED_NAMES:
        first = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
        if TAG not in first:
            faults.append(f"{name}:1: no '{TAG}'")
    if lines[-1] != "" or len(lines) > 1 and lines[-2] == "":
        faults.append(f"{name}: ends with other than one newline")
    for number, line in enumerate(lines, 1):
        if line.endswith((" ", "\t")):
            faults.append(f"{name}:{number}: space at the end of the line")
        if len(line) > LINE_LENGTH.get(suffix, len(line)):
            faults.append(f"{name}:{number}: longer than {LINE_LENGTH[suffix]} characters")
        if line.startswith("```"):
            examples = suffix == ".md" and line == "```examples"
        for c in sorted(set(filter(is_invisible, line)) - ({"\t"} if examples else set())):
            faults.append(f"{name}:{number}: U+{ord(c):04X} in the source; write it as an escape")
    return faults


# What Windows has no file of, whatever follows a dot, and what no name there may hold.
RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*[<>:\"|?*\\].*|.*[. ]")


def unusable(names: list[str]) -> list[str]:
    """The names that a copy of the project on another system could not have."""
    faults = []
    seen: dict[str, str] = {}
    for name in names:
        if any(RESERVED.fullmatch(part) for part in name.split("/")):
            faults.append(f"{name}: no name on Windows")
        if (other := seen.setdefault(name.casefold(), name)) != name:
            faults.append(f"{name}: the same as {other} where case does not count")
    return faults


def left_behind() -> list[str]:
    """What a build or a run made and somebody committed; nothing where Git is not."""
    names = git_files("--cached", "--ignored", "--exclude-standard") or []
    return [f"{name}: in the repository, though .gitignore says it is made" for name in names]


def main() -> int:
    faults = unusable([path.as_posix() for path in files()]) + left_behind()
    if len(unusable(["a/nul", "nul.c", "A/b", "a/B", "a?"])) != 4:
        faults.append("names that are no names on Windows are not seen")
    checked = 0
    for path in files():
        name = path.as_posix()
        if path.suffix in TEXT or name in TEXT_NAMES:
            checked += 1
            faults += check(name, path.suffix)
    print(f"{checked} files")
    return report(faults) if checked > 20 else report(faults + ["too few files found"])


if __name__ == "__main__":
    sys.exit(main())
