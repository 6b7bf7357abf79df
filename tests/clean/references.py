#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every named character reference of HTML through the step entities: whole, without its semicolon,
with a letter more, and behind &amp;, where it stays.

usage: references.py CLEAN-FILTER
"""

import html.entities
import subprocess
import sys


def main() -> int:
    known = {name: text for name, text in html.entities.html5.items() if name.endswith(";")}
    cases = [(f"&{name}", text) for name, text in known.items()]
    cases += [(f"&{name[:-1]} ", None) for name in known]
    cases += [(f"&{name[:-1]}x;", None) for name in known if f"{name[:-1]}x;" not in known]
    cases += [(f"&amp;{name}", None) for name in known]
    text = "\n\n".join(source for source, _ in cases).encode()
    result = subprocess.run([sys.argv[1], "entities"], input=text, capture_output=True, check=True)
    expected = "\n\n".join(source if to is None else to for source, to in cases)
    if result.stdout.decode() == expected:
        print(f"{len(known)} references")
        return 0
    for (source, to), got in zip(cases, result.stdout.decode().split("\n\n"), strict=False):
        if got != (source if to is None else to):
            print(f"{source!r} gives {got!r}")
            break
    return 1


if __name__ == "__main__":
    sys.exit(main())
