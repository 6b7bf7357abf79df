#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Configurations opened as recipes give what the reference makes of them, byte for byte.

usage: configurations.py CONVERT_LINES [--count N] [--random N] [--seed N]

OpenCC's own sixteen, with their dictionaries as text beside them and, alone in a folder, with those of the library; and
random small ones: groups in groups, both policies, keys of equal length, segmentations, normalizations, tofu.
"""

import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import differential
import reference

ALPHABET = list("甲乙丙丁子丑寅aB") + ["\U00020000", "\uF900", "⿰", "\0"]


class Configured(reference.Conversion):
    """A configuration as zhengzi promises it, made of the reference's parts."""

    def __init__(self, module, path, folder, tofu=True):
        self.reference = module
        converter = module.Converter(str(path), [str(folder)], tofu)
        self.parts = [(converter.norm, converter.seg, converter.chain)]


def compare(label, tool, conversion, texts):
    """Whether all are the same; shows the first that is not."""

    def differs(text):
        return tool.one(text) != differential.expected(conversion, text)

    answers = tool.run(texts)
    wanted = [differential.expected(conversion, text) for text in texts]
    failing = next((text for text, want, got in zip(texts, wanted, answers) if want != got), None)
    if isinstance(answers[-1], str):
        failing = next((text for text in texts if differs(text)), failing)
    if failing is None:
        return True
    failing = differential.shrink(failing, differs)
    differential.show(label, failing, differential.expected(conversion, failing), tool.one(failing))
    return False


def own(options, module, folder):
    """The sixteen; how many runs were wrong."""
    wrong = runs = 0
    for name in reference.OPENCC:
        theirs = options.shared / "oracle" / "opencc-1.4.2" / f"{name}.json"
        alone = folder / f"{name}.json"
        shutil.copy(theirs, alone)
        kinds = [(str(theirs), []), (str(alone), ["--builtin"])]
        if name in differential.TOFU:
            kinds.append((str(theirs), ["--no-tofu"]))
        for path, flags in kinds:
            conversion = Configured(module, theirs, theirs.parent, "--no-tofu" not in flags)
            soup = differential.Soup(conversion, f"{options.seed} {name}")
            texts = [soup.text() for _ in range(options.count // 48)]
            label = " ".join([f"{name}.json", *flags])
            wrong += not compare(label, differential.Tool([options.program, path, *flags]), conversion, texts)
            runs += 1
    return runs, wrong


class Maker:
    """Random small configurations, with the files they name."""

    def __init__(self, seed, folder):
        self.random = random.Random(seed)
        self.folder = folder

    def word(self, longest):
        return "".join(self.random.choice(ALPHABET) for _ in range(self.random.randrange(1, longest + 1)))

    def entries(self):
        return {self.word(4): self.word(3) for _ in range(self.random.choice((0, 1, 3, 8, 20)))}

    def leaf(self):
        entries = self.entries()
        node = {"type": "inline", "entries": entries}
        if self.random.random() < 0.6:
            file = f"d{self.random.randrange(6)}.txt"
            entries = {k: v for k, v in entries.items() if "\0" not in k + v}
            if not (self.folder / file).exists():
                lines = [f"{k}\t{v}{self.random.choice(('', ' x', ' 甲 乙'))}" for k, v in entries.items()]
                end = self.random.choice(("\n", "\r\n"))
                text = self.random.choice(("", "# no word\n\n")) + end.join(lines) + self.random.choice(("", end))
                (self.folder / file).write_text(text, encoding="utf-8", newline="")
            node = {"type": "text", "file": file}
            if self.random.random() < 0.2:
                node = {"type": "ocd2", "file": file.replace(".txt", ".ocd2")}
        return node

    def dict(self, depth=0):
        if depth == 3 or self.random.random() < 0.4:
            node = self.leaf()
        else:
            node = {"type": "group", "dicts": [self.dict(depth + 1) for _ in range(self.random.randrange(1, 4))]}
            if self.random.random() < 0.8:
                node["match_policy"] = self.random.choice(("short_circuit", "union"))
        if self.random.random() < 0.1:
            node["may_output_tofu"] = self.random.random() < 0.7
        return node

    def config(self, path):
        segmented = self.random.random() < 0.6
        stages = self.random.choice((1, 2, 2, 3, 4) if segmented else (1, 2, 3, 6))
        config = {"name": "random"}
        normalizations = self.random.choice((0, 0, 1, 1, 2))
        if normalizations:
            config["normalization"] = [{"dict": self.dict()} for _ in range(normalizations)]
        if segmented:
            config["segmentation"] = {"type": "mmseg", "dict": self.dict()}
        config["conversion_chain"] = [{"dict": self.dict()} for _ in range(stages)]
        path.write_text(json.dumps(config, ensure_ascii=self.random.random() < 0.5), encoding="utf-8")

    def text(self):
        text = self.word(30).encode("utf-8")
        if self.random.random() < 0.1:
            at = self.random.randrange(len(text) + 1)
            text = text[:at] + self.random.choice(differential.BAD) + text[at:]
        return text



def small(options, module):
    wrong = 0
    for number in range(options.random):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            maker = Maker(f"{options.seed} {number}", folder)
            path = folder / "random.json"
            maker.config(path)
            tofu = maker.random.random() < 0.7
            conversion = Configured(module, path, folder, tofu)
            texts = [b""] + [maker.text() for _ in range(60)]
            tool = differential.Tool([options.program, str(path)] + ([] if tofu else ["--no-tofu"]))
            if not compare(f"random configuration {number}, tofu {tofu}", tool, conversion, texts):
                print(path.read_text(encoding="utf-8"))
                for file in sorted(folder.glob("d*.txt")):
                    print(f"{file.name}: {file.read_text(encoding='utf-8')!r}")
                wrong += 1
                if wrong == 3:
                    break
    return wrong


def main():
    parser = reference.arguments(__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=9600, help="texts for OpenCC's own together (default %(default)s)")
    parser.add_argument("--random", type=int, default=200, help="random configurations (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    module = reference.load(options.shared)
    with tempfile.TemporaryDirectory() as name:
        probe = pathlib.Path(name) / "probe.json"
        probe.write_text('{"conversion_chain": [{"dict": {"type": "inline", "entries": {}}}]}')
        done = subprocess.run([options.program, str(probe)], stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode == 77:
            reference.skip("the library was built without configurations")
        runs, wrong = own(options, module, pathlib.Path(name))
    print(f"OpenCC's own: {runs} runs of {options.count // 48} texts, {wrong} wrong", flush=True)
    others = small(options, module)
    print(f"random: {options.random} configurations, 61 texts each, {others} wrong")
    return 1 if wrong or others else 0


if __name__ == "__main__":
    sys.exit(main())
