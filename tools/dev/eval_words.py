#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well s2twp:context knows regional words from what only looks like them, on natural Taiwan text.

usage: eval_words.py BUILD MODEL NAME=FILE... [--show N]

Each text is simplified by t2s and converted back: a word that becomes another there is wrong, as its author wrote it
(少數組織, 議事程序). Then it is simplified by tw2sp, which gives 数组 for 陣列, and converted back: words come back, or
are lost. Both a 100,000 Han characters, for the dictionary's words alone (s2t:context,t2twp) and for s2twp:context."""

import collections
import subprocess
import sys


def run(command, text):
    return subprocess.run(command, input=text, capture_output=True, check=True).stdout


def edits(build, model, recipe, text):
    """The words that changed: offset, what was there, offset in the result, what it became."""
    for line in run([f"{build}/tools/zhengzi-with", "--words", model, recipe], text).split(b"\n"):
        if line:
            offset, size, target, became = line.split(b" ", 3)
            yield int(offset), text[int(offset) : int(offset) + int(size)], int(target), became


def words(build, model, recipe, text):
    """The same: offset -> (what was there, what it became)."""
    return {offset: (was, became) for offset, was, _, became in edits(build, model, recipe, text)}


def vocabulary(build, changed):
    """Of these, the ones that are other words and not other glyphs."""
    pairs = sorted({pair for pair in changed.values()})
    plain = run([f"{build}/zhengzi", "t2s"], b"\n".join(b for _, b in pairs)).split(b"\n")
    same = {pair for pair, simple in zip(pairs, plain) if simple == pair[0]}
    return {offset: pair for offset, pair in changed.items() if pair not in same}


def back(build, model, text):
    """tw2sp's text, and where in it which words stand that it changed."""
    source = list(edits(build, model, "tw2sp", text))
    result = run([f"{build}/tools/zhengzi-with", model, "tw2sp"], text)
    plain = run([f"{build}/zhengzi", "t2s"], b"\n".join(was for _, was, _, _ in source)).split(b"\n")
    places = {
        target: (became, was) for (_, was, target, became), simple in zip(source, plain) if simple != became
    }
    return result, places


def show(title, pairs, count):
    for (was, became), n in collections.Counter(pairs).most_common(count):
        print(f"    {title} {was.decode()} {became.decode()} x{n}")


def main():
    arguments = sys.argv[1:]
    most = 0
    if "--show" in arguments:
        at = arguments.index("--show")
        most = int(arguments[at + 1])
        del arguments[at : at + 2]
    build, model = arguments[:2]
    print(f"{'text':22}{'words':16}{'wrong':>10}{'right':>10}{'lost':>10}")
    for argument in arguments[2:]:
        name, path = argument.split("=")
        text = open(path, "rb").read()
        han = sum("\u4e00" <= c <= "\u9fff" for c in text.decode())
        if han == 0:
            print(f"{name:22}no Han characters: there is no rate of them")
            continue
        simple = run([f"{build}/zhengzi", "t2s"], text)
        source, places = back(build, model, text)
        for title, recipe in (("dictionary", "s2t:context,t2twp"), ("context", "s2twp:context")):
            wrong = vocabulary(build, words(build, model, recipe, simple))
            got = words(build, model, recipe, source)
            lost = {o: p for o, p in places.items() if got.get(o) != p}
            rates = [1e5 * n / han for n in (len(wrong), len(places) - len(lost), len(lost))]
            print(f"{name:22}{title:16}" + "".join(f"{rate:10.1f}" for rate in rates))
            show("wrong", wrong.values(), most)
            show("lost", lost.values(), most)


main()
