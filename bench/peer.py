#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A library measured from Python, str to str; the commands are those of worker.c.

usage: peer.py opencc|opencc_pyo3|zhconv_rs_opencc|zhengzi
"""

import os
import sys
import time

AT_LEAST = 0.02
WORD = "汉字"
LIST = 100_000


def opencc():
    import opencc

    return lambda recipe: opencc.OpenCC(recipe).convert


def opencc_pyo3():
    import opencc_pyo3

    return lambda recipe: opencc_pyo3.OpenCC(recipe).convert


def zhconv_rs_opencc():
    import zhconv_rs_opencc

    # It has targets, not OpenCC's configurations; these come nearest.
    targets = {"s2t": "zh-Hant", "s2twp": "zh-TW", "t2s": "zh-Hans", "tw2sp": "zh-CN"}
    convert = zhconv_rs_opencc.zhconv

    def open_recipe(recipe):
        target = targets[recipe]
        return lambda text: convert(text, target)

    return open_recipe


def zhengzi():
    import zhengzi

    return lambda recipe: zhengzi.Converter(recipe).convert


def convert_list(convert):
    """What converts a list: our own function for it, or the one for a text, again and again."""
    if type(convert).__name__ == "builtin_function_or_method" and hasattr(convert.__self__, "convert_many"):
        return convert.__self__.convert_many
    return lambda texts: [convert(text) for text in texts]


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGESIZE")


class Worker:
    def __init__(self, open_recipe):
        self.open_recipe = open_recipe
        self.recipes = {}
        self.text = ""

    def converter(self, recipe):
        if recipe not in self.recipes:
            self.recipes = {recipe: self.open_recipe(recipe)}
        return self.recipes[recipe]

    def command_open(self, recipe):
        before = resident()
        start = time.perf_counter()
        convert = self.open_recipe(recipe)
        convert(WORD)
        took = time.perf_counter() - start
        return f"{took:.9f} -1 {resident() - before}"

    def command_load(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            self.text = file.read()
        return str(len(self.text.encode("utf-8")))

    def command_time(self, recipe):
        convert, text = self.converter(recipe), self.text
        times = 0
        start = time.perf_counter()
        while True:
            convert(text)
            times += 1
            took = time.perf_counter() - start
            if took >= AT_LEAST:
                return f"{took / times:.9f}"

    def command_calls(self, recipe):
        convert, lines = self.converter(recipe), self.text.splitlines()
        times = 0
        start = time.perf_counter()
        while True:
            for line in lines:
                convert(line)
            times += len(lines)
            took = time.perf_counter() - start
            if took >= AT_LEAST:
                return f"{took / times:.12f}"

    def command_list(self, recipe):
        """Seconds for a list of 100,000 lines."""
        convert, lines = convert_list(self.converter(recipe)), self.text.splitlines()
        texts = (lines * (LIST // len(lines) + 1))[:LIST]
        start = time.perf_counter()
        convert(texts)
        return f"{time.perf_counter() - start:.9f}"

    def command_save(self, recipe, path):
        result = self.converter(recipe)(self.text).encode("utf-8")
        with open(path, "wb") as file:
            file.write(result)
        return str(len(result))


def main():
    worker = Worker({f.__name__: f for f in (opencc, opencc_pyo3, zhconv_rs_opencc, zhengzi)}[sys.argv[1]]())
    for line in sys.stdin:
        command, *arguments = line.rstrip("\n").split(" ", 2)
        try:
            answer = getattr(worker, "command_" + command)(*arguments)
        except Exception as error:
            answer = f"error {type(error).__name__}: {error}".replace("\n", " ")
        print(answer, flush=True)


if __name__ == "__main__":
    main()
