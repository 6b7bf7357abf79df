#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Marks that NFKC has folded come back, and marks that were ASCII stay.

usage: restore.py [--show] CLEAN-FILTER SAMPLES [FOLDER]

SAMPLES holds texts with the right marks: *.txt are prose, *.md technical. Every *.txt in FOLDER, at
any depth, is prose too; where FOLDER is missing only the samples are measured. Of each
text all is folded as NFKC would; then punct and brackets must restore the marks. An ASCII
mark right beside Han or its partner, one of a pair around Han, or half a pair, was folded
already: it counts for neither.
"""

import subprocess
import sys
import unicodedata
from pathlib import Path

MARKS = "，：；？！"
BRACKETS = "（）"
FOLDED = str.maketrans(MARKS + BRACKETS, ",:;?!()")
ASCII = ",:;?!.()"
STEPS = {"punct": MARKS, "brackets": BRACKETS}

# kind: (least part of the marks restored, greatest part of the ASCII marks changed), by step.
# Brackets around Latin text alone may be ASCII ones of the author's, so they are bound loosely.
BOUNDS = {
    # One pair in the sets has an ASCII half and a fullwidth one, and no fold can tell.
    "prose": {"punct": (0.999, 0.0), "brackets": (0.9, 0.1)},
    "technical": {"punct": (0.95, 0.01), "brackets": (0.5, 0.01)},
}


class Count:
    def __init__(self) -> None:
        self.marks = self.restored = self.ascii = self.wrong = 0
        self.examples: list[str] = []

    def add(self, other: "Count") -> None:
        self.marks += other.marks
        self.restored += other.restored
        self.ascii += other.ascii
        self.wrong += other.wrong


def kept(text: str) -> str:
    """NFKC of every character but the marks that are to be restored."""
    return "".join(
        c if c in MARKS + BRACKETS or c in "\n" else unicodedata.normalize("NFKC", c) for c in text
    )


def is_han(c: str) -> bool:
    return "\u3400" <= c <= "\u9fff" or c >= "\U00020000"


def beside_han(text: str, i: int) -> bool:
    return is_han(text[i - 1 : i] or " ") or is_han(text[i + 1 : i + 2] or " ")


def clean(program: str, text: str) -> str:
    data = text.encode()
    result = subprocess.run([program, *STEPS], input=data, capture_output=True, check=True)
    return result.stdout.decode()


def folded(text: str) -> set[int]:
    """Where an ASCII mark stands that was folded before: beside Han, around Han, half a pair."""
    places = {i for i, c in enumerate(text) if c in ASCII and beside_han(text, i)}
    open_at: list[int] = []
    for i, c in enumerate(text):
        if c == "\n":
            open_at = []
        elif c in "(（":
            open_at.append(i)
        elif c in ")）" and open_at:
            start = open_at.pop()
            beside = start in places or i in places or text[start] + c in ("（)", "(）")
            if beside or any(map(is_han, text[start:i])):
                places |= {start, i}
    return places


def measure(program: str, text: str) -> dict[str, Count]:
    expected = kept(text)
    got = clean(program, expected.translate(FOLDED)).replace(" ", "")
    expected = expected.replace(" ", "")
    if len(got) != len(expected):
        raise SystemExit("more than marks and spaces changed")
    before = folded(expected)
    counts = {step: Count() for step in STEPS}
    for i, (want, have) in enumerate(zip(expected, got)):
        for step, marks in STEPS.items():
            count = counts[step]
            around = f"{expected[max(0, i - 12):i + 8]!r} became {have}"
            if want in marks:
                count.marks += 1
                count.restored += want == have
                if want != have:
                    count.examples.append("missed " + around)
            elif want in ASCII and (want in "()") == (step == "brackets"):
                if i in before:
                    continue
                count.ascii += 1
                count.wrong += want != have
                if want != have:
                    count.examples.append("wrong  " + around)
    return counts


def main() -> int:
    arguments = [a for a in sys.argv[1:] if a != "--show"]
    show = "--show" in sys.argv
    program, samples = arguments[0], Path(arguments[1])
    files = [("prose", p) for p in sorted(samples.glob("*.txt"))]
    files += [("technical", p) for p in sorted(samples.glob("*.md"))]
    prose = sorted(Path(arguments[2]).rglob("*.txt")) if len(arguments) > 2 else []
    if not prose:
        print("no folder with more prose: its own samples alone are measured")
    totals = {kind: {step: Count() for step in STEPS} for kind in BOUNDS}
    for kind, path in files + [("prose", p) for p in prose]:
        for step, count in measure(program, path.read_text(encoding="utf-8")).items():
            totals[kind][step].add(count)
            print(
                f"{path.parent.name}/{path.name} {step}: {count.restored} of {count.marks} marks, "
                f"{count.wrong} of {count.ascii} ASCII ones wrong"
            )
            for example in count.examples[: 1000 if show else 3]:
                print(f"    {example}")
    faults = 0
    for kind, steps in totals.items():
        for step, count in steps.items():
            least, most = BOUNDS[kind][step]
            recall = count.restored / max(count.marks, 1)
            wrong = count.wrong / max(count.ascii, 1)
            right = recall >= least and wrong <= most
            faults += not right
            print(
                f"{kind}, {step}: {100 * recall:.2f} % of {count.marks} restored (at least "
                f"{100 * least:g}), {count.wrong} of {count.ascii} wrong"
                + ("" if right else ": FAILED")
            )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
