#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`meson dist` of a clean clone makes an archive that holds what Git knows, and can be set up by itself.

    check_dist.py VERSION DICTIONARIES MESON COMPILER...
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

from project import ROOT, SKIP, report


def run(command: list[str], folder: pathlib.Path, compiler: list[str]) -> str:
    environment = dict(os.environ, CC=" ".join(compiler))
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}:\n{done.stdout.decode(errors='replace')[-4000:]}")
    return done.stdout.decode()


def main() -> int:
    version, dictionaries, meson, *compiler = sys.argv[1:]
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        print("skipped: no clone of the repository, or no git")
        return SKIP
    setup = [meson, "setup", "build", f"-Ddictionaries={os.path.abspath(dictionaries)}"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        clone = folder / "clone"
        run(["git", "clone", "--quiet", "--depth=1", f"file://{ROOT}", str(clone)], folder, compiler)
        run([*setup, "-Dtests=false"], clone, compiler)
        run([meson, "dist", "-C", "build", "--no-tests", "--formats=xztar"], clone, compiler)
        archive = clone / "build" / "meson-dist" / f"zhengzi-{version}.tar.xz"
        with tarfile.open(archive) as tar:
            top = f"zhengzi-{version}/"
            held = {member.name for member in tar if not member.isdir()}
            tar.extractall(folder)
        known = run(["git", "ls-files"], clone, compiler).splitlines()
        expected = {top + path for path in known}
        faults = [f"{path}: not in the archive" for path in sorted(expected - held)]
        faults += [f"{path}: in the archive, and not Git's" for path in sorted(held - expected)]
        # with all that the options bring in, and the tests
        run(setup, folder / top, compiler)
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
