#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""rock.py BUILD MESON LUA...: luarocks makes the rock with the library installed in a folder, for each
Lua, and that Lua uses it. Exit code 77 where luarocks is missing or no Lua is such as it can take."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = 'local zz = require "zhengzi"; print(zz.version, zz.open("s2twp"):convert("鼠标里面"))'


def install(build, meson, root):
    """The prefix of the library installed under root, and its folder of libraries."""
    subprocess.run([meson, "install", "--no-rebuild", "--quiet", "-C", build, "--destdir", root],
                   stdout=subprocess.DEVNULL, check=True)
    told = json.loads(subprocess.run([meson, "introspect", "--buildoptions", build],
                                     stdout=subprocess.PIPE, check=True).stdout)
    options = {option["name"]: option["value"] for option in told}
    prefix = root / options["prefix"].lstrip("/")
    return prefix, prefix / options["libdir"]


def try_lua(lua, version, prefix, libraries, folder):
    # What luarocks makes stands beside its sources: they are copied.
    sources, tree = folder / "sources", folder / "tree"
    shutil.copytree(HERE.parent, sources, ignore=shutil.ignore_patterns("tests", "editors"))
    environment = {**os.environ, "HOME": str(folder), "LD_LIBRARY_PATH": str(libraries)}
    made = subprocess.run(
        ["luarocks", "--lua-version", version, "--tree", tree, "make",
         f"ZHENGZI_INCDIR={prefix}/include", f"ZHENGZI_LIBDIR={libraries}"],
        cwd=sources, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode != 0:
        return made.stdout
    environment["LUA_CPATH"] = f"{tree}/lib/lua/{version}/?.so"
    used = subprocess.run([lua, "-e", PROGRAM], env=environment, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT)
    return "" if re.fullmatch(r"\d+\.\d+\.\d+\t滑鼠裡面\n", used.stdout) else used.stdout


def listed_sources():
    """The rockspec lists what there is."""
    listed = set(re.findall(r'"(\w+\.c)"', next(HERE.parent.glob("*.rockspec")).read_text("utf-8")))
    there = {path.name for path in HERE.parent.glob("*.c")}
    return [f"{name}: not in both the rockspec and the folder" for name in sorted(listed ^ there)]


def main(build, meson, *luas):
    faults = listed_sources()
    luas = [lua for lua in luas if re.fullmatch(r"lua5\.\d", lua) and shutil.which(lua)]
    if not faults and (shutil.which("luarocks") is None or not luas):
        print("skipped: no luarocks, or no Lua for it")
        return 77
    with tempfile.TemporaryDirectory() as folder:
        prefix, libraries = install(build, meson, Path(folder) / "root")
        for lua in luas:
            (place := Path(folder) / lua).mkdir()
            said = try_lua(lua, lua.removeprefix("lua"), prefix, libraries, place)
            print(f"{lua}: {said or 'made and used'}")
            faults += [lua] if said else []
    print(*faults, sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
