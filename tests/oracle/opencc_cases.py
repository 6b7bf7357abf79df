#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""OpenCC's own test cases as a vector file: testcases.json in, one vector for every expectation out.

usage: opencc_cases.py TESTCASES.json COUNT OUT.tsv      fails unless there are COUNT expectations
"""

import json
import re
import sys

import reference

# A string, or a comma with nothing but space between it and a closing bracket: the file allows itself such commas.
STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])')


def main():
    source, count, target = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        text = STRING_OR_COMMA.sub(lambda m: m[0] if m[0] != "," else "", file.read())
    lines = []
    for case in json.loads(text)["cases"]:
        for config, expected in case["expected"].items():
            lines.append(f"# {case['id']}")
            fields = [reference.escape(field.encode("utf-8")) for field in (case["input"], expected)]
            lines.append("\t".join([config, *fields]))
    found = len(lines) // 2
    if found != int(count):
        sys.exit(f"{source}: {found} expectations, not {count}")
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
