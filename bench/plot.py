#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Draws docs/growth.svg from what `bench-scale growth` printed: usage: plot.py FILE OUTPUT. Needs matplotlib."""

import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.hashsalt": "zhengzi", "svg.fonttype": "none"})
import matplotlib.pyplot as plt  # noqa: E402

rows = [[float(field) for field in line.split("\t")] for line in open(sys.argv[1], encoding="utf-8")]
size, whole, stream, heap_whole, heap_stream = zip(*rows)
figure, (time, memory) = plt.subplots(1, 2, figsize=(10, 4))
time.loglog(size, whole, "o-", label="whole text")
time.loglog(size, stream, "s-", label="stream, chunks of 64 KB")
time.set(title="Time", xlabel="bytes of input", ylabel="seconds")
memory.loglog(size, heap_whole, "o-", label="whole text (the result)")
memory.loglog(size, heap_stream, "s-", label="stream, chunks of 64 KB")
memory.set(title="Heap in use at most", xlabel="bytes of input", ylabel="bytes")
for axes in time, memory:
    axes.grid(True, which="major", alpha=0.3)
    axes.legend()
figure.tight_layout()
figure.savefig(sys.argv[2], metadata={"Date": None})
