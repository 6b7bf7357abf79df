#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checks of pages find what they are to find.

    check_pages.py BUILD_FOLDER LIBRARY COMPILER...
"""

import pathlib
import sys
import tempfile

import check_links
import check_programs
import pages
from project import ROOT, report

sys.path.insert(0, str(ROOT / "tools" / "docs"))
import filter as docs_filter  # noqa: E402

WHOLE = '#include <stdio.h>\n\nint main(void)\n{\n    puts("a");\n    return 0;\n}\n'
FRAME = WHOLE.replace('    puts("a");', "    /* ... */")
PAGE = f"""A page.

```c
{WHOLE}```

```text
a
```

```c
{FRAME}```

```sh
cc
```

```c
if (1)
    puts("b");

puts("c");
```

```text
b
c
```
"""
BODY = '    if (1)\n        puts("b");\n\n    puts("c");'


def programs(text: str) -> tuple[list[pages.Program], list[str]]:
    return pages.programs_of("page", pages.blocks_of(text))


def check_extractor() -> list[str]:
    found, faults = programs(PAGE)
    expected = [(WHOLE, "a\n"), (FRAME.replace("    /* ... */", BODY), "b\nc\n")]
    if [(program.source, program.expected) for program in found] != expected:
        faults.append(f"the programs of a page are not what is in it: {found}")
    for what, text in {
        "a part before its frame": PAGE.replace("    /* ... */", "    /* */"),
        "a program without output": PAGE.replace("```text\na\n```", ""),
        "a part without output": PAGE.replace("```text\nb\nc\n```", ""),
    }.items():
        if not programs(text)[1]:
            faults.append(f"{what} is not found")
    return faults


def check_runner(build: str, library: str, compiler: list[str]) -> list[str]:
    """One that is right, and some that are not."""
    faults = []
    for what, source, expected, wrong in (
        ("right", WHOLE, "a\n", ""),
        ("other output", WHOLE, "b\n", "it printed"),
        ("a warning", WHOLE.replace("puts", "int unused;\n    puts"), "a\n", "does not compile"),
        ("failure", WHOLE.replace("return 0", "return 3"), "a\n", "ended with 3"),
    ):
        program = pages.Program(what, source, expected)
        with tempfile.TemporaryDirectory(dir=build) as folder:
            place = pathlib.Path(library).resolve()
            _, told = check_programs.run(program, folder, place, compiler)
        if len(told) != bool(wrong) or wrong not in "".join(told):
            faults.append(f"a program with {what}: {told}")
    return faults


LINKS = """# A page

[a](b.md) [b](b.md#of-b) [c](https://c.c/d) [d](#a-page) `[no](link.md)`

```text
[no](link.md)
```
"""


def check_link_check() -> list[str]:
    """A page of links, and one for each way in which a link can be wrong."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "a.md"
        (page.parent / "b.md").write_text("# B\n\n## Of `b`!\n", encoding="utf-8")
        for old, new in (
            ("", ""),
            ("(b.md)", "(c.md)"),
            ("#of-b", "#of-c"),
            ("#a-page", "#a"),
            ("[a](b.md)", "![a](b.png)"),
        ):
            page.write_text(LINKS.replace(old, new), encoding="utf-8")
            told = check_links.check(page)
            if len(told) != bool(old):
                faults.append(f"{old or 'nothing'} replaced by {new or 'nothing'}: {told}")
    return faults


HEADER = """/*
 * A header.
 *
 * Text       is UTF-8,
 *            always.
 *
 * SPDX-FileCopyrightText: them
 */

/* ---- Of A ------ */

#define ZZ_ERROR_MEMORY (-2) /**< none left */

/** zz_a.kind: which. */
#define ZZ_A 1 /**< one, see zz_f; no ZZ_ */

/**
 * Opens it by zz_f, as A, MEMORY.
 *   a=b       a choice
 *   -c        another
 * a, b     two, ZZ_A of
 *          them
 * Errors: MEMORY, and NULL. @since 0.1
 */
ZZ_API int zz_f(int a, int b);

#ifdef __cplusplus
"""
FILTERED = """/** @file
 * A header.
 *
 * @term{Text} is UTF-8,
 *            always.
 *
 *
 */

/** @defgroup zz-of-a Of A */ /** @{ */

#define ZZ_ERROR_MEMORY (-2) /**< none left */

/** @name zz_a.kind: which */ /** @{ */
#define ZZ_A 1 /**< one, see #zz_f; no ZZ_ */
/** @} */
/**
 * Opens it by #zz_f, as A, MEMORY.
 * <ul><li>`a=b` a choice
 * <li>`-c` another
 * </ul>@param a,b two, #ZZ_A of
 *          them
 * @errors #ZZ_ERROR_MEMORY, and NULL. @since 0.1
 */
ZZ_API int zz_f(int a, int b);
/** @} */
#ifdef __cplusplus
"""
MARKDOWN = {
    "## Of B, and C!": "## Of B, and C! {#guide-of-b-and-c}",
    "[a](python.md#files)": "[a](@ref python-files)",
    "[a](#of-b)": "[a](@ref guide-of-b)",
    "[a](python.md)": "[a](python.md)",
    "[a](../include/zhengzi.h)": "[a](@ref zhengzi.h)",
    "[a](../LICENSE) [b](../examples)": "[a](LICENSE) b",
    "![a](growth.svg)": "![a](growth.svg)",
    "`&lt;`": "`&amp;lt;`",
    "| `a \\| @b` |": "| <code>a \\| \\@b</code> |",
    "`a='b'` ``c` ' ``": "``a='b'`` ``c` ' ``",
    "```\n[a](../LICENSE)\n```": "```\n[a](../LICENSE)\n```",
}


def check_filter() -> list[str]:
    faults = []
    got = docs_filter.Header(HEADER.split("\n")).filtered()
    for expected, line in zip(FILTERED.split("\n"), got):
        if expected != line:
            faults.append(f"the filter of the header gives {line!r}, not {expected!r}")
    if len(got) != len(HEADER.split("\n")):
        faults.append("the filter of the header changes the number of lines")
    for text, expected in MARKDOWN.items():
        lines = docs_filter.page_lines(ROOT / "docs" / "guide.md", text.split("\n"))
        if lines != expected.split("\n"):
            faults.append(f"the filter of pages gives {lines} for {text!r}")
    return faults


def main() -> int:
    build, library, *compiler = sys.argv[1:]
    faults = check_extractor() + check_runner(build, library, compiler)
    return report(faults + check_link_check() + check_filter())


if __name__ == "__main__":
    sys.exit(main())
