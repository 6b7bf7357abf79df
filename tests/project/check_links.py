#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every file that a page of the documentation links to or names is there."""

import re
import sys

from project import ROOT, files, report

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def main() -> int:
    faults = []
    pages = [path for path in files() if path.suffix == ".md"]
    for page in pages:
        text = (ROOT / page).read_text(encoding="utf-8")
        for target in LINK.findall(text):
            if "://" not in target and not (ROOT / page.parent / target).exists():
                faults.append(f"{page}: links to {target}, which is not there")
    return report(faults if pages else ["no pages found"])


if __name__ == "__main__":
    sys.exit(main())
