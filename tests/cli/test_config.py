# SPDX-License-Identifier: Apache-2.0
"""A configuration in place of a recipe."""

import json

import pytest
from conftest import WITHOUT


@pytest.fixture
def config(tmp_path, zz):
    """A configuration that names a dictionary beside it."""
    path = tmp_path / "my.json"
    path.write_text('{"conversion_chain": [{"dict": {"type": "text", "file": "my.txt"}}]}')
    (tmp_path / "my.txt").write_text("软件\t軟體\n")
    if "config" in WITHOUT:
        pytest.skip("built without configurations")
    return path


@pytest.mark.skipif("config" not in WITHOUT, reason="built with configurations")
def test_without(zz, tmp_path):
    """What to do is said, and which file it was."""
    said = zz.fails(tmp_path / "my.json")
    assert "built without yyjson" in said and "-Dconfig=enabled" in said and "my.json" in said


def test_dictionaries_lie_beside_it(zz, config, tmp_path):
    text = "软件和发".encode()
    assert zz.text(config, stdin=text).decode() == "軟體和发"
    assert zz.text("my.json", cwd=tmp_path, stdin=text).decode() == "軟體和发"
    assert zz.text("./my.json", cwd=tmp_path, stdin=text).decode() == "軟體和发"
    assert zz.text("--check", config, stdin="和".encode()) == b""
    edit = json.loads(zz.text("--edits", config, stdin=text))
    assert (edit["step"], edit["from"], edit["to"]) == ("config", "软件", "軟體")


def test_own_words_go_before_it(zz, config, tmp_path):
    (tmp_path / "words.txt").write_text("软件\t程式\n")
    assert zz.text("--user-dict", tmp_path / "words.txt", config, stdin="软件".encode()).decode() == "程式"


def test_faults_are_named(zz, config, tmp_path):
    (tmp_path / "my.txt").write_text("a\tb\n软件\n")
    assert "my.txt, line 2, column 3" in zz.fails(config)
    config.write_text('{"conversion_chain": [\n{"dict": {"type": "txt"}}]}')
    said = zz.fails(config)
    assert "my.json, line 2, column 19, conversion_chain[0].dict.type: there are the types" in said
    assert "none.json" in zz.fails(tmp_path / "none.json")


def test_builtin_dictionaries(zz, config):
    config.write_text('{"conversion_chain": [{"dict": {"type": "ocd2", "file": "STPhrases.ocd2"}}]}')
    assert "--builtin-dicts" in zz.fails(config)
    assert zz.text("--builtin-dicts", config, stdin="头发".encode()).decode() == "頭髮"


@pytest.mark.skipif("config" in WITHOUT, reason="built without configurations")
def test_a_recipe_under_the_name_of_opencc(zz, tmp_path):
    """What those write who come from OpenCC, where the file is found by itself."""
    assert "s2twp.json" in zz.fails("s2twp.json") and "the recipe s2twp" in zz.fails("s2twp.json")
    assert "the recipe" not in zz.fails("mine.json")
    assert "the recipe" not in zz.fails(tmp_path / "s2twp.json")
