#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""build.py FOLDER [DOXYGEN]: makes the pages, in FOLDER/html, of the header and what is written in
Markdown. Exit code 0 only where Doxygen had nothing to warn of."""

import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from filter import LINK, ROOT

# In the order in which they are read; the rest of docs/ follows.
FIRST = ["README.md", "docs/guide.md", "include/zhengzi.h"]
LAST = ["docs/architecture.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]


def inputs() -> list[pathlib.Path]:
    first, last = ([ROOT / name for name in names] for names in (FIRST, LAST))
    others = sorted(page for page in (ROOT / "docs").glob("*.md") if page not in first + last)
    return [path for path in first + others + last if path.is_file()]


def linked_files(pages: list[pathlib.Path]) -> list[pathlib.Path]:
    """What they link to and is no page: it goes beside them."""
    found = set()
    for page in pages:
        for mark, _, target, _ in LINK.findall(page.read_text(encoding="utf-8")):
            path = (page.parent / target).resolve()
            if "://" not in target and path.is_file() and path.suffix not in (".md", ".h"):
                found.add(path)
    return sorted(found)


def version() -> str:
    header = (ROOT / "include" / "zhengzi.h").read_text(encoding="utf-8")
    return ".".join(re.findall(r"^#define ZZ_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", header, re.M))


def layout(doxygen: str) -> str:
    """Doxygen's own, of whatever version, with what it calls modules or topics named and put first."""
    with tempfile.TemporaryDirectory() as folder:
        default = pathlib.Path(folder) / "layout.xml"
        subprocess.run([doxygen, "-l", str(default)], check=True, stdout=subprocess.DEVNULL)
        text = default.read_text(encoding="utf-8")
    kind = "topics" if 'type="topics"' in text else "modules"
    tab = re.search(rf' *<tab type="{kind}"[^\n]*\n', text)[0]
    pages = re.search(r' *<tab type="pages"[^\n]*\n', text)[0]
    named = tab.replace('title=""', 'title="C interface" intro="By what it is for:"')
    text = text.replace(tab, "").replace(
        pages, named + pages.replace('title=""', 'title="Pages"')
    )
    # Groups have members and nothing to describe.
    group = re.search(r"<group>.*</group>", text, re.S)[0]
    return text.replace(group, re.sub(r" *<detaileddescription[^\n]*\n", "", group))


def quoted(paths: list[pathlib.Path]) -> str:
    return " ".join(f'"{path}"' for path in paths)


def configuration(folder: pathlib.Path, given: list[pathlib.Path]) -> str:
    pages = [path for path in given if path.suffix == ".md"]
    beside = linked_files(pages)
    filter_command = shlex.join([sys.executable, str(pathlib.Path(__file__).with_name("filter.py"))])
    return (pathlib.Path(__file__).with_name("Doxyfile").read_text(encoding="utf-8")) + f"""
OUTPUT_DIRECTORY = "{folder}"
GENERATE_TAGFILE = "{folder / 'zhengzi.tag'}"
PROJECT_NUMBER = {version()}
STRIP_FROM_PATH = "{ROOT}"
INPUT = {quoted(given)}
INPUT_FILTER = "{filter_command}"
LAYOUT_FILE = "{folder / 'layout.xml'}"
IMAGE_PATH = {quoted(sorted({path.parent for path in beside}))}
HTML_EXTRA_FILES = {quoted(beside)}
"""


def build(folder: pathlib.Path, doxygen: str, given: list[pathlib.Path]) -> int:
    """Makes the pages, and gives Doxygen's exit code."""
    shutil.rmtree(folder / "html", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "layout.xml").write_text(layout(doxygen), encoding="utf-8")
    configured = configuration(folder, given).encode()
    return subprocess.run([doxygen, "-"], input=configured, cwd=ROOT, check=False).returncode


def main() -> int:
    folder = pathlib.Path(sys.argv[1]).resolve()
    return build(folder, sys.argv[2] if len(sys.argv) > 2 else "doxygen", inputs())


if __name__ == "__main__":
    sys.exit(main())
