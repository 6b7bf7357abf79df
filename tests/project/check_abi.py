#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What programs linked against an earlier library rely on is in this one, as it was.

    check_abi.py LIBRARY COMPILER...            compares it with what abi/ keeps
    check_abi.py --update LIBRARY COMPILER...   writes abi/ anew, at a release

abi/symbols.txt has the exported names with their versions, and abi/libzhengzi.so.N.abi the functions
and types of zhengzi.h in abidw's words, on 64-bit x86. A new function may be there, and a struct that
begins with its size may have new members at its end. That anything else is seen is tried on libraries
made of changed headers, whose functions do nothing.
"""

import ctypes
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from typing import NamedTuple
from xml.etree import ElementTree

from project import ROOT, SKIP, report

KEPT = pathlib.Path(__file__).resolve().parent / "abi"
NAMES = KEPT / "symbols.txt"
HEADER = ROOT / "include" / "zhengzi.h"
MAP = ROOT / "lib" / "zhengzi.map"
MACHINE = "elf-amd-x86_64"

DECLARATION = re.compile(r"^ZZ_API\s+([^;]*?)\b(zz_\w+)\(([^;]*)\);", re.MULTILINE)


class Change(NamedTuple):
    """One change of the header, and whether the ABI allows it."""

    what: str
    pattern: str
    replacement: str
    allowed: bool


CHANGES = [
    Change("a member in the middle of a struct", r"(    uint64_t invalid;)", r"    uint64_t x;\1", False),
    Change("a wider member", r"uint32_t want;  ", "uint64_t want;", False),
    Change("a wider member, and a new one", r"uint32_t want;  (.*\n(?:.*\n)*?)(\} zz_report;)", r"uint64_t want;\1 uint64_t x;\n\2", False),
    Change("a longer struct without a size", r"(\} zz_range;)", r"    uint64_t x;\n\1", False),
    Change("a parameter more", r"(zz_result_free\(zz_result \*result)\)", r"\1, int x)", False),
    Change("another type of a result", r"ZZ_API uint32_t zz_version", "ZZ_API char zz_version", False),
    Change("a function less", r"^ZZ_API uint32_t zz_version\(void\);", "", False),
    Change("a new function", r"^(ZZ_API uint32_t zz_version)(\(void\);)", r"\1\2\1_x\2", True),
    Change("a longer struct with a size", r"(\} zz_report;)", r"    uint64_t x;\n\1", True),
]  # fmt: skip


def run(*command: str, cwd: pathlib.Path | None = None) -> subprocess.CompletedProcess:
    return subprocess.run(
        command,
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def exported(library: str) -> list[str]:
    """The exported names with their versions, the version script's own node apart."""
    output = run("nm", "-D", "--defined-only", "--format=posix", "--with-symbol-versions", library)
    names = [line.split()[0] for line in output.stdout.splitlines() if line]
    return sorted(name for name in names if name.startswith("zz_"))


def soname(library: str) -> str:
    found = re.search(r"\(SONAME\).*\[(.*)\]", run("readelf", "--dynamic", library).stdout)
    return found[1] if found else "a library without a soname"


def has_types(library: str) -> bool:
    sections = run("readelf", "--file-header", "--section-headers", "--wide", library).stdout
    return ".debug_info" in sections and "X86-64" in sections and "ELF64" in sections


def hollow(folder: pathlib.Path, header: str, name: str, compiler: list[str]) -> str:
    """A library of the header's functions, which do nothing: it has the types and no others."""
    (folder / "zhengzi.h").write_text(header, encoding="utf-8")
    bare = re.sub(r"/\*.*?\*/", "", header, flags=re.DOTALL)
    bodies = "".join(
        f"{kind} {function}({parameters})"
        + (" { }\n" if kind.strip() == "void" else " { return 0; }\n")
        for kind, function, parameters in DECLARATION.findall(bare)
    )
    source, library = folder / "hollow.c", folder / f"{name}.1"
    source.write_text('#include "zhengzi.h"\n' + bodies, encoding="utf-8")
    # A name that is not defined any more may stand in the map, one that is new gets its version.
    versions = folder / "hollow.map"
    versions.write_text(re.sub(r"global:\n.*local:", "global: zz_*; local:",
                               MAP.read_text(encoding="utf-8"), flags=re.DOTALL),
                        encoding="utf-8")  # fmt: skip
    done = run(
        *compiler, "-std=c99", "-w", "-g", "-O0", "-fPIC", "-shared", "-I.", f"-Wl,-soname,{name}",
        f"-Wl,--version-script={versions.name}", source.name, "-o", library.name, cwd=folder,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(done.stdout)
    return str(library)


def described(library: str, headers: pathlib.Path) -> str:
    """The library in abidw's words, without the paths of this machine."""
    done = run(
        "abidw", "--headers-dir", str(headers), "--drop-private-types", "--no-corpus-path",
        "--no-comp-dir-path", "--no-elf-needed", "--no-parameter-names", library,
    )  # fmt: skip
    if done.returncode != 0:
        raise SystemExit(done.stdout)
    # Where a thing is declared says that it is public, and only in which header; hollow.c is not.
    text = re.sub(r"filepath='[^']*\.c' line='\d+' column='\d+' ?", "", done.stdout)
    return re.sub(
        r"filepath='(?:[^']*/)?([^'/]*)' line='\d+' column='\d+'",
        r"filepath='\1' line='1' column='1'",
        text,
    )


def layouts(description: str) -> dict[str, list[tuple[str, str, str]]]:
    """The members of each struct: name, offset, type in words."""
    root = ElementTree.fromstring(description)
    types = {element.get("id"): element for element in root.iter() if element.get("id")}

    def words(key: str | None, depth: int = 0) -> str:
        element = types.get(key)
        if element is None or depth > 8:
            return "?"
        inside = [element.get("type-id"), *(part.get("type-id") for part in element)]
        parts = " ".join(words(part, depth + 1) for part in inside if part)
        return f"({element.tag} {element.get('name')} {element.get('size-in-bits')} {parts})"

    return {
        struct.get("name", ""): [
            (member[0].get("name", ""), member.get("layout-offset-in-bits", ""),
             words(member[0].get("type-id")))
            for member in struct.iter("data-member")
        ]
        for struct in root.iter("class-decl")
        if struct.get("size-in-bits")
    }  # fmt: skip


def grown(old: str, new: str) -> list[str]:
    """The structs that begin with their size, and have new members at the end alone."""
    before, after = layouts(old), layouts(new)
    found = []
    for name, members in before.items():
        now = after.get(name, [])
        sized = members and members[0][0] == "size"
        if sized and len(now) > len(members) and now[: len(members)] == members:
            found.append(name)
    return found


def differences(
    folder: pathlib.Path, kept: pathlib.Path, library: str, headers: pathlib.Path
) -> str:
    """What has changed, in abidiff's words: nothing where all that was kept is as it was."""
    longer = grown(kept.read_text(encoding="utf-8"), described(library, headers))
    ignored = folder / "ignored.ini"
    ignored.write_text(
        "".join(f"[suppress_type]\ntype_kind = struct\nname = {name}\n" for name in longer),
        encoding="utf-8",
    )
    done = run(
        "abidiff", "--suppressions", str(ignored), "--headers-dir2", str(headers),
        "--drop-private-types", "--no-added-syms", str(kept), library,
    )  # fmt: skip
    return f"abidiff gives {done.returncode}\n{done.stdout}" if done.returncode != 0 else ""


def tried(folder: pathlib.Path, name: str, compiler: list[str]) -> list[str]:
    """Changes of the header of which the comparison says the wrong thing."""
    header = HEADER.read_text(encoding="utf-8")
    now = folder / "now.abi"
    now.write_text(described(hollow(folder, header, name, compiler), folder), encoding="utf-8")
    faults = []
    for what, pattern, replacement, allowed in CHANGES:
        changed, count = re.subn(pattern, replacement, header, count=1, flags=re.MULTILINE)
        if count == 0:
            faults.append(f"{what}: zhengzi.h has no place for it any more")
            continue
        library = hollow(folder, changed, name, compiler)
        if bool(differences(folder, now, library, folder)) == allowed:
            faults.append(f"{what}: should be {'allowed' if allowed else 'refused'}")
    return faults


def old_callers(description: str, library: str) -> list[str]:
    """The sizes of structs that programs of the kept library say, and this one refuses."""
    loaded = ctypes.CDLL(str(pathlib.Path(library).resolve()))
    root = ElementTree.fromstring(description)
    faults, asked = [], 0
    for struct in root.iter("class-decl"):
        name = struct.get("name", "").removeprefix("zz_")
        init = getattr(loaded, f"zz_{name}_init", None)
        if init is None or not struct.get("size-in-bits"):
            continue
        size = int(struct.get("size-in-bits", "0")) // 8
        asked += 1
        status = init(ctypes.create_string_buffer(size), ctypes.c_size_t(size))
        if status != 0:
            faults.append(f"zz_{name}_init refuses {size} bytes, the kept size, with {status}")
    return faults if asked else ["no zz_X_init of a kept struct found"]


def update(library: str, compiler: list[str]) -> int:
    name = soname(library)
    for old in KEPT.glob("*.abi"):
        old.unlink()
    NAMES.write_text("".join(f"{name}\n" for name in exported(library)), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        twin = hollow(place, HEADER.read_text(encoding="utf-8"), name, compiler)
        (KEPT / f"{name}.abi").write_text(described(twin, place), encoding="utf-8")
    print(f"written: {len(exported(library))} names, {name}.abi")
    return 0


def main() -> int:
    option = [argument for argument in sys.argv[1:] if argument == "--update"]
    library, *compiler = [argument for argument in sys.argv[1:] if argument not in option]
    if shutil.which("nm") is None or shutil.which("readelf") is None:
        print("skipped: no nm or readelf")
        return SKIP
    if option:
        return update(library, compiler)

    kept = NAMES.read_text(encoding="utf-8").split()
    names = exported(library)
    faults = [f"{name}: was exported, and is no more" for name in kept if name not in names]
    for name in names:
        if name not in kept:
            print(f"{name}: new since abi/ was written; ./dev abi writes it anew")
    description = KEPT / f"{soname(library)}.abi"
    if not description.exists():
        return report([*faults, f"abi/{description.name} is not there: the soname has changed"])
    if shutil.which("abidiff") is None or not has_types(library):
        print("skipped: no abidiff, not 64-bit x86, or no debug information; names were compared")
        return report(faults) or SKIP
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        if found := differences(place, description, library, HEADER.parent):
            faults.append(found)
        faults += old_callers(description.read_text(encoding="utf-8"), library)
        faults += tried(place, soname(library), compiler)
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
