# SPDX-License-Identifier: Apache-2.0
"""What is installed works with the settings that docs/editors.md shows. MESON, ZZ_BUILD and ZZ_PREFIX name the
build that is installed, into a folder of its own."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[4] / "docs" / "editors.md"
TEXT = "鼠标坏了\n"
CONVERTED = "滑鼠壞了\n"


@pytest.fixture(scope="module")
def prefix(tmp_path_factory):
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([os.environ["MESON"], "install", "--no-rebuild", "--quiet", "-C", os.environ["ZZ_BUILD"],
                    "--destdir", str(folder)], stdout=subprocess.DEVNULL, check=True)
    return str(folder) + os.environ["ZZ_PREFIX"]


def settings(heading, prefix, path):
    """The first block of code under a heading of the page, with the folder where it is installed here."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1]
    code = re.search(r"```\w+\n(.*?)```", section, re.S).group(1)
    assert "/usr/local/share/zhengzi/" in code
    path.write_text(code.replace("/usr/local/", prefix + "/"), encoding="utf-8")
    return path


def run(prefix, version, tmp_path, *command):
    path = tmp_path / "file.txt"
    path.write_text(TEXT, encoding="utf-8")
    folders = {name: str(tmp_path) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    env = dict(os.environ, LUA_CPATH=f"{prefix}/lib/lua/{version}/?.so", LC_ALL="C.UTF-8", **folders)
    subprocess.run([*command, str(path)], stdin=subprocess.DEVNULL, env=env, check=True, timeout=60)
    return path.read_text(encoding="utf-8")


def test_neovim(prefix, tmp_path):
    if shutil.which("nvim") is None or not os.path.exists(f"{prefix}/lib/lua/5.1"):
        pytest.skip("no nvim, or no module for it")
    init = settings("Neovim", prefix, tmp_path / "init.lua")
    options = ["--headless", "-u", str(init), "-i", "NONE", "-n"]
    assert run(prefix, "5.1", tmp_path, "nvim", *options, "-c", "silent Zhengzi", "-c", "wq") == CONVERTED
    assert run(prefix, "5.1", tmp_path, "nvim", *options, "-c", "normal gz$", "-c", "wq") == CONVERTED


def test_vim(prefix, tmp_path):
    if shutil.which("vim.nox") is None or not os.path.exists(f"{prefix}/lib/lua/5.2"):
        pytest.skip("no vim.nox, or no module for it")
    vimrc = settings("Vim", prefix, tmp_path / "vimrc")
    options = ["-es", "-N", "-u", str(vimrc), "-i", "NONE"]
    assert run(prefix, "5.2", tmp_path, "vim.nox", *options, "-c", "Zhengzi", "-c", "wq") == CONVERTED
    assert run(prefix, "5.2", tmp_path, "vim.nox", *options, "-c", "normal gz$", "-c", "wq") == CONVERTED


def test_vis(prefix, tmp_path):
    if shutil.which("vis") is None or shutil.which("tmux") is None \
            or not os.path.exists(f"{prefix}/lib/lua/5.3"):
        pytest.skip("no vis, no tmux, or no module for it")
    from test_vis import Vis

    visrc = settings("vis", prefix, tmp_path / "visrc.lua").read_text(encoding="utf-8")
    editor = Vis(tmp_path, TEXT.encode(), visrc="require('vis')\n" + visrc,
                 LUA_CPATH=f"{prefix}/lib/lua/5.3/?.so")
    try:
        editor.command("zhengzi", "zhengzi: s2twp: 2 changes")
        assert editor.content().decode() == CONVERTED
        editor.keys("u", "0", "g", "z", "$")
        assert editor.content().decode() == CONVERTED
    finally:
        editor.close()
