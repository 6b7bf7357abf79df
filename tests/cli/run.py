#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the tests of the command. ZHENGZI names the binary, ZHENGZI_DIFF_PAIR the helper of test_diff.py.

Exit status: 0 all passed, 77 skipped for want of pytest, else failed.
"""
import os
import subprocess
import sys

here = os.path.dirname(os.path.abspath(__file__))
venv = os.path.join(here, "..", "..", ".venv", "bin", "python3")


def with_pytest():
    """A Python that has pytest: this one, or that of ./dev."""
    for python in (sys.executable, venv):
        if os.path.exists(python):
            found = subprocess.run([python, "-c", "import pytest"], capture_output=True)
            if found.returncode == 0:
                return python
    return None


def main():
    if "ZHENGZI" not in os.environ:
        print("ZHENGZI does not name the binary to test")
        return 1
    python = with_pytest()
    if python is None:
        print("skipped: no Python here has pytest; ./dev setup installs it")
        return 77
    command = [python, "-B", "-m", "pytest", "-p", "no:cacheprovider", "-q", "-ra", here]
    return subprocess.run(command + sys.argv[1:]).returncode


sys.exit(main())
