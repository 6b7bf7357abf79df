#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes zhengzi.c and zhengzi.h: the whole library with its data, as two files to put into a program.

    single_file.py --root DIR --image FILE --utf8proc DIR --version V --out-c FILE --out-h FILE
                   [--depfile FILE] [--define NAME]... [--config SOURCE]... SOURCE...

SOURCE... are the .c files of lib, as Meson lists them; the headers they include come along. All
become one translation unit: headers first, each after those it includes, then the sources, in which
every name of the file's own gets the file's name before it, since two files may use the same one.
utf8proc, under a prefix of ours, stands between them, and the data at the end, as integers. What is
given by --config opens configurations, by yyjson: only where ZZ_CONFIG is defined is it compiled, and
<yyjson.h> included.
"""

import argparse
import pathlib
import re
import sys

import names

LOCAL = re.compile(r'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"[^\n]*\n', re.MULTILINE)
SYSTEM = re.compile(r"^#[ \t]*include[ \t]*<([^>]+)>[^\n]*\n", re.MULTILINE)
CONDITION = re.compile(r"^[ \t]*#[ \t]*(if|ifdef|ifndef|endif)\b", re.MULTILINE)
LICENCE_LINE = re.compile(r"^/\* SPDX-License-Identifier: [^\n]* \*/\n")
PUBLIC = "zhengzi.h"
# What this program writes itself instead: the image, linked in by the assembler there.
EMBED_SOURCE, EMBED_HEADER = "api/embed.c", "api/embed.h"
UTF8PROC_HEADER = "utf8proc.h"
YYJSON_HEADER = "yyjson.h"


def read(path: pathlib.Path) -> str:
    return path.read_text(encoding="utf-8")


class Writer:
    """Puts the parts together; the headers of the system that all may have go to the top."""

    def __init__(self) -> None:
        self.system: set[str] = set()
        self.parts: list[str] = []

    def add(self, title: str, text: str) -> None:
        text = LICENCE_LINE.sub("", LOCAL.sub("", text))
        text = self.hoist(text)
        self.parts.append(f"/* ---- {title} {'-' * max(4, 88 - len(title))} */\n\n{text.strip()}\n\n")

    def hoist(self, text: str) -> str:
        """Takes out the system's headers, those apart that only some machine or compiler has."""
        guard = re.match(r"(?:\s|/\*.*?\*/)*#ifndef (\w+)\n#define \1\n", text, re.DOTALL)
        outer = 1 if guard else 0
        kept, end = [], 0
        for found in SYSTEM.finditer(text):
            before = text[: found.start()]
            depth = sum(-1 if word == "endif" else 1 for word in CONDITION.findall(before))
            if depth == outer:
                # yyjson's is in FIRST, where it is asked for
                self.system |= {found[1]} - {YYJSON_HEADER}
                kept.append(text[end : found.start()])
                end = found.end()
        return "".join(kept) + text[end:]

    def text(self, first: str, last: str) -> str:
        headers = "".join(f"#include <{name}>\n" for name in sorted(self.system))
        return first.replace("@SYSTEM@", headers) + "".join(self.parts) + last


def headers_of(lib: pathlib.Path, sources: list[pathlib.Path]) -> list[str]:
    """The private headers of the sources, each after those that it includes."""
    order: list[str] = []

    def visit(name: str, text: str) -> None:
        for included in LOCAL.findall(text):
            path = lib / included
            if included in order or included in (PUBLIC, UTF8PROC_HEADER) or not path.exists():
                continue
            visit(included, read(path))
            if included not in order:
                order.append(included)

    for source in sources:
        visit(source.name, read(source))
    return order


UTF8PROC_FILES = ("utf8proc.h", "utf8proc.c", "utf8proc_data.c", "LICENSE.md")
UTF8PROC_RENAMED = re.compile(r"\butf8proc_")


def utf8proc_parts(folder: pathlib.Path) -> tuple[str, str]:
    """Its header and its source with the data, every name under a prefix of ours."""
    header, source = read(folder / "utf8proc.h"), read(folder / "utf8proc.c")
    data = read(folder / "utf8proc_data.c")
    source, count = re.subn(r'^#include "utf8proc_data.c"\n', lambda _: data, source, flags=re.M)
    if count != 1:
        raise SystemExit(f"{folder}/utf8proc.c does not include utf8proc_data.c once")
    return UTF8PROC_RENAMED.sub("zz__utf8proc_", header), UTF8PROC_RENAMED.sub(
        "zz__utf8proc_", source
    )


def image_declaration(size: int) -> str:
    return f"""/* The data image; its bytes are the same on every machine. */
#define ZZ__IMAGE_WORDS {(size + 7) // 8}
typedef union zz__image_data {{
    uint64_t words[ZZ__IMAGE_WORDS];
    uint8_t bytes[ZZ__IMAGE_WORDS * 8];
}} zz__image_data;
extern const zz__image_data zz__image_linked_in;
#define zz__embedded_image (zz__image_linked_in.bytes)
"""


def image_definition(image: bytes) -> str:
    image += bytes(-len(image) % 8)
    lines = []
    for at in range(0, len(image), 32):
        words = (image[i : i + 8] for i in range(at, min(at + 32, len(image)), 8))
        lines.append("".join(f"W(0x{int.from_bytes(word, 'little'):x})," for word in words))
    body = "\n".join(lines)
    return f"""#if ZZ__BIG_ENDIAN
#define B(x, i) ((uint64_t)(x) >> (i) * 8 & 0xFF) << (56 - (i) * 8)
#define W(x) B(x, 0) | B(x, 1) | B(x, 2) | B(x, 3) | B(x, 4) | B(x, 5) | B(x, 6) | B(x, 7)
#else
#define W(x) x
#endif
#ifdef __GNUC__
__attribute__((aligned(64)))
#endif
const zz__image_data zz__image_linked_in = {{{{
{body}
}}}};
#undef W
#ifdef B
#undef B
#endif
"""


FIRST = """/* SPDX-License-Identifier: Apache-2.0 AND MIT AND Unicode-DFS-2016 */
/*
 * zhengzi @VERSION@ in one file, made from its sources by tools/single. Compile it as C99 or later,
 * with zhengzi.h beside it; nothing else is needed. Its names begin with zz_. Where the compiler knows
 * visibility, what is made of it does not export them. @CONFIG@
 *
 * Under the Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0. utf8proc is inside.
 *
@NOTICE@
 */
@DEFINES@#include "zhengzi.h"

#ifndef UTF8PROC_STATIC
#define UTF8PROC_STATIC
#endif

@SYSTEM@
#ifdef ZZ_CONFIG
@YYJSON@
#endif

#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility push(hidden)
#endif

"""

CONFIG = """With -DZZ_CONFIG it opens
 * OpenCC's configurations, and needs yyjson: the header to compile, and the library to link."""
NO_YYJSON = '#error "this file was made with -Dconfig=disabled"'
NO_CONFIG = "It was made\n * without what opens OpenCC's configurations."

LAST = """#if defined(__GNUC__) && !defined(_WIN32)
#pragma GCC visibility pop
#endif
"""

# Names of a program, not of a library to be loaded: no dllimport, nothing exported.
STATIC = """
#ifndef ZZ_BUILDING
#ifndef ZZ_STATIC
#define ZZ_STATIC
#endif
#endif
"""

# utf8proc is compiled by others with warnings that ours are free of.
QUIET = """#ifdef __GNUC__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wcast-qual"
#pragma GCC diagnostic ignored "-Wmissing-prototypes"
#pragma GCC diagnostic ignored "-Wsign-compare"
#endif
"""
LOUD = """#ifdef __GNUC__
#pragma GCC diagnostic pop
#endif
"""


def comment(text: str) -> str:
    return "\n".join(f" * {line}".rstrip() for line in text.replace("*/", "* /").splitlines())


def public_header(text: str) -> str:
    """The header as it is, which says by itself that it is linked into the program."""
    guard = "#define ZHENGZI_H\n"
    if text.count(guard) != 1:
        raise SystemExit(f"zhengzi.h has no {guard.strip()}")
    return text.replace(guard, guard + STATIC)


def add_source(writer: Writer, lib: pathlib.Path, path: pathlib.Path) -> None:
    name = path.relative_to(lib)
    text = UTF8PROC_RENAMED.sub("zz__utf8proc_", read(path))
    prefix = "zz__" + "_".join(name.with_suffix("").parts) + "__"
    try:
        text = names.renamed(text, prefix)
    except ValueError as error:
        raise SystemExit(f"{path}: {error}") from error
    writer.add(f"lib/{name}", text)


def main() -> int:
    parser = argparse.ArgumentParser()
    for option in ("root", "image", "utf8proc", "version", "out-c", "out-h"):
        parser.add_argument(f"--{option}", required=True)
    parser.add_argument("--depfile")
    parser.add_argument("--define", action="append", default=[])
    parser.add_argument("--config", action="append", default=[])
    parser.add_argument("sources", nargs="+")
    asked = parser.parse_args()

    root, utf8proc = pathlib.Path(asked.root), pathlib.Path(asked.utf8proc)
    lib = (root / "lib").resolve()
    sources = [pathlib.Path(name).resolve() for name in asked.sources]
    sources = [path for path in sources if path != lib / EMBED_SOURCE]
    image = pathlib.Path(asked.image).read_bytes()

    config = [pathlib.Path(name).resolve() for name in asked.config]

    writer = Writer()
    utf8proc_header, utf8proc_source = utf8proc_parts(utf8proc)
    writer.add("utf8proc.h", utf8proc_header)
    headers = headers_of(lib, sources)
    for name in headers:
        text = image_declaration(len(image)) if name == EMBED_HEADER else read(lib / name)
        writer.add(f"lib/{name}", UTF8PROC_RENAMED.sub("zz__utf8proc_", text))
    for path in sources:
        add_source(writer, lib, path)
    if config:
        more = [name for name in headers_of(lib, config) if name not in headers]
        headers += more
        writer.parts.append("#ifdef ZZ_CONFIG\n\n")
        for name in more:
            writer.add(f"lib/{name}", read(lib / name))
        for path in config:
            add_source(writer, lib, path)
        writer.parts.append("#endif /* ZZ_CONFIG */\n\n")
    writer.parts.append(QUIET)
    writer.add("utf8proc.c", utf8proc_source)
    writer.parts.append(LOUD)
    writer.add("the data image", image_definition(image))
    writer.system.discard(UTF8PROC_HEADER)

    notice = read(root / "NOTICE") + "\n" + read(utf8proc / "LICENSE.md")
    first = FIRST.replace("@VERSION@", asked.version).replace("@NOTICE@", comment(notice))
    first = first.replace("@CONFIG@", CONFIG if config else NO_CONFIG)
    first = first.replace("@YYJSON@", f"#include <{YYJSON_HEADER}>" if config else NO_YYJSON)
    defines = "".join(f"#ifndef {name}\n#define {name}\n#endif\n" for name in asked.define)
    pathlib.Path(asked.out_c).write_text(
        writer.text(first.replace("@DEFINES@", defines), LAST), encoding="utf-8"
    )
    header = read(root / "include" / PUBLIC)
    pathlib.Path(asked.out_h).write_text(public_header(header), encoding="utf-8")
    if asked.depfile:
        read_too = [utf8proc / name for name in UTF8PROC_FILES] + [lib / name for name in headers]
        line = " ".join(str(path).replace(" ", "\\ ") for path in read_too)
        pathlib.Path(asked.depfile).write_text(f"{asked.out_c}: {line}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
