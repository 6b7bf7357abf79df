#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is installed is what installed.txt lists, and a program can be built with that alone.

    check_install.py BUILD_FOLDER MESON COMPILER...
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from project import ROOT, SKIP, report

HERE = pathlib.Path(__file__).resolve().parent

# What each package is tried with: a source, where its .pc lies, options, and what it prints at first.
PROGRAMS = {
    "zhengzi": (
        "examples/convert.c",
        "pkgconfig",
        [],
        (ROOT / "examples" / "expected" / "convert.txt").read_bytes(),
    ),
    "zhengzi-opencc": ("tests/opencc/program.c", "pkgconfig", [], "漢字和頭髮\n".encode()),
    "opencc": (
        "tests/opencc/program.c",
        "zhengzi/pkgconfig",
        ["-DIN_ITS_FOLDER"],
        "漢字和頭髮\n".encode(),
    ),
}


def options(build: str, meson: str) -> dict:
    output = subprocess.run(
        [meson, "introspect", "--buildoptions", build], stdout=subprocess.PIPE, check=True
    ).stdout
    return {option["name"]: option["value"] for option in json.loads(output)}


def listed(has: set[str]) -> set[str]:
    """The lines of installed.txt that hold here: `path` or `path if OPTION and OPTION`."""
    found = set()
    for line in (HERE / "installed.txt").read_text(encoding="utf-8").splitlines():
        path, _, condition = line.partition(" if ")
        if path and not path.startswith("#") and has.issuperset(condition.split(" and ") if condition else []):
            found.add(path)
    return found


# Where the modules go is the interpreters' affair, and their own tests look at it.
MODULE = re.compile(r"(^|/)(python\d[^/]*|site-packages|dist-packages|lua)/")


def installed(root: pathlib.Path, built: dict) -> set[str]:
    """Every file under the prefix, with what depends on the machine or the version in capitals."""
    prefix = root / built["prefix"].lstrip("/")
    found = set()
    for path in root.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            continue
        name = path.relative_to(prefix).as_posix() if path.is_relative_to(prefix) else str(path)
        if MODULE.search(name):
            continue
        name = name.replace(built["libdir"] + "/", "LIBDIR/", 1)
        found.add(re.sub(r"\.so\.(\d+)\.\d+\.\d+$", r".so.\1.MINOR.PATCH", name))
    return found


def build_and_run(root: pathlib.Path, built: dict, compiler: list[str], package: str) -> list[str]:
    """Compiles a program of the package against the installed files with what pkg-config says."""
    libraries = root / built["prefix"].lstrip("/") / built["libdir"]
    source, folder, more, expected = PROGRAMS[package]
    environment = dict(
        os.environ,
        PKG_CONFIG_PATH=str(libraries / folder),
        PKG_CONFIG_SYSROOT_DIR=str(root),
        LD_LIBRARY_PATH=str(libraries),
    )
    flags = subprocess.run(
        ["pkg-config", "--cflags", "--libs", package],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout.decode()
    program = str(root / "program")
    subprocess.run(compiler + more + [str(ROOT / source), "-o", program, *flags.split()], check=True)
    done = subprocess.run([program], env=environment, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0 or not done.stdout.startswith(expected):
        return [f"{source} built from the installed files of {package} printed {done.stdout!r}"]
    return []


def main() -> int:
    build, meson, *compiler = sys.argv[1:]
    if shutil.which("pkg-config") is None:
        print("skipped: no pkg-config")
        return SKIP
    built = options(build, meson)
    has = {name for name, value in built.items() if value is True or value == "enabled"}
    kinds = built["default_library"]
    has |= {"shared", "static"} if kinds == "both" else {kinds}
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        subprocess.run(
            [meson, "install", "--no-rebuild", "--quiet", "-C", build, "--destdir", str(root)],
            stdout=subprocess.DEVNULL,
            check=True,
        )
        expected, got = listed(has), installed(root, built)
        faults = [f"{name}: listed, not installed" for name in sorted(expected - got)]
        faults += [f"{name}: installed, not listed" for name in sorted(got - expected)]
        for package in PROGRAMS if "opencc" in has else ["zhengzi"]:
            faults += build_and_run(root, built, compiler, package)
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
