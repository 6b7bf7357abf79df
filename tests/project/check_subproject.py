#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A project that holds this one as a Meson subproject builds, runs, and installs it; static, into a prefix.

    check_subproject.py SOURCE DICTIONARIES MESON COMPILER...
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from consumers import EXPECTED, SOURCE, Place, build_and_run
from project import SKIP, report

# Nothing is optimised: it is the building that is tried, of the least that the library can be.
OPTIONS = ["-Ddefault_library=static", "-Dbuildtype=plain", "-Dlibdir=lib"]

PROJECT = """project('super', 'c')
zhengzi = dependency('zhengzi', fallback: ['zhengzi', 'zhengzi_dep'],
  default_options: ['tests=false', 'cli=false', 'examples=false', 'context=false', 'config=disabled',
                    'dictionaries=@DICTIONARIES@'])
program = executable('program', 'program.c', dependencies: zhengzi)
"""


def run(command: list[str], folder: pathlib.Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = done.stdout.decode(errors="replace")
    return f"{' '.join(command)}:\n{said[-4000:]}" if done.returncode != 0 else ""


def main() -> int:
    source, dictionaries, meson, *compiler = sys.argv[1:]
    if shutil.which("ninja") is None:
        print("skipped: no ninja")
        return SKIP
    with tempfile.TemporaryDirectory() as name:
        # no link in the way: Meson compares paths
        folder = pathlib.Path(name).resolve()
        (folder / "subprojects").mkdir()
        (folder / "subprojects" / "zhengzi").symlink_to(source)
        text = PROJECT.replace("@DICTIONARIES@", os.path.abspath(dictionaries))
        (folder / "meson.build").write_text(text, encoding="utf-8")
        shutil.copy(SOURCE, folder / "program.c")
        environment = dict(os.environ, CC=" ".join(compiler))
        environment.pop("DESTDIR", None)
        # a libzhengzi that the machine has would be taken instead
        environment["PKG_CONFIG_PATH"] = ""
        prefix = folder / "prefix"
        steps = [
            [meson, "setup", "build", f"--prefix={prefix}", "--wrap-mode=forcefallback", *OPTIONS],
            ["ninja", "-C", "build"],
            [meson, "install", "-C", "build", "--no-rebuild"],
        ]
        for step in steps:
            if fault := run(step, folder, environment):
                return report([fault])
        program = str(folder / "build" / "program")
        printed = subprocess.run([program], stdout=subprocess.PIPE, check=False).stdout
        faults = []
        if printed != EXPECTED.read_bytes():
            faults.append(f"the program with the subproject printed {printed!r}")
        place = Place(prefix, prefix / "lib", static=True)
        faults += build_and_run(place, compiler, meson)
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
