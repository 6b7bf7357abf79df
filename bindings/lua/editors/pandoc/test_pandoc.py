# SPDX-License-Identifier: Apache-2.0
"""The filter under Debian's pandoc, over documents that pandoc makes."""

import json
import os
import random
import shutil
import subprocess
import zipfile
from itertools import zip_longest
from pathlib import Path

import pytest

FILTER = Path(__file__).with_name("zhengzi.lua")

if shutil.which("pandoc") is None:
    pytest.skip("no pandoc here", allow_module_level=True)


def pandoc(*arguments, text="", fails=False, folder=None):
    done = subprocess.run(["pandoc", *map(str, arguments)], input=text, encoding="utf-8", cwd=folder,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
    assert (done.returncode != 0) == fails, done.stderr
    return done.stderr if fails else done.stdout


def converted(markdown, recipe="s2twp", to="markdown", *arguments):
    return pandoc("-L", FILTER, "-M", f"zhengzi={recipe}", "-t", to, "--wrap=preserve", *arguments,
                  text=markdown)


@pytest.mark.parametrize("before, after", [
    # A word is seen whole, through whatever is in it.
    ("头*发*和后**来**", "頭*髮*和後**來**\n"),
    ("面[条]{.a}，~~皇~~后，头^[注里的头发]发",
     "麵[條]{.a}，~~皇~~后，頭[^1]髮\n\n[^1]: 注裡的頭髮\n"),
    ("头\n发\n和a\nb", "頭\n髮\n和a\nb\n"),
    # Of a phrase that becomes shorter, all is where it began.
    ("首席*执行*官", "執行長\n"),
    # Left alone: code, formulas, raw text, addresses, what is marked so.
    ("里`里`$里$`里`{=html}里", "裡`里`$里$`里`{=html}裡\n"),
    ("[后来](http://后来 \"后来\")<http://后来.里>", "[後來](http://后来 \"后来\")"
     "[http://后来.里](http://后来.里){.uri}\n"),
    ("[后]{lang=ja}[头]{lang=zh-CN}[里]{.notranslate}[里]{translate=no}",
     "[后]{lang=\"ja\"}[頭]{lang=\"zh-CN\"}[里]{.notranslate}[里]{translate=\"no\"}\n"),
    ("文献 [见 @里2020，页里]", "文獻 [見 @里2020 ，頁裡]\n"),
    ("![后来](后来.png)和", "![後來](后来.png)和\n"),
    ("```里\n里\n```", "``` 里\n里\n```\n"),
    ("::: {lang=ja}\n里\n:::", "::: {lang=\"ja\"}\n里\n:::\n"),
    ("# 里 {.notranslate}", "# 里 {#里 .notranslate}\n"),
    # Every kind of block.
    ("# 里面 {#里}\n\n> 里面\n\n1.  里面\n\n里面\n:   里面\n\n| 里面\n| 里面",
     "# 裡面 {#里}\n\n> 裡面\n\n1.  裡面\n\n裡面\n:   裡面\n\n| 裡面\n| 裡面\n"),
    ("里\\\n里", "裡\\\n裡\n"),
])
def test_markdown(before, after):
    assert converted(before) == after


def test_table():
    table = json.loads(converted("| 里 | 后 |\n|---|---|\n| **里**面 | `里` |\n\n: 里", to="json"))
    text = json.dumps(table, ensure_ascii=False)
    assert text.count("裡") == 3 and text.count("里") == 1


def test_quotes_that_become_others():
    assert converted("“里*面*”", "quotes=tw,s2tw") == "「裡*面*」\n"
    assert converted("“里*面*”", "s2tw", "plain") == "“裡面”\n"


def test_spaces_come_and_go():
    spaced = json.loads(converted("中文English 中*文*", "spacing", "json"))["blocks"][0]["c"]
    assert [part["t"] for part in spaced] == ["Str", "Space", "Str", "Space", "Str", "Emph"]
    for before, after in (("中文`code`*中*", "中文 `code` *中*"), ("***中*文**en", "***中*文** en"),
                          ("en**中**`a`[中](b)en", "en **中** `a` [中](b) en"),
                          ("`a`^[注]中", "`a`[^1] 中\n\n[^1]: 注")):
        assert converted(before, "spacing") == after + "\n"


META = """\
---
title: 后来
author: [{name: 后来}, 里]
other: 后来
more: |
  后来

  里
bibliography: 后来.bib
zhengzi:
  recipe: s2twp
  protect: [面条]
  dictionary: words.txt
  metadata: [more]
  tofu: false
---
面条，程序
"""


def test_metadata_and_options(tmp_path):
    (tmp_path / "words.txt").write_text("程序\t程序碼\n", encoding="utf-8")
    made = pandoc("-s", "-L", FILTER, "-t", "markdown", text=META, folder=tmp_path)
    assert made == """\
---
author:
- name: 後來
- 裡
bibliography: 后来.bib
more: |
  後來

  裡
other: 后来
title: 後來
---

面条，程序碼
"""
    assert "頭" in pandoc("-s", "-L", FILTER, "-M", "zhengzi=s2t", "-M", "title=头", "-t", "html")


@pytest.mark.parametrize("text, message", [
    ("里", "no recipe"),
    ("---\nzhengzi: s2nowhere\n---\n里", "There is no step"),
    ("---\nzhengzi: {recipe: s2t, speed: 1}\n---\n里", "no option 'speed'"),
    ("---\nzhengzi: {recipe: s2t, dictionary: nowhere}\n---\n里", "nowhere"),
])
def test_errors(text, message):
    assert message in pandoc("-L", FILTER, text=text, fails=True)


def test_without_the_module(monkeypatch):
    monkeypatch.setenv("LUA_CPATH", "/nowhere/?.so")
    assert "LUA_CPATH can name" in pandoc("-L", FILTER, text="里", fails=True)


def test_in_the_folder_of_the_filter():
    assert pandoc("-L", FILTER.name, "-M", "zhengzi=s2t", text="里面", folder=FILTER.parent) \
        == "<p>裏面</p>\n"


DOCUMENT = """\
---
title: 后来的头发
---

# 里面

头**发**的[后来](http://a.b/后来)，`里`^[注里]。

| 里 | 面条 |
|----|------|
| 头*发* | 后来 |

```
里
```
"""


@pytest.mark.parametrize("kind", ["docx", "epub"])
def test_documents(kind, tmp_path):
    before, same, after = (tmp_path / f"{name}.{kind}" for name in ("before", "same", "after"))
    pandoc("-o", before, text=DOCUMENT)
    pandoc(before, "-o", same)
    pandoc(before, "-L", FILTER, "-M", "zhengzi=s2twp", "-o", after)
    assert zipfile.ZipFile(after).testzip() is None
    there, here = (pandoc(document, "-s", "-t", "markdown", "--wrap=preserve")
                   for document in (same, after))
    for part in ("後來的頭髮", "頭**髮**的[後來](http://a.b/后来)", "`里`", "注裡", "頭*髮*", "麵條"):
        assert part in here
    # Nothing else has become another.
    for one, other in zip_longest(there.splitlines(), here.splitlines()):
        assert one == other or set(one) - set(other) <= set("后来头发里面条"), (one, other)


def wrapped(rng, inlines):
    attr = ["", [], []]
    kind = rng.choice(["Emph", "Strong", "Strikeout", "Span", "Link", "Quoted"])
    if kind == "Span":
        return {"t": kind, "c": [attr, inlines]}
    if kind == "Link":
        return {"t": kind, "c": [attr, inlines, ["a", ""]]}
    if kind == "Quoted":
        return {"t": kind, "c": [{"t": "DoubleQuote"}, inlines]}
    return {"t": kind, "c": inlines}


def random_inlines(rng, depth=0):
    inlines = []
    for _ in range(rng.randrange(1, 6)):
        choice = rng.random()
        if choice < 0.25 and depth < 3:
            inlines.append(wrapped(rng, random_inlines(rng, depth + 1)))
        elif choice < 0.35:
            inlines.append({"t": "Space"})
        elif choice < 0.45:
            inlines.append({"t": "Code", "c": [["", [], []], rng.choice(["里", "后来"])]})
        else:
            letters = rng.choices("头发干里后来面条鼠标首席执行官Wo。，", k=rng.randrange(1, 5))
            inlines.append({"t": "Str", "c": "".join(letters)})
    return inlines


def flat(inlines):
    """The text, and in it code as itself."""
    text = ""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            text += content
        elif kind == "Space":
            text += " "
        elif kind == "Code":
            text += f"`{content[1]}`"
        elif kind == "Quoted":
            text += "“" + flat(content[1]) + "”"
        else:
            text += flat(content[1] if kind in ("Span", "Link") else content)
    return text


@pytest.mark.parametrize("recipe", ["s2t", "s2twp", "s2tw:context"])
def test_paragraphs_are_converted_as_their_text(recipe):
    """Whatever elements a text is spread over, it becomes what it becomes without them."""
    if ":context" in recipe and "context" in os.environ.get("ZZ_WITHOUT", ""):
        pytest.skip("built without the context model")
    rng = random.Random(7)
    blocks = [{"t": "Para", "c": random_inlines(rng)} for _ in range(300)]
    document = {"pandoc-api-version": [1, 22, 2, 1], "meta": {}, "blocks": blocks}
    made = json.loads(pandoc("-f", "json", "-t", "json", "-L", FILTER, "-M", f"zhengzi={recipe}",
                             text=json.dumps(document)))["blocks"]
    plain = [flat(block["c"]) for block in blocks]
    # Ranges that nothing touches are the library's own; here code alone is protected by its step.
    expected = subprocess.run([os.environ["ZHENGZI"], recipe], input="\n".join(plain), check=True,
                              encoding="utf-8", stdout=subprocess.PIPE).stdout.split("\n")
    for before, want, got in zip(plain, expected, made):
        if "`" not in before:
            assert flat(got["c"]) == want
        else:
            assert [part for part in before.split("`")[1::2]] == flat(got["c"]).split("`")[1::2]
    assert sum("`" not in text for text in plain) > 50
