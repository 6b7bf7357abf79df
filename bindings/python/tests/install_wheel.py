#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""install_wheel.py SOURCE CHECK_MODULE: builds the wheel as `pip install .` does in a clean clone of SOURCE,
installs it into an empty virtual environment outside of that, and uses it there. Exit code 77 where pip
has no index to fetch the build requirements from."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

import vectors

# Everything that the wheel may hold, apart from its own .dist-info.
CONTENTS = {"zhengzi/" + name for name in (
    "__init__.py", "__init__.pyi", "_files.py", "_types.py", "opencc.py", "opencc.pyi", "py.typed")}
MODULE = "zhengzi/_zhengzi."

USE = r"""
import sys
from pathlib import Path

import vectors
import zhengzi
import zhengzi.opencc

assert Path(zhengzi.__file__).is_relative_to(sys.prefix), zhengzi.__file__
assert zhengzi.convert("汉字", "s2t") == "漢字"
assert zhengzi.opencc.OpenCC("s2t").convert("汉字") == "漢字"
assert zhengzi.Converter("s2t").convert_many(["汉字"]) == ["漢字"]
Path("mine.txt").write_text("软件\t軟體\n", encoding="utf-8")
Path("mine.json").write_text('{"conversion_chain": [{"dict": {"type": "text", "file": "mine.txt"}}]}')
assert zhengzi.Converter.from_config("mine.json")("软件") == "軟體"
cases = vectors.read_all()
assert cases
for case in cases:
    got = zhengzi.convert(case.text, case.recipe)
    assert got == case.expected, (case, got)
print(len(cases), "vectors hold in the installed package")
"""


def run(*command, **options):
    print("+", *command, flush=True)
    subprocess.run(command, check=True, **options)


def clean_copy(source, place):
    """What a clean clone has: what ./dev fetches is not there."""
    sys.path.insert(0, str(Path(source) / "tests" / "project"))
    from project import files

    for file in files():
        (place / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(Path(source) / file, place / file)
    return place


def has_index(pip, folder, source):
    text = (Path(source) / "pyproject.toml").read_text(encoding="utf-8")
    requirements = re.findall(r'"([^"]+)"', re.search(r"^requires = \[(.*?)\]", text, re.M | re.S)[1])
    return subprocess.run([*pip, "download", "--quiet", "--no-deps", "--dest", folder,
                           *requirements]).returncode == 0


def check_contents(wheel):
    assert "-abi3-" in wheel.name, wheel.name
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    modules = {name for name in names if name.startswith(MODULE)}
    assert len(modules) == 1 and names - modules == CONTENTS, sorted(names)


def check_module(wheel, checker, folder):
    """The module brings all that it needs."""
    with zipfile.ZipFile(wheel) as archive:
        name, = (name for name in archive.namelist() if name.startswith(MODULE))
        archive.extract(name, folder)
    checked = subprocess.run([sys.executable, checker, Path(folder) / name, "PyInit__zhengzi"])
    assert checked.returncode in (0, 77), checked


def main(source, checker):
    # Meson and the test runner say where the modules of the build are; pip must not see them.
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with tempfile.TemporaryDirectory(prefix="zhengzi-wheel-") as folder:
        place = Path(folder)
        venv.create(place / "venv", with_pip=True)
        python = str(place / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
        pip = [python, "-m", "pip", "--disable-pip-version-check"]
        if not has_index(pip, str(place / "index"), source):
            print("skipped: no package index to fetch the build requirements from")
            return 77
        # optimized less, as it takes half as long
        run(*pip, "wheel", "--quiet", "--no-deps", "--config-settings=setup-args=-Doptimization=1",
            "--wheel-dir", str(place), str(clean_copy(source, place / "clone")), env=clean)
        wheel, = place.glob("zhengzi-*.whl")
        check_contents(wheel)
        check_module(wheel, checker, place / "module")
        run(*pip, "install", "--quiet", "--no-index", str(wheel), env=clean)
        (place / "use.py").write_text(USE, encoding="utf-8")
        run(python, "-B", "use.py", cwd=folder,
            env={**clean, "PYTHONPATH": str(Path(vectors.__file__).parent),
                 "ZZ_VECTORS": str(vectors.FOLDER)})
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
