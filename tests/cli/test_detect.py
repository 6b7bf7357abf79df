# SPDX-License-Identifier: Apache-2.0
"""--detect: which script and region a file, or a line, is in."""
import pytest


def test_standard_input(zz):
    said = zz.text("--detect", stdin="在這裡寫著".encode()).decode()
    assert said == (
        "traditional 1.000, region taiwan 1.000 (han 5, simplified 0, traditional 3,"
        " japanese 0, kana 0, taiwan 1, hong-kong 0)\n"
    )


def test_files_are_named(zz, tmp_path):
    (tmp_path / "a").write_text("头发")
    (tmp_path / "b").write_text("頭髮\n")
    said = zz.text("--detect", tmp_path / "a", tmp_path / "b").decode().splitlines()
    assert said[0].startswith(f"{tmp_path}/a: simplified 1.000, ")
    assert said[1].startswith(f"{tmp_path}/b: traditional 1.000, ")


def test_lines(zz):
    text = "头发\n頭髮\n\nabc\n你好\n头發"
    said = zz.text("--detect=lines", stdin=text.encode()).decode().splitlines()
    assert [line.split()[:2] for line in said] == [
        ["1:", "simplified"], ["2:", "traditional"], ["3:", "none"], ["4:", "none"], ["5:", "either"],
        ["6:", "mixed"],
    ]  # fmt: skip


def test_no_line(zz):
    assert zz.text("--detect=lines", stdin=b"") == b""
    assert zz.text("--detect", stdin=b"").startswith(b"none ")


def test_characters_across_reads(zz):
    text = "x" + "头" * 100_000 + "\n" + "頭" * 50_000
    said = zz.text("--detect", stdin=text.encode()).decode()
    assert "(han 150000, simplified 100000, traditional 50000," in said
    said = zz.text("--detect=lines", stdin=text.encode()).decode().splitlines()
    assert "(han 100000, simplified 100000, traditional 0," in said[0]
    assert "(han 50000, simplified 0, traditional 50000," in said[1]


@pytest.mark.parametrize("bad", [["--detect=words"], ["--detect", "-w"], ["--detect", "--edits"]])
def test_wrong_options(zz, bad):
    assert "--detect" in zz.fails(*bad)


def test_a_file_that_is_not_there(zz, tmp_path):
    (tmp_path / "a").write_text("头发")
    done = zz("--detect", tmp_path / "no", tmp_path / "a")
    assert done.returncode == 2
    assert b"no: No such file" in done.stderr
    assert b"a: simplified" in done.stdout


@pytest.mark.parametrize("option", ["--detect", "--detect=lines"])
@pytest.mark.parametrize("before", ["", "x", "头", "头" * 100_000])
def test_ill_formed_text_is_warned_of(zz, tmp_path, option, before):
    """A file in GBK has no Han as UTF-8: whoever is told so has to know why."""
    (tmp_path / "a").write_bytes(before.encode() + "汉语".encode("gbk"))
    (tmp_path / "b").write_text("头发")
    done = zz(option, tmp_path / "a", tmp_path / "b")
    assert done.returncode == 0
    said = done.stderr.decode()
    assert said.startswith(f"zhengzi: {tmp_path}/a: warning: ill-formed UTF-8: ")
    assert f"the first at byte {len(before.encode())}" in said and said.count("\n") == 1
