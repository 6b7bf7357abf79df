#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a program and compares what it prints with a file.

    expect.py --expected FILE [--stdin FILE] PROGRAM [ARGUMENT...]

The environment variable ZZ_WRAPPER, where it is set, is put in front of PROGRAM, as "valgrind -q".
"""

import argparse
import os
import shlex
import subprocess
import sys


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--expected", required=True)
    parser.add_argument("--stdin", default=os.devnull)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()

    with open(options.expected, "rb") as file:
        expected = file.read()
    wrapper = shlex.split(os.environ.get("ZZ_WRAPPER", ""))
    with open(options.stdin, "rb") as stdin:
        done = subprocess.run(
            wrapper + options.command, stdin=stdin, stdout=subprocess.PIPE, check=False
        )

    if done.returncode != 0:
        print(f"{shlex.join(options.command)} ended with {done.returncode}, not 0")
    if done.stdout != expected:
        print(f"expected ({options.expected}):")
        print(expected.decode("utf-8", "backslashreplace"))
        print("got:")
        print(done.stdout.decode("utf-8", "backslashreplace"))
    return int(done.returncode != 0 or done.stdout != expected)


if __name__ == "__main__":
    sys.exit(main())
