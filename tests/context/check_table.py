#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""data/context.bin is the table that data/context.sha256 names: a change to it is on purpose or none."""

import hashlib
import pathlib
import sys

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"

digest = hashlib.sha256((DATA / "context.bin").read_bytes()).hexdigest()
pinned = (DATA / "context.sha256").read_text().split()[0]
if digest != pinned:
    sys.exit(f"data/context.bin has the hash {digest}, data/context.sha256 says {pinned}")
print(digest)
