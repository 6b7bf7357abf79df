#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""eval_words.py, which ./dev eval runs, takes a text that has no Han to count by."""

import pathlib
import subprocess
import sys
import tempfile

from project import ROOT, report


def main() -> int:
    script = ROOT / "tools" / "dev" / "eval_words.py"
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        for text in ("", "no Han\n", "かな\n"):
            path = pathlib.Path(folder) / "text.txt"
            path.write_text(text, encoding="utf-8")
            done = subprocess.run(
                [sys.executable, str(script), folder, "model.bin", f"mine={path}"],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
            )  # fmt: skip
            said = done.stdout.decode()
            if done.returncode != 0 or "no Han" not in said:
                faults.append(f"{text!r}: ends with {done.returncode}: {said}")
    return report(faults)


if __name__ == "__main__":
    sys.exit(main())
