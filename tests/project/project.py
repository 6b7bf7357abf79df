# SPDX-License-Identifier: Apache-2.0
"""What the checks of the project share."""

import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIP = 77

NOT_OURS = {".git", ".cache", ".venv", "__pycache__", "dist"}


def git_files(*options: str) -> list[str] | None:
    """What git ls-files lists with the options; None where Git is not."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
        ).stdout.decode(errors="surrogateescape")
    except (OSError, subprocess.CalledProcessError):
        return None
    return [name for name in listed.split("\0") if name]


def files() -> list[pathlib.Path]:
    """The project's files, relative to ROOT: those that Git knows or would add, else all."""
    names = git_files("--cached", "--others", "--exclude-standard")
    if names is not None:
        found = [pathlib.Path(name) for name in names]
    else:
        found = [
            path.relative_to(ROOT)
            for path in ROOT.rglob("*")
            if not any(
                part in NOT_OURS or part.startswith("build") or part.endswith(".egg-info")
                for part in path.relative_to(ROOT).parts
            )
        ]
    return sorted(path for path in found if (ROOT / path).is_file())


def header_functions() -> set[str]:
    """The names that zhengzi.h declares with ZZ_API."""
    text = (ROOT / "include" / "zhengzi.h").read_text(encoding="utf-8")
    return set(re.findall(r"^ZZ_API\b[^;]*?\b(zz_\w+)\(", text, re.MULTILINE))


def report(faults: list[str]) -> int:
    """Prints what is wrong; gives the exit code."""
    for fault in faults:
        print(fault)
    return int(bool(faults))
