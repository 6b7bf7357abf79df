#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every build option is set by some build that ./dev makes, so that its other value is tried; and packagers read of
those that are for them.

    check_options.py
"""

import re
import sys

from project import ROOT, report

# What is about trying and measuring, and not about what is built.
OURS = {"thorough", "bench", "fuzzer_ldflags", "fuzz_seconds"}


def main() -> int:
    text = (ROOT / "meson_options.txt").read_text(encoding="utf-8")
    options = re.findall(r"^option\('(\w+)'", text, re.MULTILINE)
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tools" / "dev").glob("*.sh"))
    table = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|", (ROOT / "docs" / "packaging.md").read_text(encoding="utf-8"),
                       re.MULTILINE)  # fmt: skip
    told = set(re.findall(r"\w+", " ".join(table)))
    faults = [f"{name}: no build in tools/dev sets it" for name in options if f"-D{name}=" not in scripts]
    faults += [f"{name}: not in the table of docs/packaging.md" for name in options if name not in told | OURS]
    print(f"{len(options)} options")
    return report(faults if options else ["no options found"])


if __name__ == "__main__":
    sys.exit(main())
