#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random texts through every conversion, against the reference: each result must be the same, byte for byte.

usage: differential.py CONVERT_LINES [--count N | --full] [--seed N] [--recipe NAME]

The texts are made of whole keys of the dictionaries, beginnings and ends of keys, single characters of theirs, and odd
characters: description sequences, compatibility ideographs, variation selectors, NUL, kana, ASCII. One in five has
ill-formed bytes in it. The tool CONVERT_LINES also checks that a stream gives what a whole conversion does.
"""

import concurrent.futures
import os
import random
import struct
import subprocess
import sys

import reference

ERROR_INVALID_UTF8 = -30
NO_OFFSET = 2**64 - 1
TOFU = "t2s tw2s tw2sp hk2s hk2sp".split()

ODD = (
    [chr(c) for c in range(0x2FF0, 0x3000)] * 3
    + ["\u31EF", "\u303E", "\0", "\uFE00", "\uFE0F", "\U000E0100", "\U000E01EF", "\u200B", "\u200D", "\uFEFF", "\u3000"]
    + list("aZ09 .,;!?()\t\r\n\"'&") + list("ＡＺａｚ０９，。！？；：（）") + list("あアｱがーをン·・、「」《》“”")
    + ["\u00E9", "e\u0301", "\uAC00", "\U0001F600", "\U00020BB7", "\U0002A6D6", "\U00030000", "\U0010FFFF", "\uFFFD"]
)
COMPATIBILITY = [chr(c) for c in [*range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E)]]
BAD = [
    b"\x80", b"\xBF", b"\xC0", b"\xC1\x80", b"\xC2", b"\xE0\x80", b"\xE4", b"\xE4\xB8", b"\xED\xA0\x80", b"\xED\xBF",
    b"\xF0\x80\x80", b"\xF0\xA0", b"\xF0\xA0\xAE", b"\xF4\x90\x80\x80", b"\xF5\x80", b"\xF8\x88\x80\x80\x80", b"\xFC",
    b"\xFE", b"\xFF", b"\xE4\xE4", b"\x80\x80\x80\x80",
]  # fmt: skip


def dictionary_keys(converter_parts):
    """Every key that a conversion can match, in whatever order; values too, since later stages look at them."""
    texts = set()

    def walk(node):
        if hasattr(node, "d"):
            for key, value in node.d.items():
                texts.add(key)
                texts.add(value)
        else:
            for child in node.k:
                walk(child)

    for normalization, segmentation, chain in converter_parts:
        for node in [*normalization, *chain] + ([segmentation] if segmentation else []):
            walk(node)
    return sorted(text.decode("utf-8") for text in texts)


class Soup:
    """Makes texts for one conversion."""

    def __init__(self, conversion, seed):
        self.random = random.Random(seed)
        self.keys = dictionary_keys(conversion.parts)
        self.phrases = [key for key in self.keys if len(key) > 1]
        self.characters = sorted(set("".join(self.keys)))
        # Keys by first and by last character: to join them where one may run on into the next.
        self.begins = {}
        for key in self.phrases:
            self.begins.setdefault(key[0], []).append(key)

    def piece(self):
        dice, pick = self.random.random(), self.random.choice
        if dice < 0.30 and self.phrases:
            return pick(self.phrases)
        if dice < 0.45 and self.phrases:
            key = pick(self.phrases)
            return key[: self.random.randrange(1, len(key))]
        if dice < 0.52 and self.phrases:
            key = pick(self.phrases)
            return key[self.random.randrange(1, len(key)) :]
        if dice < 0.62 and self.phrases:
            # A key whose beginning is another's last character.
            key = pick(self.phrases)
            return key[:-1] + pick(self.begins.get(key[-1], [key[-1]]))
        if dice < 0.82:
            return pick(self.characters)
        if dice < 0.88:
            return pick(COMPATIBILITY)
        if dice < 0.98:
            return pick(ODD)
        return pick(self.keys) * self.random.randrange(2, 5)

    def text(self):
        pieces = [self.piece() for _ in range(self.random.choice((1, 2, 3, 4, 6, 9, 14)))]
        if self.random.random() < 0.08:
            # A description sequence, small or about as large as one may be.
            size = self.random.choice((self.random.randrange(2, 20), self.random.randrange(60, 68)))
            pieces.insert(self.random.randrange(len(pieces) + 1), self.description(size))
        text = "".join(pieces).encode("utf-8")
        if self.random.random() < 0.2:
            for _ in range(self.random.choice((1, 1, 2, 4))):
                at = self.random.randrange(len(text) + 1)
                cut = self.random.choice((0, 0, 1, 2))
                text = text[:at] + self.random.choice((b"", *BAD)) + text[at + cut :]
        return text

    def description(self, size):
        """A complete description sequence of that many characters, about as deep as it needs to be."""
        if size == 1:
            return self.random.choice(self.characters)
        operands = self.random.choice([n for n in (1, 2, 2, 2, 3) if n < size])
        operator = self.random.choice(("\u2FFE\u2FFF", "⿰⿱⿴⿻\u2FFC\u2FFD", "⿲⿳")[operands - 1])
        # Some operands are single characters, the others share the rest evenly.
        sizes = [1] * operands
        large = self.random.sample(range(operands), self.random.randrange(1, operands + 1))
        for extra in range(size - 1 - operands):
            sizes[large[extra % len(large)]] += 1
        return operator + "".join(self.description(part) for part in sizes)


class Tool:
    """The library, behind the small program that reads and writes records."""

    def __init__(self, command):
        self.command = command

    def run(self, texts):
        data = b"".join(struct.pack("<I", len(text)) + text for text in texts)
        done = subprocess.run(self.command, input=data, capture_output=True)
        answers = []
        at = 0
        while len(done.stdout) - at >= 28:
            status, strict, offset, count, size = struct.unpack_from("<iiQQI", done.stdout, at)
            if len(done.stdout) - at - 28 < size:
                break
            answers.append((status, strict, offset, count, done.stdout[at + 28 : at + 28 + size]))
            at += 28 + size
        if done.returncode != 0 or len(answers) != len(texts):
            # Standard output is written in blocks: where exactly it ended is not known.
            answers.append(f"exit {done.returncode}: {done.stderr.decode('utf-8', 'replace').strip()[-2000:]}")
        return answers

    def one(self, text):
        return self.run([text])[0]


def expected(conversion, text):
    spans = reference.bad_spans(text)
    first = spans[0][0] if spans else NO_OFFSET
    return 0, ERROR_INVALID_UTF8 if spans else 0, first, len(spans), conversion.convert(text)


def shrink(text, fails):
    """A text as short as can be that still fails: parts of it are left out as long as that helps."""
    size = max(1, len(text) // 2)
    while size >= 1:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            if fails(shorter):
                text = shorter
            else:
                at += size
        size //= 2
    return text


def show(name, text, want, got):
    print(f"\n{name}: not what the reference gives, shrunk to {len(text)} bytes")
    print(f"  input     {reference.escape(text)}")
    print(f"            {text.hex(' ')}")
    if isinstance(got, str):
        print(f"  expected  {reference.escape(want[4])}")
        print(f"  got       {got}")
        return
    labels = "status", "status where ill-formed text is an error", "first ill-formed offset", "ill-formed count"
    for label, wanted, found in zip(labels, want, got):
        if wanted != found:
            print(f"  {label}: expected {wanted}, got {found}")
    if want[4] != got[4]:
        print(f"  expected  {reference.escape(want[4])}\n            {want[4].hex(' ')}")
        print(f"  got       {reference.escape(got[4])}\n            {got[4].hex(' ')}")


def run(job):
    """One recipe in a process of its own; the report's lines, how many texts there were, and whether one was wrong."""
    shared, program, name, tofu, count, seed = job
    module = reference.load(shared)
    conversion = reference.Conversion(module, shared, name, tofu)
    tool = Tool([program, name] + ([] if tofu else ["--no-tofu"]))
    label = name if tofu else name + " --no-tofu"
    soup = Soup(conversion, f"{seed} {label}")
    texts = [b""] + [soup.text() for _ in range(count - 1)]

    def differs(text):
        return tool.one(text) != expected(conversion, text)

    answers = tool.run(texts)
    wanted = [expected(conversion, text) for text in texts]
    failing = next((text for text, want, got in zip(texts, wanted, answers) if want != got), None)
    if isinstance(answers[-1], str):
        # It ended, and its last answers with it, so that only trying each text alone tells which one it was.
        failing = next((text for text in texts if differs(text)), failing)
    if failing is not None:
        failing = shrink(failing, differs)
        return label, count, failing, expected(conversion, failing), tool.one(failing)
    return label, count, None, None, None


def main():
    parser = reference.arguments(__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=30_000, help="texts for all recipes together (default %(default)s)")
    parser.add_argument("--full", action="store_true", help="a million texts")
    parser.add_argument("--seed", type=int, help="default: 1, and with --full one that no run had before")
    parser.add_argument("--recipe", choices=reference.ALL, help="this one alone")
    options = parser.parse_args()
    reference.load(options.shared)
    count = 1_000_000 if options.full else options.count
    seed = options.seed
    if seed is None:
        seed = random.SystemRandom().randrange(10**9) if options.full else 1
    names = [options.recipe] if options.recipe else reference.ALL
    kinds = [(name, True) for name in names] + [(name, False) for name in names if name in TOFU]
    each = -(-count // len(kinds))
    print(f"seed {seed}, {each} texts for each of {len(kinds)} conversions, --no-tofu ones included", flush=True)
    jobs = [(options.shared, options.program, name, tofu, each, seed) for name, tofu in kinds]
    wrong = total = 0
    with concurrent.futures.ProcessPoolExecutor(max_workers=min(2, os.cpu_count() or 1)) as pool:
        for label, done, text, want, got in pool.map(run, jobs):
            total += done
            if text is not None:
                wrong += 1
                show(label, text, want, got)
    print(f"{total} texts, {len(kinds) - wrong} of {len(kinds)} conversions the same throughout")
    if wrong:
        print(f"again: differential.py {options.program} --seed {seed} --count {count}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
