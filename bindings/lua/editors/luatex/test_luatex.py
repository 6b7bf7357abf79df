# SPDX-License-Identifier: Apache-2.0
"""zhengzi.tex in LuaTeX, where there is that: ./dev setup luatex installs Debian's."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent

if shutil.which("luatex") is None:
    pytest.skip("no luatex here", allow_module_level=True)

PLAIN = r"""
\input zhengzi.tex
\newwrite\out \immediate\openout\out=%s
\def\头{头}\def\say#1{\immediate\write\out{#1}}
\zhengzi{s2twp}
\say{里面的头发，鼠标}
\say{\detokenize{\label{里}里\href{里}{里}\input[里]{里}\relax 里}}
\zhengzi{}
\say{里面}
\zhengzi{s2t}
\say{里面}
\bye
"""

LATEX = r"""
\documentclass{article}
\input{zhengzi.tex}
\newwrite\out \immediate\openout\out=%s
\def\头{命令}\def\say#1{\immediate\write\out{#1}}
\begin{document}
\zhengzi{s2twp}
\say{里面的头发，\头}
\end{document}
"""


def run(program, text, folder, *arguments):
    (folder / "zhengzi.so").symlink_to(os.environ["ZZ_MODULE"])
    (folder / "a.tex").write_text(text % "out.txt", encoding="utf-8")
    done = subprocess.run(
        [program, "--interaction=nonstopmode", *arguments, "a.tex"], cwd=folder, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
        env={**os.environ, "TEXINPUTS": f"{HERE}:", "LUAINPUTS": f"{HERE}:",
             "CLUAINPUTS": f"{folder}:", "TEXMFVAR": str(folder), "max_print_line": "1000"})
    out = folder / "out.txt"
    return done.stdout, out.read_text(encoding="utf-8").splitlines() if out.exists() else []


def test_plain(tmp_path):
    told, lines = run("luatex", PLAIN, tmp_path, "--shell-escape")
    assert lines[:1] + lines[2:] == ["裡面的頭髮，滑鼠", "里面", "裏面"], told
    assert lines[1].replace(" ", "") == r"\label{里}裡\href{里}{裡}\input[里]{里}\relax裡"


def test_unknown_recipe(tmp_path):
    told, _ = run("luatex", PLAIN.replace("s2twp", "s2nothing"), tmp_path, "--shell-escape")
    assert "There is no step" in told


def test_without_shell_escape(tmp_path):
    told, _ = run("luatex", PLAIN, tmp_path)
    assert "LuaTeX needs --shell-escape" in told


def test_latex(tmp_path):
    if shutil.which("lualatex") is None:
        pytest.skip("no lualatex here")
    told, lines = run("lualatex", LATEX, tmp_path, "--shell-escape")
    assert lines == ["裡面的頭髮，命令"], told
