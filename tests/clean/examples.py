#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the examples of a page: lines of RECIPE TAB INPUT TAB OUTPUT in blocks marked "examples", escaped as vectors are.

usage: examples.py COMMAND PAGE

TAP. A page without examples is a failure, and so is a clean-up step of `zhengzi --list` that no example shows.
"""

import pathlib
import re
import subprocess
import sys

ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{2}|.)", re.DOTALL)
PLAIN = {"t": b"\t", "n": b"\n", "r": b"\r", "0": b"\0", "\\": b"\\"}


def unescape(text):
    out, at = b"", 0
    for match in ESCAPE.finditer(text):
        what = match.group(1)
        out += text[at : match.start()].encode()
        out += bytes([int(what[1:], 16)]) if what[0] == "x" and len(what) == 3 else PLAIN[what]
        at = match.end()
    return out + text[at:].encode()


def examples(page):
    inside = False
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("```"):
            inside = line.strip() == "```examples"
        elif inside and line:
            fields = line.split("\t")
            if len(fields) != 3:
                yield number, None, line, ""
            else:
                yield number, fields[0], unescape(fields[1]), unescape(fields[2])


def main():
    command, page = sys.argv[1], pathlib.Path(sys.argv[2])
    found = list(examples(page))
    listed = subprocess.run([command, "--list"], stdout=subprocess.PIPE, text=True, check=True).stdout
    section, steps = "", set()
    for line in listed.splitlines():
        if not line.startswith(" "):
            section = line.strip()
        elif section == "Steps":
            steps.add(line.split()[0])
    # Not of clean-up: docs/model.md has these.
    steps = {step for step in steps if ":" not in step and step != "repair"}
    shown = {item.split("=")[0].strip() for _, recipe, _, _ in found if recipe for item in recipe.split(",")}
    print(f"1..{len(found) + 1}")
    failed = False
    for count, (number, recipe, text, expected) in enumerate(found, 1):
        if recipe is None:
            got, fine = b"", False
        else:
            done = subprocess.run([command, "--invalid=pass", recipe], input=text, stdout=subprocess.PIPE, check=False)
            got, fine = done.stdout, done.returncode == 0 and done.stdout == expected
        failed |= not fine
        print(f"{'ok' if fine else 'not ok'} {count} - line {number}: {recipe}")
        if not fine:
            print(f"# {text!r} gives {got!r}")
    missing = sorted(steps - shown)
    fine = bool(found) and bool(steps) and not missing
    print(f"{'ok' if fine else 'not ok'} {len(found) + 1} - every step has an example")
    if not fine:
        print(f"# without: {', '.join(missing)}")
    return 1 if failed or not fine else 0


if __name__ == "__main__":
    sys.exit(main())
