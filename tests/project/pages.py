# SPDX-License-Identifier: Apache-2.0
"""The blocks of code in pages, and the C programs among them.

A ```c block is a whole program where it has a main, and the ```text block right after it what that
prints. A page may show a frame, a program with the line `/* ... */`; its blocks without a main stand
in the place of that line.
"""

import re
from typing import NamedTuple

from project import ROOT

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MAIN = re.compile(r"^int main\(", re.MULTILINE)
PLACE = re.compile(r"^( *)/\* \.\.\. \*/$", re.MULTILINE)


class Block(NamedTuple):
    language: str
    text: str


class Program(NamedTuple):
    what: str
    source: str
    expected: str


def blocks_of(text: str) -> list[Block]:
    return [Block(language, body) for language, body in BLOCK.findall(text)]


def blocks(page: str) -> list[Block]:
    return blocks_of((ROOT / page).read_text(encoding="utf-8"))


def framed(frame: str, body: str) -> str:
    """The body in the place of the frame's mark, as deep."""
    place = PLACE.search(frame)
    assert place is not None
    inner = "\n".join(place[1] + line if line else line for line in body.splitlines())
    return frame[: place.start()] + inner + frame[place.end() :]


def programs_of(page: str, found: list[Block]) -> tuple[list[Program], list[str]]:
    """The programs in a page's blocks, and what is wrong with the page."""
    programs, faults = [], []
    frame = None
    for number, (block, following) in enumerate(zip(found, [*found[1:], Block("", "")])):
        what = f"{page}: block {number + 1}, a program"
        if block.language != "c":
            continue
        whole = MAIN.search(block.text)
        if whole and PLACE.search(block.text):
            frame = block.text
            continue
        if not whole and frame is None:
            faults.append(f"{what} without a main and without a frame before it")
            continue
        if following.language != "text":
            faults.append(f"{what}: no text block with its output follows")
            continue
        source = block.text if whole else framed(frame, block.text)
        programs.append(Program(what, source, following.text))
    return programs, faults
