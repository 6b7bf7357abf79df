#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the instructions of conversions with callgrind and holds them to instructions.tsv.

usage: instructions.py PROGRAM DICTIONARIES [--no-context] [--update]

A slow-down shows here on a machine too noisy for clocks. The text is invented from OpenCC's dictionaries, the same
everywhere. A count more than TOLERANCE above the file's is a failure, one as far below asks for an update; another
compiler than the file's is given more room. Processors without a set of kernels skip that set.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "bench"))
import texts  # noqa: E402

FILE = pathlib.Path(__file__).with_name("instructions.tsv")
TOLERANCE = 0.03
OTHER_COMPILER = 0.30
BYTES = 120_000
KERNELS = ("scalar", "AVX2")  # valgrind knows no AVX-512
SIMPLIFIED = ("s2t", "s2tw", "s2twp", "s2hk", "s2hkp")
TRADITIONAL = ("t2s", "tw2s", "tw2sp", "hk2s", "hk2sp", "t2tw", "tw2t", "t2hk", "hk2t", "t2jp", "jp2t")
CLEAN = ("clean", "web")
CALLS = ("s2t", "s2twp", "t2s")  # of short texts, a call each
A_CALL = ", 33 bytes"
CONTEXT = ("s2tw:context", "repair:tw")  # left out where the image holds no model


def compiler():
    version = subprocess.run(["cc", "-dumpfullversion", "-dumpversion"], stdout=subprocess.PIPE, text=True).stdout
    return "cc " + version.strip().split(".")[0]


def count(program, recipe, kernels, path, folder, calls=False):
    """Instructions a byte, or a call for each line; None where the processor has no such kernels."""
    out = folder / "callgrind.out"
    name, more = ("measured_calls", ["calls"]) if calls else ("measured", [])
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", f"--toggle-collect={name}", f"--callgrind-out-file={out}",
         program, recipe, kernels, path, *more], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip
    if done.returncode == 77:
        return None
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"instructions: {recipe} with {kernels}: {done.stderr.strip().splitlines()[-1:]}")
    text = path.read_bytes()
    return int(found.group(1)) / (text.count(b"\n") if calls else len(text))


def measure(program, dictionaries):
    counts = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        paths, lines = [], []
        for column in (0, 1):
            text = texts.invented(dictionaries, column, 1)
            paths.append(folder / f"{column}.txt")
            paths[-1].write_bytes(text.encode()[:BYTES])
            lines.append(folder / f"calls-{column}.txt")
            lines[-1].write_bytes(texts.calls(text).encode())
        for kernels in KERNELS:
            for recipe in (*SIMPLIFIED, *TRADITIONAL, *CLEAN, *CONTEXT):
                if recipe in CLEAN and kernels != KERNELS[0]:
                    continue
                if recipe in CONTEXT and "--no-context" in sys.argv:
                    continue
                traditional = recipe in TRADITIONAL or recipe == "repair:tw"
                counts[recipe, kernels] = count(program, recipe, kernels, paths[traditional], folder)
            for recipe in CALLS:
                path = lines[recipe in TRADITIONAL]
                counts[f"{recipe}{A_CALL}", kernels] = count(program, recipe, kernels, path, folder, calls=True)
    return counts


def read():
    kept, made_by = {}, ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# compiler: "):
            made_by = line.removeprefix("# compiler: ")
        elif line and not line.startswith("#"):
            recipe, kernels, value = line.split("\t")
            kept[recipe, kernels] = float(value)
    return kept, made_by


def write(counts):
    lines = [
        "# SPDX-License-Identifier: Apache-2.0",
        "# Instructions a byte of input, or a call: recipe, kernels, count. Written by instructions.py --update.",
        f"# compiler: {compiler()}",
        *(f"{recipe}\t{kernels}\t{value:.3f}" for (recipe, kernels), value in counts.items() if value is not None),
    ]
    FILE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    program, dictionaries = sys.argv[1], pathlib.Path(sys.argv[2])
    counts = measure(program, dictionaries)
    if "--update" in sys.argv:
        write(counts)
        return 0
    kept, made_by = read()
    room = TOLERANCE if compiler() == made_by else OTHER_COMPILER
    number = failed = 0
    print(f"1..{len(counts)}")
    for (recipe, kernels), value in counts.items():
        number += 1
        name = f"{number} - {recipe}, {kernels}"
        old = kept.get((recipe, kernels))
        what = "a call" if recipe.endswith(A_CALL) else "a byte"
        if value is None:
            print(f"ok {name} # SKIP this processor has no {kernels}")
        elif old is None or abs(value / old - 1) > room:
            failed += 1
            print(f"not ok {name}\n# {value:.3f} instructions {what}, the file has {old}: look why, then --update")
        else:
            print(f"ok {name}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
