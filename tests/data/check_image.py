#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The data image is the same on every run and every machine: it is compiled once more, compared with the one linked
in, and held to the hash in data/image.sha256. With --update, that hash is written anew: do so when the data or the
format changed on purpose."""

import hashlib
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PINNED = ROOT / "data" / "image.sha256"


def compile_image(compiler, dictionaries, folder):
    image = pathlib.Path(folder) / "image"
    definitions = [ROOT / "data" / name for name in ("conversions.txt", "presets.txt", "context.bin")]
    subprocess.run([compiler, dictionaries, *definitions, "OpenCC 1.4.2", image], check=True)
    return image.read_bytes()


def main():
    update = "--update" in sys.argv
    compiler, dictionaries, built = [a for a in sys.argv[1:] if a != "--update"]
    with tempfile.TemporaryDirectory() as folder:
        again = compile_image(compiler, dictionaries, folder)
    if again != pathlib.Path(built).read_bytes():
        sys.exit(f"{built} is not what {compiler} makes now")
    digest = hashlib.sha256(again).hexdigest()
    if update:
        PINNED.write_text(f"{digest}  zhengzi.image\n")
    pinned = PINNED.read_text().split()[0]
    if digest != pinned:
        sys.exit(f"the image's hash is {digest}, {PINNED} says {pinned};\nif data or format changed on purpose: --update")
    print(f"{len(again)} bytes, {digest}")


main()
