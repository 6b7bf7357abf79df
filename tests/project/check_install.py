#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is installed is what installed.txt lists, and a program can be built with that alone.

    check_install.py BUILD_FOLDER MESON COMPILER...
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from consumers import Place, build_and_run
from project import ROOT, SKIP, report

HERE = pathlib.Path(__file__).resolve().parent


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
        needs = condition.split(" and ") if condition else []
        if path and not path.startswith("#") and has.issuperset(needs):
            found.add(path)
    return found


# Where the modules go is the interpreters' affair, and their own tests look at it.
MODULE = re.compile(r"(^|/)(python\d[^/]*|site-packages|dist-packages|lua/\d\.\d)/")


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


def build_on_opencc_h(place: Place, compiler: list[str]) -> list[str]:
    """Compiles a program for OpenCC's C interface by both packages, and runs it."""
    faults = []
    program = str(place.prefix / "program")
    source = str(ROOT / "tests" / "opencc" / "program.c")
    for package, folder, more in (
        ("zhengzi-opencc", "pkgconfig", []),
        ("opencc", "zhengzi/pkgconfig", ["-DIN_ITS_FOLDER"]),
    ):
        environment = dict(place.environment(), PKG_CONFIG_PATH=str(place.libraries / folder))
        asked = ["pkg-config", "--cflags", "--libs", package]
        done = subprocess.run(asked, env=environment, stdout=subprocess.PIPE, check=True)
        flags = done.stdout.decode().split()
        subprocess.run([*compiler, *more, source, "-o", program, *flags], check=True)
        done = subprocess.run([program], env=environment, stdout=subprocess.PIPE, check=False)
        # the error is one of ours: it is not an OpenCC of the machine's that ran
        if done.returncode != 0 or b"There is no step" not in done.stdout:
            faults.append(f"a program built by the package {package} printed {done.stdout!r}")
    return faults


def main() -> int:
    build, meson, *compiler = sys.argv[1:]
    if shutil.which("pkg-config") is None:
        print("skipped: no pkg-config")
        return SKIP
    built = options(build, meson)
    has = {
        name
        for name, value in built.items()
        if value is True or value == "enabled" or (isinstance(value, list) and value)
    }
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
        prefix = root / built["prefix"].lstrip("/")
        place = Place(prefix, prefix / built["libdir"], sysroot=str(root))
        faults += build_and_run(place, compiler, meson)
        if "opencc" in has:
            faults += build_on_opencc_h(place, compiler)
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
