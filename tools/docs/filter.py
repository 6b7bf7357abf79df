#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""filter.py FILE: prints it as Doxygen wants to read it, line for line.

The header's comments are written for those who read the header, the pages for those who read them
where they lie. Doxygen's own commands would be in their way, and so they are put in here."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# ---- The header --------------------------------------------------------------

SECTION = re.compile(r"/\* ---- (.+?) -+ \*/$")
TERM = re.compile(r" \* ([A-Z][a-z]+) {2,}(\S.*)$")
PARAMETERS = re.compile(r" \* ([a-z_]+(?:, [a-z_]+)*) {2,}(\S.*)$")
CHOICE = re.compile(r" \*   (\S+) {2,}(\S.*)$")
HEADING = re.compile(r"/\*\*? (.+?) \*/$")
END = "#ifdef __cplusplus"


def slug(title: str) -> str:
    """What GitHub makes of a heading for links to it."""
    kept = "".join(c for c in title.lower() if c.isalnum() or c in " -_")
    return kept.strip().replace(" ", "-")


class Header:
    """One line after another; what is open is a section, a named list of constants, and in a comment
    a list of choices or the paragraph that tells of errors."""

    def __init__(self, lines: list[str]):
        text = "\n".join(lines)
        self.lines = lines
        self.constant_names = set(re.findall(r"^#define (ZZ_\w+)", text, re.MULTILINE))
        self.functions = set(re.findall(r"^ZZ_API\b[^;]*?\b(zz_\w+)\(", text, re.MULTILINE))
        self.section = self.constants = self.errors = self.choices = self.first = False

    def linked(self, text: str) -> str:
        """Doxygen finds types by itself; of statuses comments leave out the beginning."""

        def link(match: re.Match) -> str:
            name = match[0]
            if self.errors and f"ZZ_ERROR_{name}" in self.constant_names:
                name = f"ZZ_ERROR_{name}"
            return f"#{name}" if name in self.constant_names | self.functions else name

        return re.sub(r"(?<![\w#.])[A-Za-z]\w*", link, text)

    def begin_constants(self, title: str) -> str:
        end = "/** @} */ " if self.constants else ""
        self.constants = True
        return f"{end}/** @name {title} */ /** @{{ */"

    def outside(self, line: str, following: str) -> str:
        section, heading = SECTION.match(line), HEADING.match(line)
        if section:
            end = "/** @} */ " if self.section else ""
            self.section = True
            return f"{end}/** @defgroup zz-{slug(section[1])} {section[1]} */ /** @{{ */"
        if heading and re.match(r"#define .*(/\*\*<|\\$)", following) and (
            "/**<" in following
        ):
            return self.begin_constants(heading[1].rstrip("."))
        if line == "" and self.constants:
            self.constants = False
            return "/** @} */"
        if line == "" and following == END and self.section:
            self.section = False
            return "/** @} */"
        code, begins, comment = line.partition("/**")
        return code + begins + self.linked(comment)

    def inside(self, line: str) -> str:
        if self.first and (term := TERM.match(line)):
            return f" * @term{{{term[1]}}} {term[2]}"
        if "SPDX-" in line:
            return " *"
        if parameters := PARAMETERS.match(line):
            end = "</ul>" if self.choices else ""
            self.errors = self.choices = False
            names = parameters[1].replace(", ", ",")
            return f" * {end}@param {names} {self.linked(parameters[2])}"
        if choice := CHOICE.match(line):
            item = "<li>" if self.choices else "<ul><li>"
            self.choices = True
            return f" * {item}`{choice[1]}` {self.linked(choice[2])}"
        if self.choices and line == " */":
            return " * </ul> */"
        if "Errors: " in line:
            self.errors = True
            line = line.replace("Errors: ", "@errors ")
        return self.linked(line)

    def filtered(self) -> list[str]:
        out = []
        comment = False
        for line, following in zip(self.lines, [*self.lines[1:], ""]):
            begins = line.startswith("/*") and "*/" not in line
            if begins and line == "/*" and not self.first and not out[1:]:
                self.first = True
                out.append("/** @file")
            elif comment or begins:
                out.append(self.inside(line))
            else:
                out.append(self.outside(line, following))
            comment = (comment or begins) and "*/" not in line
            if not comment:
                self.errors = self.choices = False
                self.first = self.first and begins
        return out


# ---- Pages -----------------------------------------------------------------

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)#\s]*)(?:#([^)\s]*))?\)")
CODE = re.compile(r"(`+)(.+?)\1")


def link(page: pathlib.Path, match: re.Match) -> str:
    mark, text, target, fragment = match.groups()
    if "://" in target:
        return match[0]
    path = (page.parent / target).resolve() if target else page
    if mark:
        return f"![{text}]({path.name})"
    if path.suffix == ".md" and fragment:
        return f"[{text}](@ref {path.stem.lower()}-{fragment})"
    if path.suffix == ".md":
        return match[0]
    if path.suffix == ".h" and path.parent.name == "include":
        return f"[{text}](@ref {path.name})"
    # build.py puts the files that pages link to beside them.
    return f"[{text}]({path.name})" if path.is_file() else text


def code(match: re.Match) -> str:
    """Doxygen takes character references for what they stand for in code too, ends it at a single
    quote unless there are two backquotes, and shows the backslash before a bar, in a cell of a table."""
    text = match[2].replace("&", "&amp;")
    if "\\|" in text:
        escaped = re.sub(r"([@#%<>*_])", r"\\\1", text)
        return f"<code>{escaped}</code>"
    ticks = "``" if "'" in text else match[1]
    return ticks + text + ticks


def page_lines(page: pathlib.Path, lines: list[str]) -> list[str]:
    out = []
    fence = False
    for line in lines:
        if line.startswith("```"):
            fence = not fence
        elif not fence and (heading := re.match(r"##+ (.+)$", line)):
            line += f" {{#{page.stem.lower()}-{slug(heading[1])}}}"
        elif not fence:
            line = LINK.sub(lambda match: link(page, match), line)
            line = CODE.sub(code, line)
        out.append(line)
    return out


def main() -> int:
    path = pathlib.Path(sys.argv[1]).resolve()
    lines = path.read_text(encoding="utf-8").split("\n")
    lines = page_lines(path, lines) if path.suffix == ".md" else Header(lines).filtered()
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
