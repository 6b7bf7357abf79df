# SPDX-License-Identifier: Apache-2.0
"""The command line, and what the command says about itself."""
import re

import pytest
from conftest import CONVERTED, SIMPLE

OPENCC = "s2t t2s s2tw tw2s s2twp tw2sp s2hk hk2s s2hkp hk2sp t2tw tw2t t2hk hk2t t2jp jp2t".split()


def test_help_names_every_option(zz):
    said = zz.text("--help").decode()
    assert zz.text("-h").decode() == said
    for option in ("-o", "--output", "-w", "--in-place", "--check", "--diff", "--color", "--invalid",
                   "--no-tofu", "--stats", "--detect", "--list", "--help", "--version"):
        assert option in said
    assert max(map(len, said.splitlines())) <= 80


def test_version_names_command_library_and_dictionaries(zz):
    said = zz.text("--version").decode()
    assert re.fullmatch(r"zhengzi (\d+\.\d+\.\d+)\nlibrary \1\ndictionaries OpenCC \S+\n", said)
    assert zz.text("-V").decode() == said


def test_list_has_the_recipes_of_opencc_with_a_line_each(zz):
    lines = zz.text("--list").decode().splitlines()
    titles = [line for line in lines if not line.startswith(" ")]
    assert titles[0] == "Conversions"
    entries = dict(line.split(None, 1) for line in lines if line.startswith("  "))
    assert set(OPENCC) <= set(entries)
    assert all(entries.values())
    for name in entries:
        assert zz("--check", name, stdin=b"").returncode == 0, name


def test_no_arguments(zz):
    assert "no recipe" in zz.fails()


@pytest.mark.parametrize("arguments, word", [
    (["-x", "s2t"], "-x"),
    (["--nonsense", "s2t"], "--nonsense"),
    (["--check=yes", "s2t"], "--check=yes"),
    (["s2t", "-o"], "-o"),
    (["s2t", "--output"], "--output"),
    (["s2t", "-o", ""], "-o"),
    (["--in", "s2t"], "--in"),
    (["--invalid=maybe", "s2t"], "maybe"),
    (["--color=sometimes", "--diff", "s2t"], "sometimes"),
    (["-w", "-o", "x", "s2t", "y"], "-w and -o"),
    (["-w", "--check", "s2t", "y"], "-w"),
    (["-w", "--diff", "s2t", "y"], "-w"),
    (["-o", "x", "--check", "s2t", "y"], "-o"),
    (["-o", "x", "--diff", "s2t", "y"], "-o"),
    (["-w", "s2t"], "standard input"),
    (["-w", "s2t", "y", "-"], "standard input"),
])
def test_refused(zz, tmp_path, arguments, word):
    said = zz.fails(*arguments, cwd=tmp_path)
    assert word in said
    assert said.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [
    ["s2t", "FILE"], ["s2t", "-", "<"], ["s2t", "<"], ["s2t", "--", "FILE"], ["--", "s2t", "FILE"],
    ["s2t", "FILE", "--no-tofu"], ["--no-tofu", "s2t", "FILE"], [" s2t ", "FILE"],
    ["--invalid=pass", "s2t", "FILE"], ["--invalid", "error", "s2t", "FILE"],
    ["s2t", "-o", "-", "FILE"], ["--out=-", "s2t", "FILE"], ["--color", "s2t", "FILE"],
])
def test_same_result(zz, simple, arguments):
    stdin = SIMPLE.encode() if "<" in arguments else b"not read"
    arguments = [simple if a == "FILE" else a for a in arguments if a != "<"]
    assert zz.text(*arguments, stdin=stdin).decode() == CONVERTED


def test_double_dash_ends_options(zz, tmp_path):
    (tmp_path / "-w").write_text(SIMPLE)
    assert zz.text("s2t", "--", "-w", cwd=tmp_path).decode() == CONVERTED
    assert (tmp_path / "-w").read_text() == SIMPLE


def test_unknown_recipe_is_pointed_at(zz):
    said = zz.fails("t2s,s2tww").splitlines()
    assert "s2tw" in said[0]
    assert said[1:3] == ["  t2s,s2tww", "      ^~~~~"]
    assert "--list" in said[3] and len(said) == 4


def test_unknown_recipe_behind_wide_characters(zz):
    said = zz.fails("轉換").splitlines()
    assert said[1:3] == ["  轉換", "  ^~~~"]


@pytest.mark.parametrize("recipe, mark", [
    ("t2s, clea,nfc", "       ^~~~"), ("s2t,,t2s", "      ^"), ("轉,s2t", "  ^~"), ("s2t,轉,x", "      ^~"),
    ("\ts2", "   ^~"),
])
def test_the_mark_stands_under_the_step(zz, recipe, mark):
    said = zz.fails(recipe).splitlines()
    assert said[1:3] == ["  " + recipe.replace("\t", " "), mark]


def test_empty_recipe(zz):
    assert "empty" in zz.fails("")


def test_unknown_recipe_touches_nothing(zz, simple, tmp_path):
    zz.fails("nonsense", "-o", "out", simple, cwd=tmp_path)
    zz.fails("nonsense", "-w", simple)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["simple.txt"]
    assert simple.read_text() == SIMPLE


def test_no_tofu_leaves_rare_characters_out(zz):
    """U+3493 becomes U+20242, which few fonts have, by a dictionary of such characters alone."""
    text = "\u3493魚".encode()
    assert zz.text("t2s", stdin=text).decode() == "\U00020242鱼"
    assert zz.text("--no-tofu", "t2s", stdin=text).decode() == "\u3493鱼"
