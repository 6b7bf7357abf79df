# SPDX-License-Identifier: Apache-2.0
"""The types in __init__.pyi are of what there is, no less and no more."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest
import zhengzi

STUB = ast.parse(Path(zhengzi.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))

PACKAGES = str(Path(zhengzi.__file__).parents[1])
ENVIRONMENT = {**os.environ, "PYTHONPATH": PACKAGES, "MYPYPATH": PACKAGES}


def described(body):
    names = set()
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign):
            names.add(node.target.id)
    return names


def test_module():
    names = {name for name in described(STUB.body) if not name.startswith("_Has")}
    assert names == {*zhengzi.__all__, "__version__"}


@pytest.mark.parametrize("name", ["Converter", "Edits", "Stream", "ArrowArray", "ArrowStream"])
def test_class(name):
    stub, = (node for node in STUB.body if getattr(node, "name", None) == name)
    names = described(stub.body)
    there = vars(getattr(zhengzi, name)).keys()
    assert names <= there
    assert {name for name in there if not name.startswith("_")} <= names
    assert (Path(zhengzi.__file__).parent / "py.typed").exists()


def test_mypy_finds_what_the_stub_says(tmp_path):
    pytest.importorskip("mypy", reason="no mypy here")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy.stubtest", "--concise", "--ignore-missing-stub", "zhengzi"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path, env=ENVIRONMENT)
    assert checked.returncode == 0, checked.stdout


USES = '''
import zhengzi
from zhengzi.opencc import OpenCC

c = zhengzi.Converter("s2t", dictionary={"a": "b"}, protect=["c"], invalid="replace")
s: str = c("a") + c.convert("a") + zhengzi.convert("a", "s2t") + OpenCC("s2t").convert("a")
b: bytes = c(b"a") + zhengzi.convert(bytearray(b"a"), "s2t")
s = c.edits("a")[0].after + c.edits("a").apply([0]) + c.stream().feed("a") + c.stream().end()
b = c.edits(b"a")[0].after + c.stream(binary=True).feed(b"a") + c.stream(binary=True).end()
many: list[str] = c.convert_many(["a"])
for edit in c.edits("a"):
    s = edit.before
c.convert_file("a", "b", progress=print)
c.convert_file(b"a", b"b")
s = zhengzi.detect("a").script
'''


def test_mypy_takes_right_uses_and_no_wrong_ones(tmp_path):
    pytest.importorskip("mypy", reason="no mypy here")
    (tmp_path / "good.py").write_text(USES)
    wrong = ["zhengzi.Converter(b's2t')", "zhengzi.convert(1, 's2t')", "zhengzi.Converter('s2t', invalid='x')",
             "s: str = zhengzi.convert(b'a', 's2t')", "zhengzi.Converter('s2t').stream().feed(b'a')"]
    (tmp_path / "bad.py").write_text("import zhengzi\n" + "\n".join(wrong) + "\n")
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"),
         "good.py", "bad.py"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path,
        env=ENVIRONMENT)
    assert "good.py" not in checked.stdout, checked.stdout
    for number in range(2, len(wrong) + 2):
        assert f"bad.py:{number}: error" in checked.stdout, checked.stdout
