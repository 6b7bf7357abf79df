#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The command on Windows: Unicode arguments and file names, bytes left as they are, files replaced whole.

    check_command.py ZHENGZI_EXE FOLDER_OF_THE_DLL [WRAPPER...]
"""

import os
import pathlib
import subprocess
import sys
import tempfile

SIMPLE = "后来我们用软件。\r\n皇后\n".encode()
CONFIGURATION = """{"conversion_chain": [{"dict": {"type": "inline", "entries":
{"后来": "後來", "们": "們", "软件": "軟件"}}}]}"""
CONVERTED = "後來我們用軟件。\r\n皇后\n".encode()


class Command:
    """The command, run in a folder; a call gives exit code, standard output and error."""

    def __init__(self, command: list[str], library: str, folder: pathlib.Path) -> None:
        self.command = command
        self.folder = folder
        self.environment = dict(os.environ)
        # Where wine, and Windows, look for a DLL.
        self.environment["WINEPATH"] = "Z:" + library.replace("/", "\\")
        self.environment["PATH"] += os.pathsep + library

    def __call__(self, *arguments: str, stdin: bytes = b"") -> tuple[int, bytes, str]:
        done = subprocess.run(
            [*self.command, *arguments],
            cwd=self.folder,
            env=self.environment,
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr.decode(errors="replace")


def case(number: int, what: str, got: object, expected: object) -> bool:
    right = got == expected
    print(f"{'ok' if right else 'not ok'} {number} - {what}")
    if not right:
        print(f"# expected {expected!r}\n# got      {got!r}")
    return right


def results(zhengzi: Command) -> list[tuple[str, object, object]]:
    """What was tried, what came, what should."""
    folder = zhengzi.folder
    name = "文件 一.txt"
    file, other, config = folder / name, folder / "新.txt", folder / "繁.json"
    config.write_text(CONFIGURATION, encoding="utf-8")
    found: list[tuple[str, object, object]] = []

    def expect(what: str, got: object, expected: object) -> None:
        found.append((what, got, expected))

    expect("standard input to output", zhengzi("s2t", stdin=SIMPLE), (0, CONVERTED, ""))
    file.write_bytes(SIMPLE)
    expect("a file with a name in Chinese", zhengzi("s2t", name), (0, CONVERTED, ""))
    expect("--check: would change", zhengzi("--check", "s2t", name)[:2], (1, f"{name}\n".encode()))
    expect("-w", zhengzi("-w", "s2t", name), (0, b"", ""))
    expect("-w: what is in the file", file.read_bytes(), CONVERTED)
    expect("--check: would not change", zhengzi("--check", "s2t", name), (0, b"", ""))
    expect("-o, a new file", zhengzi("-o", other.name, "t2s", name), (0, b"", ""))
    expect("-o: what is in it", other.read_bytes(), SIMPLE)
    expect("-o over it", zhengzi("-o", other.name, "s2t", name), (0, b"", ""))
    expect("-o: what is in it now", other.read_bytes(), CONVERTED)
    expect("a configuration", zhengzi(config.name, stdin=SIMPLE), (0, CONVERTED, ""))
    big = SIMPLE * 60000
    file.write_bytes(big)
    expect("-w, two megabytes", zhengzi("-w", "s2t", name), (0, b"", ""))
    expect("-w: all of them", file.read_bytes() == CONVERTED * 60000, True)
    other.write_bytes("甲\n".encode() * 200000 + SIMPLE)
    expect("-w, changed at the end", zhengzi("-w", "s2t", other.name), (0, b"", ""))
    expect("-w: the whole", other.read_bytes() == "甲\n".encode() * 200000 + CONVERTED, True)
    code, output, said = zhengzi("s2t", "没有.txt")
    expect("a file that is not there", (code, output, "没有.txt" in said), (2, b"", True))
    expect("a folder", zhengzi("s2t", ".")[0], 2)
    expect("a step that is not there", zhengzi("s2x", stdin=b"")[0], 2)
    expect("-o nul", zhengzi("-o", "nul", "s2t", name), (0, b"", ""))
    expect("a failing input leaves -o", zhengzi("-o", other.name, "s2t", "没有.txt")[0], 2)
    expect("-o: as it was", other.read_bytes().endswith(CONVERTED), True)
    names = sorted(path.name for path in folder.iterdir())
    expect("nothing is left behind", names, sorted([name, other.name, config.name]))
    return found


def main() -> int:
    program, library, *wrapper = sys.argv[1:]
    command = [*wrapper, os.path.abspath(program)]
    with tempfile.TemporaryDirectory() as folder:
        zhengzi = Command(command, os.path.abspath(library), pathlib.Path(folder))
        found = results(zhengzi)
    print(f"1..{len(found)}")
    right = [case(number, *result) for number, result in enumerate(found, 1)]
    return int(not all(right))


if __name__ == "__main__":
    sys.exit(main())
