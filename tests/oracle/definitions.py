#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""data/conversions.txt says what OpenCC's own configurations say, for all sixteen; and the rest is what it should be.

usage: definitions.py CONVERSIONS.txt DICTIONARIES      the configurations are in DICTIONARIES/config
"""

import json
import pathlib
import re
import sys

import reference

SHORT_CIRCUIT, UNION = ">", "|"


class Parser:
    """A GROUP of conversions.txt as nested tuples: a name, ("?", name), or (operator, part, part, ...)."""

    def __init__(self, text):
        self.tokens = re.findall(r"\w+|\S", text)

    def next(self):
        return self.tokens.pop(0)

    def group(self):
        parts = [self.part()]
        operators = set()
        while self.tokens and self.tokens[0] in (SHORT_CIRCUIT, UNION):
            operators.add(self.next())
            parts.append(self.part())
        if len(operators) > 1:
            raise ValueError("> and | side by side without parentheses")
        return (operators.pop(), *parts) if operators else parts[0]

    def part(self):
        token = self.next()
        if token == "(":
            inner = self.group()
            if self.next() != ")":
                raise ValueError("a parenthesis is not closed")
            return inner
        if token == "?":
            return ("?", self.next())
        return token

    def whole(self):
        group = self.group()
        if self.tokens:
            raise ValueError(f"too much: {self.tokens}")
        return group


def read_conversions(path):
    conversions = {}
    current = None
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.split("#")[0].rstrip()
            if not line:
                continue
            word, _, rest = line.strip().partition(" ")
            if word == "conversion":
                current = conversions[rest.strip()] = {"normalize": None, "segment": None, "stages": [], "sequence": []}
            elif word == "stage":
                current["stages"].append(Parser(rest).whole())
            elif word in ("normalize", "segment"):
                current[word] = Parser(rest).whole()
            elif word == "sequence":
                current["sequence"] = rest.split()
            elif word != "summary":
                raise ValueError(f"{path}: unknown line: {line}")
    return conversions


def node(dictionary):
    if dictionary["type"] == "group":
        operator = {"short_circuit": SHORT_CIRCUIT, "union": UNION}[dictionary.get("match_policy", "short_circuit")]
        return (operator, *(node(part) for part in dictionary["dicts"]))
    name = dictionary["file"].split(".")[0]
    return ("?", name) if dictionary.get("may_output_tofu") else name


def read_configuration(path):
    with open(path, encoding="utf-8") as file:
        config = json.load(file)
    normalization = [node(stage["dict"]) for stage in config["normalization"]]
    segment = None
    if "segmentation" in config:
        if config["segmentation"]["type"] != "mmseg":
            raise ValueError(f"{path}: another segmentation than mmseg")
        segment = node(config["segmentation"]["dict"])
    return {
        "normalize": normalization[0] if len(normalization) == 1 else tuple(normalization),
        "segment": segment,
        "stages": [node(stage["dict"]) for stage in config["conversion_chain"]],
        "sequence": [],
    }


def composed(name):
    """What this project's own conversions must be, as tests/oracle/reference.py has them."""
    if name in reference.SEQUENCE:
        return {"normalize": None, "segment": None, "stages": [], "sequence": reference.SEQUENCE[name]}
    stage = (SHORT_CIRCUIT, *reference.ONE_STAGE[name])
    return {"normalize": "CJK_Compatibility_Ideographs", "segment": None, "stages": [stage], "sequence": []}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    ours = read_conversions(sys.argv[1])
    folder = pathlib.Path(sys.argv[2]) / "config"
    if not folder.is_dir():
        reference.skip(f"no configurations in {folder}")
    wrong = 0
    theirs = {path.stem: path for path in folder.glob("*.json") if path.stem in reference.OPENCC}
    for name in reference.ALL:
        if name in reference.OPENCC and name not in theirs:
            print(f"{name}: no configuration in {folder}")
            wrong += 1
            continue
        expected = read_configuration(theirs[name]) if name in theirs else composed(name)
        if ours.get(name) != expected:
            print(f"{name}\n  expected  {expected}\n  got       {ours.get(name)}")
            wrong += 1
    for name in sorted(set(ours) - set(reference.ALL)):
        print(f"{name}: not a conversion that this test knows")
        wrong += 1
    print(f"{len(ours)} conversions, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
