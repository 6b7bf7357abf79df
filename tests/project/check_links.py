#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every file that a page of the documentation links to or names is there."""

import re
import sys

from project import ROOT, files, report

# Code is no link, and neither is what the samples of a test hold.
CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def main() -> int:
    faults = []
    pages = [path for path in files() if path.suffix == ".md" and "samples" not in path.parts]
    for page in pages:
        text = CODE.sub("", (ROOT / page).read_text(encoding="utf-8"))
        for target in LINK.findall(text):
            if "://" not in target and not (ROOT / page.parent / target).exists():
                faults.append(f"{page}: links to {target}, which is not there")
    return report(faults if pages else ["no pages found"])


if __name__ == "__main__":
    sys.exit(main())
