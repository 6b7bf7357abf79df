# SPDX-License-Identifier: Apache-2.0
"""Completion in bash, as far as it can be asked without a terminal."""
import os
import shutil
import subprocess

import pytest
from conftest import needs_context

SCRIPT = os.path.join(os.path.dirname(__file__), "..", "..", "cli", "completions", "zhengzi.bash")


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("words, offered", [
    pytest.param(["s2t"], ["s2t", "s2t:context", "s2tw", "s2tw:context", "s2twp", "s2twp:context"],
                 marks=needs_context),
    pytest.param(["t2s,s2hk"], ["t2s,s2hk", "t2s,s2hk:context", "t2s,s2hkp", "t2s,s2hkp:context"],
                 marks=needs_context),
    (["t2s,tw2s"], ["t2s,tw2s", "t2s,tw2sp"]),
    (["--che"], ["--check"]),
    (["--invalid", "=", "p"], ["pass"]),
    (["--diff", "jp"], ["jp2t"]),
    (["--invalid", "=", "pass", "jp"], ["jp2t"]),
    (["-o", "out", "--color", "=", "auto", "jp"], ["jp2t"]),
    (["-o", "here"], ["here.txt"]),
    (["s2t", "her"], ["here.txt"]),
])
def test_bash(zz, tmp_path, words, offered):
    (tmp_path / "here.txt").write_text("")
    ask = f"""source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
              _zhengzi "$1"; printf '%s\\n' "${{COMPREPLY[@]}}" """
    done = subprocess.run(["bash", "--norc", "-c", ask, "bash", os.path.abspath(SCRIPT), zz.path, *words],
                          cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr == ""
    assert sorted(done.stdout.split()) == offered
