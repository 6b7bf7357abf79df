# SPDX-License-Identifier: Apache-2.0
"""Builds a program against what was installed, in each way that others do, and runs it."""

import os
import pathlib
import shutil
import subprocess
import tempfile
from typing import NamedTuple

from project import ROOT

SOURCE = ROOT / "examples" / "convert.c"
EXPECTED = ROOT / "examples" / "expected" / "convert.txt"

CMAKE = """cmake_minimum_required(VERSION 3.16)
project(program C)
find_package(zhengzi 0.1 CONFIG REQUIRED)
# twice, as two parts of a program would
find_package(zhengzi CONFIG REQUIRED)
add_executable(program program.c)
target_link_libraries(program PRIVATE zhengzi::zhengzi)
# Another series, and a later version of this one, must be refused.
foreach(version 0.0 0.1.99 0.2 1.0)
  find_package(zhengzi ${version} CONFIG QUIET)
  if(zhengzi_FOUND)
    message(FATAL_ERROR "zhengzi ${zhengzi_VERSION} passes for ${version}")
  endif()
endforeach()
"""

MESON = """project('program', 'c')
executable('program', 'program.c', dependencies: dependency('zhengzi', version: '>= 0.1'))
"""


class Place(NamedTuple):
    """Where it was installed; sysroot: the DESTDIR, which its prefix does not know of."""

    prefix: pathlib.Path
    libraries: pathlib.Path
    sysroot: str = ""
    static: bool = False

    def environment(self) -> dict[str, str]:
        values = dict(os.environ, PKG_CONFIG_PATH=str(self.libraries / "pkgconfig"))
        # The program's own build must not be what the outer one is told.
        for name in ("DESTDIR", "CFLAGS", "LDFLAGS"):
            values.pop(name, None)
        if self.sysroot:
            values["PKG_CONFIG_SYSROOT_DIR"] = self.sysroot
        if not self.static:
            values["LD_LIBRARY_PATH"] = str(self.libraries)
        return values


def by_pkg_config(place: Place, folder: pathlib.Path, compiler: list[str], _: str) -> str:
    asked = ["pkg-config", "--cflags", "--libs", *(["--static"] if place.static else []), "zhengzi"]
    flags = subprocess.run(
        asked, env=place.environment(), stdout=subprocess.PIPE, check=True
    ).stdout.decode()
    return log([*compiler, "program.c", "-o", "program", *flags.split()], place, folder)


def by_cmake(place: Place, folder: pathlib.Path, compiler: list[str], _: str) -> str:
    (folder / "CMakeLists.txt").write_text(CMAKE, encoding="utf-8")
    # a compiler with a wrapper before it, as ccache
    told = [f"-DCMAKE_C_COMPILER={';'.join(compiler)}", f"-DCMAKE_PREFIX_PATH={place.prefix}"]
    return log(["cmake", "-S", ".", "-B", "cmake", *told], place, folder) or log(
        ["cmake", "--build", "cmake"], place, folder, folder / "cmake" / "program"
    )


def by_meson(place: Place, folder: pathlib.Path, compiler: list[str], meson: str) -> str:
    (folder / "meson.build").write_text(MESON, encoding="utf-8")
    options = ["-Dprefer_static=true"] if place.static else []
    return log([meson, "setup", "meson", *options], place, folder, compiler=compiler) or log(
        ["ninja", "-C", "meson"], place, folder, folder / "meson" / "program"
    )


def log(
    command: list[str],
    place: Place,
    folder: pathlib.Path,
    made: pathlib.Path | None = None,
    compiler: list[str] | None = None,
) -> str:
    """What went wrong; where it went well, what was made becomes folder/program."""
    environment = place.environment()
    if compiler:
        environment["CC"] = " ".join(compiler)
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        check=False,
    )  # fmt: skip
    if done.returncode != 0:
        return f"{' '.join(command)}:\n{done.stdout.decode(errors='replace')}"
    if made:
        shutil.copy(made, folder / "program")
    return ""


def build_and_run(place: Place, compiler: list[str], meson: str) -> list[str]:
    """What went wrong, in any of the ways; a way whose tool is not here is said and left out."""
    faults = []
    ways = {"pkg-config": by_pkg_config, "cmake": by_cmake, "ninja": by_meson}
    for tool, way in ways.items():
        if shutil.which(tool) is None:
            print(f"not tried, no {tool}: {way.__name__}")
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            shutil.copy(SOURCE, folder / "program.c")
            if fault := way(place, folder, compiler, meson):
                faults.append(f"{way.__name__}: {fault}")
                continue
            done = subprocess.run(
                [str(folder / "program")],
                env=place.environment(),
                stdout=subprocess.PIPE,
                check=False,
            )
            if done.returncode != 0 or done.stdout != EXPECTED.read_bytes():
                faults.append(f"{way.__name__}: the program printed {done.stdout!r}")
            else:
                print(f"{way.__name__}: built, and prints what it should")
    return faults
