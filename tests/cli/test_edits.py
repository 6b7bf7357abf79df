# SPDX-License-Identifier: Apache-2.0
"""--edits: JSON Lines that rebuild the result."""
import json

import pytest
from conftest import needs_context


def rebuild(text, edits):
    out, at = b"", 0
    for e in edits:
        offset, size = e["src"]
        assert offset >= at
        out += text[at:offset]
        assert text[offset : offset + size] == e["from"].encode("utf-8", "surrogateescape")
        assert len(out) == e["dst"][0]
        new = e["to"].encode("utf-8", "surrogateescape")
        assert len(new) == e["dst"][1]
        out += new
        at = offset + size
    return out + text[at:]


@pytest.mark.parametrize("text", [
    "我的头发Ａ干\n".encode(), b"", b"plain\n", "头\xff\"\\\x01发\n".encode("latin-1", "ignore") + "头\x01\"\\发".encode(),
    b"\xe5\xa4" + "发现里面\n".encode() * 8000,
])  # fmt: skip
@pytest.mark.parametrize("recipe", ["s2twp", "clean,s2t", "t2s,s2hk"])
def test_edits_rebuild_the_result(zz, text, recipe):
    done = zz("--edits", "--invalid=pass", recipe, stdin=text)
    assert (done.returncode, done.stderr) == (0, b"")
    edits = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert rebuild(text, edits) == zz("--invalid=pass", recipe, stdin=text).stdout


def test_step_and_operation(zz):
    line = json.loads(zz("--edits", "clean,s2t", stdin="Ａ".encode()).stdout)
    assert (line["step"], line["op"], line["from"], line["to"]) == ("letters", "fullwidth-letter", "Ａ", "A")
    assert "file" not in line
    assert "alternatives" not in line


def test_alternatives(zz):
    lines = [json.loads(line) for line in zz.text("--edits", "s2tw", stdin="头发里的干".encode()).splitlines()]
    assert [line.get("alternatives") for line in lines] == [["頭發"], ["里", "哩"], ["乾", "干", "榦"]]


@needs_context
def test_scores(zz):
    """A dictionary does not weigh, the context model does: thousandths, as many as alternatives."""
    (line,) = [json.loads(line) for line in zz.text("--edits", "s2t", stdin="里".encode()).splitlines()]
    assert "score" not in line and "scores" not in line
    lines = [json.loads(line) for line in zz.text("--edits", "s2tw:context", stdin="鼠标里的头发".encode()).splitlines()]
    weighed = {line["from"]: line for line in lines if "score" in line}
    assert weighed["里"]["alternatives"] == ["里", "哩"]
    assert weighed["里"]["scores"][1] is None
    assert 990 < weighed["里"]["score"] + weighed["里"]["scores"][0] <= 1001
    assert weighed["头发"]["to"] == "頭髮" and weighed["头发"]["alternatives"] == ["頭發"]


@needs_context
def test_suggestions(zz):
    text = "他出發，秀發很長。范圍也是范圍，手術后說。"
    sure = [json.loads(line) for line in zz.text("--edits", "repair:tw=999", stdin=text.encode()).splitlines()]
    bold = [json.loads(line) for line in zz.text("--edits", "repair:tw=400", stdin=text.encode()).splitlines()]
    suggested = [line for line in sure if line.get("suggestion")]
    assert len(bold) >= len(sure) - len(suggested) > 0 < len(suggested)
    (hair,) = [line for line in suggested if line["src"][0] == text.encode().index("發很".encode())]
    assert hair["from"] == hair["to"] == "發" and hair["src"] == hair["dst"]
    assert hair["step"] == "repair:tw" and "op" not in hair
    assert hair["alternatives"][0] == "髮" and 990 < hair["score"] + sum(hair["scores"]) <= 1002
    places = [line["src"][0] for line in sure]
    assert places == sorted(places)
    assert zz("--check", "repair:tw=999", stdin="他出發，秀發很長。".encode()).returncode == 0


def test_several_files_are_named(zz, tmp_path):
    for name in "ab":
        (tmp_path / name).write_text("头发")
    lines = zz.text("--edits", "s2t", tmp_path / "a", tmp_path / "b").decode().splitlines()
    assert [json.loads(line)["file"] for line in lines] == [str(tmp_path / "a"), str(tmp_path / "b")]


@pytest.mark.parametrize("other", ["-w", "--check", "--diff"])
def test_not_with(zz, simple, other):
    assert "--edits" in zz.fails("--edits", other, "s2t", simple)
