#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One program on OpenCC's C interface: built with our header and library as C and C++; and where OpenCC is installed,
built with its header and run on its library, on ours in the place of that, and on ours loaded before it; and its object
file, linked with ours.

    check_relinking.py LIBRARY COMPILER...
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = HERE / "program.c"
HEADERS = HERE.parents[1] / "bindings" / "opencc"
EXPECTED = ["漢字和頭髮", "15 same", "汉字和头发", "15 same", "理髮師", "9 same"]
OUR_ERROR = "There is no step"
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def run(*command, **environment):
    done = subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    text = done.stdout.decode()
    if done.returncode != 0:
        print(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{text}")
        sys.exit(1)
    return text


def check(what, is_ours, program, **environment):
    *lines, last = run(program, **environment).splitlines()
    print(f"{what}: {last}")
    if lines != EXPECTED or not last.startswith("no such: ") or (OUR_ERROR in last) != is_ours:
        print(f"printed {lines + [last]}, expected {EXPECTED} and an error of {'ours' if is_ours else 'OpenCC'}")
        sys.exit(1)


def check_ours(library, compiler, folder):
    built = [f"-I{HEADERS}", str(PROGRAM), str(library), f"-Wl,-rpath,{library.parent}", *STRICT]
    for standard in ("c99", "c11"):
        run(*compiler, f"-std={standard}", *built, "-o", f"{folder}/{standard}")
        check(standard, True, f"{folder}/{standard}")
    if cxx := shutil.which("c++") or shutil.which("clang++"):
        run(cxx, "-x", "c++", "-std=c++11", f"-I{HEADERS}", str(PROGRAM), "-x", "none", *built[2:], "-o", f"{folder}/cxx")
        check("c++11", True, f"{folder}/cxx")


def opencc_flags():
    """What pkg-config says of an OpenCC that is installed, or None."""
    if shutil.which("pkg-config") is None or shutil.which("readelf") is None:
        return None
    done = subprocess.run(["pkg-config", "--cflags", "--libs", "opencc"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout.decode().split() if done.returncode == 0 else None


def check_theirs(library, compiler, folder, flags):
    program, relinked = f"{folder}/theirs", f"{folder}/relinked"
    run(*compiler, "-c", str(PROGRAM), "-o", f"{folder}/program.o", *flags)
    run(*compiler, f"{folder}/program.o", "-o", program, *flags)
    check("OpenCC", False, program)
    needed = re.search(r"\(NEEDED\).*\[(libopencc\.so[^]]*)\]", run("readelf", "-d", program))[1]
    (folder / needed).symlink_to(library)
    check(f"ours as {needed}", True, program, LD_LIBRARY_PATH=str(folder))
    check("ours before it", True, program, LD_PRELOAD=str(library))
    run(*compiler, f"{folder}/program.o", str(library), f"-Wl,-rpath,{library.parent}", "-o", relinked)
    check("relinked", True, relinked)


def main():
    library, compiler = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        check_ours(library, compiler, pathlib.Path(folder))
        if flags := opencc_flags():
            check_theirs(library, compiler, pathlib.Path(folder), flags)
        else:
            print("OpenCC itself is not installed: its programs were not tried")
    return 0


if __name__ == "__main__":
    sys.exit(main())
