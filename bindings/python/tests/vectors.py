# SPDX-License-Identifier: Apache-2.0
"""Reads the vectors that all languages share: files of lines `recipe TAB input TAB expected` with
the escapes \\t \\n \\r \\0 \\\\ \\xHH; empty lines and lines that begin with # say nothing."""

import os
import re
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(os.environ.get("ZZ_VECTORS")
              or Path(__file__).resolve().parents[3] / "tests" / "vectors")

_ESCAPE = re.compile(rb"\\(x[0-9A-Fa-f]{2}|.)", re.DOTALL)
_NAMED = {b"t": b"\t", b"n": b"\n", b"r": b"\r", b"0": b"\0", b"\\": b"\\"}


class Vector(NamedTuple):
    place: str  # FILE:LINE
    recipe: str
    text: bytes
    expected: bytes


def unescape(field):
    def one(match):
        letters = match.group(1)
        if len(letters) == 3:
            return bytes([int(letters[1:], 16)])
        return _NAMED[letters]

    return _ESCAPE.sub(one, field)


def read(path):
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        if line and not line.startswith(b"#"):
            recipe, text, expected = line.split(b"\t")
            yield Vector(f"{path.name}:{number}", recipe.decode(), unescape(text),
                         unescape(expected))


def read_all():
    return [vector for path in sorted(FOLDER.glob("*.tsv")) for vector in read(path)]
