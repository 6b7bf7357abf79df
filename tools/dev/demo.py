#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shows what the command zhengzi does with a sample, and explains every change.

    demo.py ZHENGZI SAMPLE

It checks itself too: it ends with 1 where the command fails, or makes a change that is not
explained here.
"""

import subprocess
import sys
import unicodedata

# For each conversion: (before, after, why). What is kept is in it where it changes elsewhere.
FOLDED = "(記者張三)他說:“恢復良好,已出院!”票價3,000元,14:11開演.\n"

S2T = [
    ("头发", "頭髮", "发 is 髮 where it is hair"),
    ("理发", "理髮", "likewise"),
    ("护发", "護髮", "likewise"),
    ("发展", "發展", "and 發 where something unfolds or is sent"),
    ("发到", "發到", "likewise"),
    ("干燥", "乾燥", "干 is 乾 where it is dry"),
    ("干部", "幹部", "and 幹 where it is work"),
    ("干活", "幹活", "likewise"),
    ("皇后", "皇后", "后 stays where it is an empress"),
    ("以后", "以後", "and is 後 where it is after"),
    ("过后", "過後", "likewise"),
    ("面前", "面前", "面 stays where it is a face or a side"),
    ("面条", "麪條", "and is 麪 where it is flour"),
    ("面粉", "麪粉", "likewise"),
    ("吃完", "喫完", "喫 is the form of OpenCC's standard"),
    ("里", "裏", "里 is 裏 where it is inside, not a mile"),
    ("一只", "一隻", "只 is 隻 where it counts things, not \u201conly\u201d"),
    ("台风", "颱風", "台 is 颱 in the word for typhoon"),
    ("复习", "複習", "复 is 複, 復 or 覆"),
    ("历史", "歷史", "历 is 歷, or 曆 in a calendar"),
]
S2TW = [
    ("麪", "麵", "Taiwan's form"),
    ("喫", "吃", "Taiwan's form"),
    ("裏", "裡", "Taiwan's form"),
]
S2TWP = [
    ("鼠標", "滑鼠", "mouse"),
    ("軟件", "軟體", "software"),
    ("文件", "檔案", "file"),
    ("保存", "儲存", "to save"),
    ("內存", "記憶體", "memory"),
    ("服務器", "伺服器", "server"),
    ("數據庫", "資料庫", "database"),
    ("程序", "程式", "program"),
    ("網絡", "網路", "network"),
    ("打印機", "印表機", "printer"),
    ("默認", "預設", "default"),
    ("設置", "設定", "settings"),
]

DAMAGED = "正\u200b字\ufeff 是Ｃ語言寫的\ufe50共２３個函數\ufe54cafe\u0301\n"
CLEAN = [
    ("\u200b", "", "an invisible space, which splits the word for every search"),
    ("\ufeff", "", "a byte order mark in the middle of the text"),
    ("\ufe50", "，", "a small form that old encodings left behind"),
    ("\ufe54", "；", "another one"),
    ("Ｃ", "C", "a fullwidth letter"),
    ("２", "2", "a fullwidth digit"),
    ("３", "3", "another one"),
    ("e\u0301", "é", "two code points that are one letter"),
]


def visible(text: str) -> str:
    """The text with each invisible character, combining mark and small form named."""

    def hard_to_see(c: str) -> bool:
        return unicodedata.category(c) in ("Cf", "Mn") or "\ufe50" <= c <= "\ufe6f"

    return "".join(f"<U+{ord(c):04X}>" if hard_to_see(c) else c for c in text)


def padded(text: str, width: int) -> str:
    """Padded to a number of columns, of which a Han character takes two."""
    taken = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return text + " " * (width - taken)


class Demo:
    def __init__(self, command: str, sample: str):
        self.command = command
        self.sample = sample
        self.unexplained = 0

    def run(self, *arguments: str, text: str | None = None) -> str:
        done = subprocess.run(
            [self.command, *arguments],
            input=None if text is None else text.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode != 0:
            called = " ".join([self.command, *arguments])
            sys.exit(f"demo: {called} ended with {done.returncode}:\n{done.stdout.decode()}")
        return done.stdout.decode()

    def explain(self, before: str, after: str, changes: list[tuple[str, str, str]]) -> None:
        """Prints each change that occurs, then those that are one character for one."""
        expected = before
        # A private-use character stands for what is explained: no explanation reaches into another.
        marks = {}
        for number, (source, target, why) in enumerate(sorted(changes, key=lambda c: -len(c[0]))):
            mark = chr(0xE000 + number)
            marks[mark] = (source, target)
            expected = expected.replace(source, mark)
        for source, target, why in changes:
            if source in before:
                print(f"    {padded(visible(source), 9)} -> {padded(target, 9)} {why}".rstrip())
        rest = {}
        position = 0
        for c in expected:
            size = len(marks[c][1]) if c in marks else 1
            got = after[position : position + size]
            if c in marks and got != marks[c][1]:
                print(f"    {marks[c][0]} became {got}, not {marks[c][1]} as explained")
                self.unexplained += 1
            elif c not in marks and got != c:
                rest[c] = got
            position += size
        if position != len(after):
            self.unexplained += 1
            print("    and something else that is not explained")
        if rest:
            print("    and the usual form of " + " ".join(f"{a}{b}" for a, b in rest.items()))

    def convert(self, recipe: str, what: str, text: str, before: str, changes: list) -> str:
        after = self.run(recipe, text=text)
        print(f"\n{padded(f'$ zhengzi {recipe} sample.txt', 40)}# {what}\n\n{after}")
        self.explain(before, after, changes)
        return after

    def show(self, *arguments: str, what: str, text: str | None = None) -> None:
        called = f"$ zhengzi {' '.join(arguments)}".replace(self.sample, "sample.txt")
        print(f"\n{padded(called, 40)}# {what}\n\n{self.run(*arguments, text=text)}", end="")


def main() -> int:
    command, sample = sys.argv[1:]
    demo = Demo(command, sample)
    with open(sample, encoding="utf-8") as file:
        text = file.read()

    print(f"\nA text in Simplified characters, sample.txt:\n\n{text}", end="")
    s2t = demo.convert("s2t", "Traditional, OpenCC's standard", text, text, S2T)
    s2tw = demo.convert("s2tw", "as Taiwan writes it; against s2t", text, s2t, S2TW)
    demo.convert("s2twp", "in Taiwan's words too; against s2tw", text, s2tw, S2TWP)

    print("\nA text that was copied once too often, what can't be seen named:\n")
    print(visible(DAMAGED))
    clean = demo.run("clean", text=DAMAGED)
    print(f"{padded('$ zhengzi clean', 40)}# repaired\n\n{visible(clean)}")
    demo.explain(DAMAGED, clean, CLEAN)
    demo.show("clean,t2s", what="repaired, then Simplified, in one pass", text=DAMAGED)
    print(f"\nA page whose marks a normaliser has folded:\n\n{FOLDED}", end="")
    demo.show("news-tw", what="marks, brackets and quotes put right", text=FOLDED)
    demo.show("--edits", "web", what="each change, with its place and its reason", text=FOLDED)

    demo.show("--diff", "s2twp", sample, what="what would change, line by line")
    demo.show("--stats", "s2twp", sample, what="converted and counted")
    if demo.unexplained:
        print(f"\n{demo.unexplained} changes are not as explained")
        return 1
    print("\nNow yours: build/zhengzi RECIPE FILE. --list names the recipes, --help the rest.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
