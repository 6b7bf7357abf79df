# SPDX-License-Identifier: Apache-2.0
"""--user-dict, --protect and --furniture: lists from files."""
import pytest


def test_user_dictionary(zz, tmp_path):
    (tmp_path / "words.txt").write_text("软件\t軟體程式\n")
    assert zz.text("--user-dict", tmp_path / "words.txt", "s2t", stdin="软件和发".encode()).decode() == "軟體程式和發"


def test_protect(zz, tmp_path):
    (tmp_path / "names.txt").write_text("# names\n中国移动\n")
    done = zz.text("--protect", tmp_path / "names.txt", "s2t", stdin="中国移动在中国".encode())
    assert done.decode() == "中国移动在中國"


def test_a_wrong_line_is_named(zz, tmp_path):
    (tmp_path / "words.txt").write_text("a\tb\n头发\n")
    said = zz.fails("--user-dict", tmp_path / "words.txt", "s2t", stdin=b"")
    assert "line 2, column 3" in said


def test_a_missing_file_is_named(zz, tmp_path):
    assert "none.txt" in zz.fails("--protect", tmp_path / "none.txt", "s2t", stdin=b"")


def test_an_empty_file(zz, tmp_path):
    (tmp_path / "words.txt").write_text("")
    assert zz.text("--user-dict", tmp_path / "words.txt", "s2t", stdin="发".encode()).decode() == "發"


def test_several_dictionaries(zz, tmp_path):
    (tmp_path / "one.txt").write_text("软件\t一\n")
    (tmp_path / "two.txt").write_text("\ufeff硬件\t二\r\n软件\t三")
    both = ["--user-dict", tmp_path / "one.txt", "--user-dict", tmp_path / "two.txt"]
    assert zz.text(*both, "s2t", stdin="软件硬件".encode()).decode() == "一二"
    (tmp_path / "two.txt").write_text("\n甲\n")
    assert "two.txt: The user dictionary, line 2, column 2" in zz.fails(*both, "s2t")


def test_several_lists_of_each_kind(zz, tmp_path):
    (tmp_path / "one.txt").write_text("\ufeff软件")
    (tmp_path / "two.txt").write_text("\ufeff硬件\r\n")
    both = ["--protect", tmp_path / "one.txt", "--protect", tmp_path / "two.txt"]
    assert zz.text(*both, "s2t", stdin="软件硬件软".encode()).decode() == "软件硬件軟"
    both = ["--furniture", tmp_path / "one.txt", "--furniture", tmp_path / "two.txt"]
    assert zz.text(*both, "furniture", stdin="软件\n汉字\n硬件\n".encode()).decode() == "汉字\n"


@pytest.mark.parametrize("option", ["--user-dict", "--protect"])
def test_the_list_at_fault_is_named(zz, tmp_path, option):
    (tmp_path / "one.txt").write_text("软\t软\n")
    (tmp_path / "two.txt").write_bytes("甲\t乙\n".encode() + b"\xff\n")
    said = zz.fails(option, tmp_path / "one.txt", option, tmp_path / "two.txt", "furniture,s2t")
    assert said.startswith(f"zhengzi: {tmp_path / 'two.txt'}: The ") and "line 2, column 1" in said


@pytest.mark.parametrize("option", ["--user-dict", "--protect", "--furniture"])
def test_too_many_lists(zz, tmp_path, option):
    (tmp_path / "one.txt").write_text("软\t软\n")
    assert f"{option} can be given 32 times" in zz.fails(*[option, tmp_path / "one.txt"] * 33, "s2t")
    zz.text(*[option, tmp_path / "one.txt"] * 32, "s2t")
