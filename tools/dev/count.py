#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sums the results of several runs of `meson test`.

    count.py NAME=TESTLOG.json...

A test that speaks TAP or ends with pytest's closing line counts as many times as it has cases, any
other once. Prints what was skipped, a line for each run, and last `N passed, N failed, N skipped`.
Ends with 1 where something failed, where a log is missing, or where nothing passed.
"""

import json
import re
import sys

TAP_CASE = re.compile(r"^(not )?ok\b[^#\n]*(?:#\s*(skip|todo)\b.*)?$", re.IGNORECASE | re.MULTILINE)
TAP_PLAN = re.compile(r"^1\.\.\d+", re.MULTILINE)
PYTEST_END = re.compile(r"^=* ?((?:\d+ [a-z]+,? ?)+) in [\d.]+s.*$", re.MULTILINE)


def cases(test: dict) -> tuple[int, int, int]:
    """How many cases of one test passed, failed and were skipped."""
    output = test.get("stdout") or ""
    passed = failed = skipped = 0
    if TAP_PLAN.search(output):
        for negated, directive in TAP_CASE.findall(output):
            directive = directive.lower()
            if directive == "skip":
                skipped += 1
            elif negated and directive != "todo":
                failed += 1
            else:
                passed += 1
    elif ends := PYTEST_END.findall(output):
        for number, word in re.findall(r"(\d+) ([a-z]+)", ends[-1]):
            if word in ("passed", "xfailed"):
                passed += int(number)
            elif word in ("failed", "error", "errors", "xpassed"):
                failed += int(number)
            elif word == "skipped":
                skipped += int(number)

    result = test["result"]
    if result == "SKIP":
        return 0, 0, max(skipped, 1)
    if result in ("OK", "EXPECTEDFAIL"):
        return (passed, failed, skipped) if passed + failed + skipped else (1, 0, 0)
    # A crash or a time-out may come after cases that all went well.
    return passed, max(failed, 1), skipped


def main() -> int:
    total = [0, 0, 0]
    bad = False
    lines = []
    for argument in sys.argv[1:]:
        name, _, path = argument.partition("=")
        counts = [0, 0, 0]
        seconds = 0.0
        try:
            with open(path, encoding="utf-8") as log:
                tests = [json.loads(line) for line in log]
        except OSError as error:
            print(f"{name}: no results: {error}")
            tests, bad = [], True
        for test in tests:
            seconds += test["duration"]
            numbers = cases(test)
            counts = [a + b for a, b in zip(counts, numbers)]
            if numbers[1]:
                print(f"failed:  {name}: {test['name']}")
            if numbers[2]:
                print(f"skipped: {name}: {test['name']} ({numbers[2]})")
        bad = bad or counts[0] == 0
        total = [a + b for a, b in zip(total, counts)]
        lines.append(
            f"{name:<20} {counts[0]:6} passed {counts[1]:4} failed {counts[2]:4} skipped"
            f"   {len(tests):4} programs {seconds:7.1f} s"
        )
    print("\n".join(lines))
    print(f"{total[0]} passed, {total[1]} failed, {total[2]} skipped")
    return int(bad or total[0] == 0 or total[1] > 0)


if __name__ == "__main__":
    sys.exit(main())
