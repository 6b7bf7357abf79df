#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every file that a page of the documentation links to is there, and so is the heading in it."""

import pathlib
import re
import sys

from project import ROOT, files, report

# Code is no link, and neither is what the samples of a test hold.
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(page: pathlib.Path) -> set[str]:
    """Those that GitHub gives the headings."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    found = set()
    for heading in HEADING.findall(text):
        kept = "".join(c for c in heading.lower() if c.isalnum() or c in " -_")
        found.add(kept.strip().replace(" ", "-"))
    return found


def check(page: pathlib.Path) -> list[str]:
    faults = []
    text = CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))
    for target, heading in LINK.findall(text):
        path = page.parent / target if target else page
        if "://" in target:
            continue
        if not path.exists():
            faults.append(f"{page}: links to {target}, which is not there")
        elif heading and path.suffix == ".md" and heading not in anchors(path):
            faults.append(f"{page}: links to the heading {heading} of {path.name}, which is not there")
    return faults


def main() -> int:
    pages = [path for path in files() if path.suffix == ".md" and "samples" not in path.parts]
    faults = [fault for page in pages for fault in check(ROOT / page)]
    return report(faults if pages else ["no pages found"])


if __name__ == "__main__":
    sys.exit(main())
