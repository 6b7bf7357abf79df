#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_docs.py FOLDER: Doxygen makes the pages of the header and of docs/ in FOLDER and has nothing
to warn of; every public name is found there, and no link leads nowhere. Exit code 77 where there is
no Doxygen."""

import html.parser
import pathlib
import re
import shutil
import sys
import urllib.parse
import xml.etree.ElementTree

import check_links
from project import ROOT, SKIP, report

sys.path.insert(0, str(ROOT / "tools" / "docs"))
import build  # noqa: E402

# What a comment must not be: Doxygen has to say so of each.
FAULTY = {
    "a function without a comment": "int f(void);",
    "a constant without a comment": "#define ZZ_A 1",
    "a field without a comment": "/** A. */\ntypedef struct zz_a {\n    int a;\n} zz_a;",
    "a parameter that is not there": "/**\n * A.\n * b  a number\n */\nint f(int a);",
}
SOUND = "/**\n * A.\n * a  a number\n * Errors: MEMORY. @since 0.1\n */\nint f(int a);"


def header(body: str) -> str:
    return f"/*\n * A header.\n */\n\n/* ---- A section ---- */\n\n{body}\n\n#ifdef __cplusplus\n#endif\n"


def check_warnings(folder: pathlib.Path, doxygen: str) -> list[str]:
    """That the check finds what it is to find. Doxygen prints its warnings, which is as it should be."""
    faults = []
    print("four warnings of faults made on purpose:")
    for what, body in {**FAULTY, "nothing wrong": SOUND}.items():
        source = folder / "faulty.h"
        source.write_text(header(body), encoding="utf-8")
        sys.stdout.flush()
        warned = build.build(folder / "faulty", doxygen, [source]) != 0
        if warned != (what in FAULTY):
            faults.append(f"Doxygen on a header with {what}: {'a warning' if warned else 'none'}")
    return faults


def public_names() -> set[str]:
    """Every name that zhengzi.h gives, read in another way than Doxygen does."""
    text = (ROOT / "include" / "zhengzi.h").read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    names = set(re.findall(r"\b(zz_\w+)\b(?=\()", code))
    names |= set(re.findall(r"^#define (ZZ_\w+)", code, re.MULTILINE))
    names |= set(re.findall(r"^typedef struct (zz_\w+)", code, re.MULTILINE))
    names |= set(re.findall(r"^typedef .*\(\*(zz_\w+)\)", code, re.MULTILINE))
    for name, body in re.findall(r"^typedef struct (zz_\w+) \{(.*?)^\}", code, re.M | re.S):
        fields = re.findall(r"(\w+)(?:\[\d+\])?;", body)
        names |= {f"{name}.{field}" for field in fields}
    return names - {"ZZ_API"}


def documented_names(folder: pathlib.Path) -> dict[str, tuple[str, str]]:
    """Page and anchor of every name that Doxygen lists."""
    found = {}
    for compound in xml.etree.ElementTree.parse(folder / "zhengzi.tag").getroot():
        kind, name = compound.get("kind"), compound.findtext("name")
        if kind == "struct":
            found[name] = (compound.findtext("filename"), "")
        for member in compound.iter("member"):
            full = member.findtext("name")
            full = f"{name}.{full}" if kind == "struct" else full
            place = (member.findtext("anchorfile"), member.findtext("anchor"))
            if kind != "file":
                found[full] = place
    return found


class Page(html.parser.HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.code: list[str] = []
        self.in_code = False
        self.feed(text)

    def handle_data(self, data: str) -> None:
        if self.in_code:
            self.code[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.in_code = self.in_code and tag != "code"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "code":
            self.in_code = True
            self.code.append("")
        for name, value in attributes:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name in ("id", "name") and value:
                self.anchors.add(value)


def read_pages(folder: pathlib.Path) -> dict[str, Page]:
    return {
        path.name: Page(path.read_text(encoding="utf-8"))
        for path in sorted((folder / "html").glob("*.html"))
    }


def check_names(folder: pathlib.Path, pages: dict[str, Page]) -> list[str]:
    documented = documented_names(folder)
    faults = [f"{name} is in no page" for name in sorted(public_names() - documented.keys())]
    for name, (page, anchor) in sorted(documented.items()):
        if page not in pages or anchor and anchor not in pages[page].anchors:
            faults.append(f"{name}: {page}#{anchor} is not there")
    groups = {page for page, _ in documented.values() if page.startswith("group__")}
    if len(groups) < 8:
        faults.append(f"the functions are in {len(groups)} groups, not in one for each section")
    return faults


def check_pages(pages: dict[str, Page], folder: pathlib.Path) -> list[str]:
    faults = []
    for name, page in pages.items():
        for link in page.links:
            target, _, anchor = urllib.parse.unquote(link).partition("#")
            if re.match(r"\w+:", link):
                continue
            if not (folder / "html" / (target or name)).exists():
                faults.append(f"{name}: links to {target}, which is not there")
            elif anchor and (target or name) in pages:
                if anchor not in pages[target or name].anchors:
                    faults.append(f"{name}: links to {link}, which is not there")
    return faults


def check_code(folder: pathlib.Path, pages: dict[str, Page]) -> list[str]:
    """What stands between backquotes in a page is code, and whole, in what was made of it: Doxygen's
    Markdown has ways of its own."""
    faults = []
    made_of = {name.rpartition("_")[2]: page for name, page in pages.items()}
    for source in build.inputs():
        if source.suffix != ".md":
            continue
        name = "index.html" if source.name == "README.md" else f"{source.stem}.html"
        shown = {"".join(text.split()) for text in made_of[name].code}
        text = check_links.FENCE.sub("", source.read_text(encoding="utf-8"))
        for _, span in re.findall(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", text):
            if "".join(span.replace("\\|", "|").split()) not in shown:
                faults.append(f"{source.name}: `{span}` is not shown as it is written")
    return faults


def main() -> int:
    folder = pathlib.Path(sys.argv[1])
    doxygen = shutil.which("doxygen")
    if doxygen is None:
        print("skipped: no doxygen")
        return SKIP
    folder.mkdir(parents=True, exist_ok=True)
    faults = check_warnings(folder, doxygen)
    sys.stdout.flush()
    if build.build(folder, doxygen, build.inputs()) != 0:
        return report([*faults, "Doxygen warned, see above"])
    pages = read_pages(folder)
    print(f"{len(pages)} pages, {len(public_names())} public names")
    faults += check_names(folder, pages) + check_pages(pages, folder)
    return report(faults + check_code(folder, pages))


if __name__ == "__main__":
    sys.exit(main())
