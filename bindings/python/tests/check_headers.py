#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_headers.py SOURCE COMPILER...: the module's sources compile without a warning with the
headers of each Python from 3.9 on that is on PATH as python3.N, or that pyenv has: for the limited API
of 3.9, which an older Python's headers hold fewer functions of, and with the newest's for the whole
one, which a free-threaded Python wants. Exit code 77 where there is no Python besides the one that runs
this."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 9)
ASK = """
import json, sys, sysconfig
print(json.dumps([list(sys.version_info[:3]), sysconfig.get_path("include")]))
"""
LIMITED = "-DPy_LIMITED_API=0x03090000"
FLAGS = ["-std=c11", "-fsyntax-only", "-Wall", "-Wextra", "-Werror"]


def pythons():
    found = [shutil.which(f"python3.{minor}") for minor in range(OLDEST[1], 30)]
    pyenv = shutil.which("pyenv")
    if pyenv is not None:
        root = subprocess.run([pyenv, "root"], stdout=subprocess.PIPE, text=True).stdout.strip()
        found += sorted(Path(root, "versions").glob("3.*/bin/python3"))
    return [sys.executable, *filter(None, found)]


def headers():
    """Folder of the headers of each version."""
    found = {}
    for python in pythons():
        asked = subprocess.run([python, "-c", ASK], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
        if asked.returncode == 0:
            version, include = json.loads(asked.stdout)
            if tuple(version[:2]) >= OLDEST and Path(include, "Python.h").exists():
                found[tuple(version)] = include
    return dict(sorted(found.items()))


def main(source, *compiler):
    root = Path(source)
    sources = sorted((root / "bindings" / "python" / "zhengzi").glob("*.c"))
    assert len(sources) > 5
    found = headers()
    failed = 0
    for version, include in found.items():
        for api in ([], [LIMITED]) if version == max(found) else ([LIMITED],):
            command = [*compiler, *FLAGS, *api, f"-I{root / 'include'}", "-isystem", include]
            done = subprocess.run([*command, *map(str, sources)])
            print(".".join(map(str, version)), "limited" if api else "whole",
                  "failed" if done.returncode else "compiles", flush=True)
            failed += done.returncode != 0
    if not failed and len(found) < 2:
        print("skipped: no headers of another Python here")
        return 77
    return int(failed != 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
