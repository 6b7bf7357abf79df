# SPDX-License-Identifier: Apache-2.0
"""What the programs that write tables for lib/clean share: Unicode's files, and writing or checking."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

VERSION = "15.0.0"
FOLDER = Path(__file__).resolve().parents[2] / "lib" / "clean"


def lines(path: Path) -> Iterator[list[str]]:
    """The fields of each line that has any."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            line = line.split("#", 1)[0].strip()
            if line:
                yield [field.strip() for field in line.split(";")]


def spread(text: str) -> range:
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def numbers(values: list[int]) -> str:
    rows = []
    row = "   "
    for value in values:
        text = f" {value},"
        if len(row) + len(text) > 100:
            rows.append(row)
            row = "   "
        row += text
    return "\n".join(rows + [row]) + "\n"


def version(folder: Path) -> str | None:
    """Of the database in the folder; None where there is none."""
    try:
        with (folder / "DerivedNormalizationProps.txt").open(encoding="utf-8") as file:
            first = file.readline()
    except FileNotFoundError:
        return None
    return first.strip().removeprefix("# DerivedNormalizationProps-").removesuffix(".txt")


def run(doc: str, name: str, source: Callable[[Path], str], needs_database: bool = True) -> int:
    """A program's main: writes the file of that name in lib/clean, or checks it; the exit status."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if outdated")
    parser.add_argument("--ucd", type=Path, default=Path("/usr/share/unicode"))
    arguments = parser.parse_args()

    found = version(arguments.ucd) if needs_database else VERSION
    if found != VERSION:
        print(f"{arguments.ucd}: Unicode {VERSION} is needed, and there is {found or 'none'}")
        return 77 if arguments.check else 1
    try:
        text = source(arguments.ucd)
    except FileNotFoundError as error:
        print(f"{error.filename} is needed, and there is none")
        return 77 if arguments.check else 1
    output = FOLDER / name
    if not arguments.check:
        output.write_text(text, encoding="utf-8")
        return 0
    if output.read_text(encoding="utf-8") != text:
        print(f"{name} is not what its sources give: run tools/unicode/{Path(sys.argv[0]).name}")
        return 1
    print(f"{name} is what its sources give")
    return 0
