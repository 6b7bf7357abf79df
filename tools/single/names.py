# SPDX-License-Identifier: Apache-2.0
"""Finds the names that a C source keeps to itself, and gives them a prefix.

Not a parser of C: it knows the shape of declarations as lib writes them. Where that goes wrong, a name
is declared twice or not at all, and what was made does not compile.
"""

import re

TOKEN = re.compile(
    r"""(?P<comment>/\*.*?\*/|//[^\n]*)
    |(?P<directive>^[ \t]*\#(?:\\\n|/\*.*?\*/|[^\n])*)
    |(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<name>[A-Za-z_]\w*)
    |(?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)
    |(?P<space>\s+)
    |(?P<mark>->|\#\#|.)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
DEFINE = re.compile(r"[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)")
INCLUDE = re.compile(r"[ \t]*#[ \t]*include\b")

# What ends the declared name: `f(`, `table[`, `x =`, `x;`, `x,`, and `(*f)(`.
AFTER_NAME = set("([=;,)")
WORDS = set(
    "auto break case char const continue default do double else enum extern float for goto if inline"
    " int long register restrict return short signed sizeof static struct switch typedef union"
    " unsigned void volatile while bool".split()
)


def tokens(text: str) -> list[tuple[str, str]]:
    return [(found.lastgroup or "", found.group()) for found in TOKEN.finditer(text)]


def closing(code: list[str], at: int) -> int:
    """Where the bracket at `at` closes."""
    opening, depth = code[at], 0
    shut = {"{": "}", "(": ")", "[": "]"}[opening]
    for i in range(at, len(code)):
        depth += (code[i] == opening) - (code[i] == shut)
        if depth == 0:
            return i
    raise ValueError(f"an unclosed {opening}; do two branches of an #if share it?")


def enumerators(code: list[str]) -> set[str]:
    """The names in the body of an enum."""
    found, depth = set(), 0
    for i, token in enumerate(code):
        depth += (token in "([{") - (token in ")]}")
        if depth == 0 and re.match(r"[A-Za-z_]", token) and (i == 0 or code[i - 1] == ","):
            found.add(token)
    return found


def declared(code: list[str]) -> set[str]:
    """The names that the code declares outside of all functions."""
    found: set[str] = set()
    at = 0
    value = False  # behind the = of an initialiser
    while at < len(code):
        token = code[at]
        previous = code[at - 1] if at > 0 else ";"
        if token == "{":
            end = closing(code, at)
            head = code[max(0, at - 2) : at]
            kind = next((word for word in head if word in ("enum", "struct", "union")), "")
            if kind == "enum":
                found |= enumerators(code[at + 1 : end])
            at = end + 1
            # a function's body ends its declaration, others go on
            if previous == ")":
                value = False
            continue
        following = code[at + 1] if at + 1 < len(code) else ";"
        if token in ("(", "["):
            # `(*f)(`: a name in brackets
            if token == "(" and following == "*" and code[at + 3 : at + 4] == [")"] and not value:
                found.add(code[at + 2])
            at = closing(code, at)
        elif token == "=":
            value = True
        elif token == ";" or (token == "," and not value):
            value = False
        elif token == "," and value:
            value = False
        elif re.match(r"[A-Za-z_]", token) and token not in WORDS and not value:
            if following in AFTER_NAME or (
                previous in ("enum", "struct", "union") and following == "{"
            ):
                found.add(token)
        at += 1
    return found


def own_names(text: str) -> set[str]:
    """Macros, and what is declared outside of all functions, but names that cross files (zz_)."""
    found, code = set(), []
    for kind, token in tokens(text):
        if kind == "directive":
            if defined := DEFINE.match(token):
                found.add(defined[1])
        elif kind in ("name", "number", "string", "mark"):
            code.append(token)
    found |= declared(code)
    return {name for name in found if not name.startswith(("zz_", "ZZ_", "_")) and name != "bool"}


def members(text: str, own: set[str]) -> set[int]:
    """The places of tokens that name a member of a struct, of those in own."""
    listed = tokens(text)
    solid = [i for i, (kind, _) in enumerate(listed) if kind in ("name", "number", "string", "mark")]
    found: set[int] = set()
    code = [listed[i][1] for i in solid]
    bodies: list[bool] = []  # of the open braces: is it the body of a struct?
    for at, token in enumerate(code):
        if token == "{":
            head = code[max(0, at - 2) : at]
            bodies.append("struct" in head or "union" in head)
        elif token == "}" and bodies:
            bodies.pop()
        elif token in own:
            previous = code[at - 1] if at > 0 else ""
            following = code[at + 1] if at + 1 < len(code) else ""
            if previous in (".", "->"):
                found.add(solid[at])
            elif bodies and bodies[-1] and (
                following in (";", ",", "[", ":")
                or (following == ")" and code[max(0, at - 2) : at] == ["(", "*"])
            ):
                found.add(solid[at])
    return found


def renamed(text: str, prefix: str) -> str:
    """The text with all names of its own behind the prefix."""
    own = own_names(text)
    keep = members(text, own)
    out = []
    for i, (kind, token) in enumerate(tokens(text)):
        if kind == "name" and token in own and i not in keep:
            token = prefix + token
        elif kind == "directive" and not INCLUDE.match(token):
            head = re.match(r"[ \t]*#[ \t]*\w*", token)
            start = head.end() if head else 0
            token = token[:start] + directive_renamed(token[start:], own, prefix)
        out.append(token)
    return "".join(out)


def directive_renamed(text: str, own: set[str], prefix: str) -> str:
    out, last = [], ""
    for kind, token in tokens(text):
        solid = kind not in ("space", "comment") and token != "\\"
        if kind == "name" and token in own and last not in (".", "->"):
            out.append(prefix + token)
        else:
            out.append(token)
        if solid:
            last = token
    return "".join(out)
