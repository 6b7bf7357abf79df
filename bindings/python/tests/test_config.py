# SPDX-License-Identifier: Apache-2.0
"""Converter.from_config."""

import pickle

import pytest
import zhengzi
from without import WITHOUT
from zhengzi import opencc

TEXT = '{"conversion_chain": [{"dict": {"type": "text", "file": "my.txt"}}]}'


@pytest.fixture
def config(tmp_path):
    if "config" in WITHOUT:
        pytest.skip("built without configurations")
    path = tmp_path / "my.json"
    path.write_text(TEXT)
    (tmp_path / "my.txt").write_text("软件\t軟體\n发\t發 髮\n", encoding="utf-8")
    return path


@pytest.mark.skipif("config" not in WITHOUT, reason="built with configurations")
def test_without(tmp_path):
    (tmp_path / "my.json").write_text(TEXT)
    with pytest.raises(zhengzi.Error, match="built without yyjson: .*-Dconfig=enabled.*my.json"):
        zhengzi.Converter.from_config(tmp_path / "my.json")


def test_dictionaries_lie_beside_it(config):
    for path in (config, str(config), bytes(config)):
        converter = zhengzi.Converter.from_config(path)
        assert converter("软件和发") == "軟體和發"
        assert converter.alternatives("发") == ["發", "髮"]
    assert converter.recipe == str(config)
    assert repr(converter) == f"zhengzi.Converter.from_config({str(config)!r})"
    assert pickle.loads(pickle.dumps(converter))("软件") == "軟體"


def test_options(config):
    converter = zhengzi.Converter.from_config(config, dictionary={"软件": "程式"}, protect=["发"])
    assert converter("软件和发") == "程式和发"
    config.write_text(TEXT.replace("text", "ocd2").replace("my.txt", "STPhrases.ocd2"))
    assert zhengzi.Converter.from_config(config, builtin_dictionaries=True)("头发") == "頭髮"
    with pytest.raises(zhengzi.RecipeError, match="STPhrases.ocd2 is compiled"):
        zhengzi.Converter.from_config(config)


def test_faults(config):
    (config.parent / "my.txt").write_text("a\tb\nc\n")
    with pytest.raises(zhengzi.DictionaryError, match="my.txt, line 2, column 2"):
        zhengzi.Converter.from_config(config)
    config.write_text("{\n 1}")
    with pytest.raises(zhengzi.RecipeError, match="my.json, line 2, column 2") as caught:
        zhengzi.Converter.from_config(config)
    assert caught.value.offset == 3
    with pytest.raises(FileNotFoundError):
        zhengzi.Converter.from_config(config.parent / "none.json")
    with pytest.raises(IsADirectoryError):
        zhengzi.Converter.from_config(config.parent)


def test_the_interface_of_opencc_opens_files_too(config, monkeypatch):
    """As the package opencc does, with or without .json; the dictionaries inside stand for compiled ones."""
    assert opencc.OpenCC(str(config)).convert("软件和发") == "軟體和發"
    assert opencc.OpenCC(str(config)[: -len(".json")]).config == str(config)
    config.write_text(TEXT.replace("text", "ocd2").replace("my.txt", "STPhrases.ocd2"))
    monkeypatch.chdir(config.parent)
    assert opencc.OpenCC("my.json").convert("头发") == "頭髮"
    config.rename("s2t.json")
    assert opencc.OpenCC("s2t.json").convert("汉字") == "漢字"  # the one inside, as opencc.h has it
    with pytest.raises(FileNotFoundError, match="s2twp.json"):
        opencc.OpenCC("my")
    (config.parent / "my.json").write_text("{}")
    with pytest.raises(zhengzi.RecipeError, match="conversion_chain"):
        opencc.OpenCC("my")
