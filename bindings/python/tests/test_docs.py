# SPDX-License-Identifier: Apache-2.0
"""What docs/python.md shows is so."""

import doctest
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import zhengzi
from without import WITHOUT

PAGE = Path(__file__).resolve().parents[3] / "docs" / "python.md"
BLOCKS = re.findall(r"^```(pycon|python)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"),
                    re.MULTILINE | re.DOTALL)
TABLES = ("pyarrow", "pandas", "polars", "duckdb", "datasets")


def need(block):
    if "context" in WITHOUT and re.search(r":context\b|\brepair\b", block):
        pytest.skip("built without the context model")
    for package in (*TABLES, "pyspark"):
        if re.search(rf"\b(import|from|,) {package}\b", block):
            if importlib.util.find_spec(package) is None:
                pytest.skip(f"no {package} here")


def test_there_are_examples():
    assert len(BLOCKS) > 12
    assert all(any(f"import {package}" in block for _, block in BLOCKS) for package in TABLES)


@pytest.mark.parametrize("block", [block for kind, block in BLOCKS if kind == "pycon"])
def test_example(block, tmp_path, monkeypatch):
    need(block)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.setenv("HF_DATASETS_DISABLE_PROGRESS_BARS", "1")
    example = doctest.DocTestParser().get_doctest(block, {"zhengzi": zhengzi}, "python.md",
                                                  str(PAGE), 0)
    told = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    assert runner.run(example, out=told.append).failed == 0, "".join(told)


def test_spark(tmp_path):
    block, = (block for kind, block in BLOCKS if kind == "python")
    need(block)
    if shutil.which("java") is None:
        pytest.skip("no java here")
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").write_text(f"汉字{number}\n头发\n", encoding="utf-8")
    (tmp_path / "job.py").write_text(block, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "job.py"], cwd=tmp_path, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, timeout=300,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1",
             "PYTHONPATH": str(Path(zhengzi.__file__).parents[1])})
    assert done.returncode == 0, done.stdout
    lines = [line for part in (tmp_path / "out").glob("part-*")
             for line in part.read_text(encoding="utf-8").splitlines()]
    assert sorted(lines) == sorted(["漢字0", "漢字1", "漢字2", "頭髮", "頭髮", "頭髮"])
