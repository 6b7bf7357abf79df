#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random bytes through opencc.h: refused is what OpenCC refuses, by an expression that says it in another way and by
OpenCC's own library where one is installed; what both libraries take, of words that every version of OpenCC converts
alike, is converted alike.

    check_texts.py LIBRARY [OPENCC_LIBRARY [COUNT]]
"""

import ctypes
import ctypes.util
import pathlib
import random
import re
import sys

CONFIGS = "s2t t2s s2tw tw2s s2twp tw2sp s2hk hk2s t2tw tw2t t2hk hk2t t2jp jp2t".split()
LATER = ["s2hkp", "hk2sp"]  # not in OpenCC 1.1
OTHERS = ["t2jp", "jp2t"]  # in OpenCC 1.1 they name dictionaries that OpenCC 1.4 has no more

# Whole characters by their first bytes, then at most one that is cut short.
TAKEN = re.compile(
    rb"""(?:[\x01-\x7F]|[\xC0-\xDF].|[\xE0-\xEF]..|[\xF0-\xF7]...|[\xF8-\xFB].{4}|[\xFC\xFD].{5})*
         (?P<cut>[\xC0-\xDF]|[\xE0-\xEF].?|[\xF0-\xF7].{0,2}|[\xF8-\xFB].{0,3}|[\xFC\xFD].{0,4})?""",
    re.DOTALL | re.VERBOSE,
)
PIECES = [piece.encode() for piece in "a 1 汉 字 头发 發 国 國 , 。 é 𠀀".split()]
BAD = [bytes([n]) for n in (0x80, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE6, 0xED, 0xEF, 0xF0, 0xF4, 0xF7, 0xF8, 0xFB, 0xFC,
                            0xFD, 0xFE, 0xFF)]  # fmt: skip


class Library:
    """The functions of opencc.h in a library."""

    def __init__(self, path):
        self.calls = ctypes.CDLL(path)
        self.calls.opencc_open.restype = ctypes.c_void_p
        self.calls.opencc_convert_utf8.restype = ctypes.c_void_p
        self.calls.opencc_convert_utf8.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
        self.calls.opencc_convert_utf8_free.argtypes = [ctypes.c_void_p]
        self.calls.opencc_convert_utf8_to_buffer.restype = ctypes.c_size_t
        self.calls.opencc_convert_utf8_to_buffer.argtypes = [
            ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p]  # fmt: skip
        self.calls.opencc_error.restype = ctypes.c_char_p
        self.opened = {}

    def converter(self, config):
        if config not in self.opened:
            handle = self.calls.opencc_open(config.encode() + b".json")
            if handle == ctypes.c_void_p(-1).value:
                raise RuntimeError(f"{config}: {self.calls.opencc_error().decode()}")
            self.opened[config] = handle
        return self.opened[config]

    def convert(self, config, text):
        """The result, or None where it is refused; both functions must say the same."""
        handle = self.converter(config)
        got = self.calls.opencc_convert_utf8(handle, text, len(text))
        result = ctypes.string_at(got) if got else None
        self.calls.opencc_convert_utf8_free(got)
        buffer = ctypes.create_string_buffer(5 * len(text) + 1)
        size = self.calls.opencc_convert_utf8_to_buffer(handle, text, len(text), buffer)
        other = buffer.value if size != ctypes.c_size_t(-1).value else None
        return result if result == other and (other is None or size == len(other)) else (result, other)


def random_text(dice):
    """Of 1 to 12 pieces; in half of them some are bytes that stand for nothing."""
    spoilt = dice.random() < 0.5
    return b"".join(dice.choice(BAD if spoilt and dice.random() < 0.3 else PIECES) for _ in range(dice.randint(1, 12)))


def check_installed_files(ours, theirs):
    """OpenCC's own configuration files name compiled dictionaries: those inside are meant."""
    wrong = 0
    text = "头发和国家，頭髮和國家".encode()
    for path in sorted(pathlib.Path("/usr/share/opencc").glob("*.json")):
        handle = ours.calls.opencc_open(str(path).encode())
        if handle == ctypes.c_void_p(-1).value:
            said = ours.calls.opencc_error().decode()
            print(f"{path}: {said}")
            if "built without" in said:
                break
            wrong += path.stem not in OTHERS
            continue
        ours.opened[str(path)] = handle
        if ours.convert(str(path), text) != theirs.convert(path.stem, text):
            print(f"{path}: {ours.convert(str(path), text)!r}, OpenCC {theirs.convert(path.stem, text)!r}")
            wrong += 1
    return wrong


def main():
    ours = Library(sys.argv[1])
    path = sys.argv[2] if len(sys.argv) > 2 else ctypes.util.find_library("opencc")
    theirs = Library(path) if path else None
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 20000
    dice = random.Random(2026)
    refused = compared = 0
    for _ in range(count):
        config, text = dice.choice(CONFIGS if theirs else CONFIGS + LATER), random_text(dice)
        got, match = ours.convert(config, text), TAKEN.fullmatch(text)
        refused += got is None
        if isinstance(got, tuple) or (got is None) == bool(match):
            print(f"{config} {text!r}: {got!r}, to be {'taken' if match else 'refused'}")
            return 1
        # OpenCC 1.1 reads past a last character that is cut, and its two functions differ then.
        if theirs is None or match and match["cut"]:
            continue
        real = theirs.convert(config, text)
        compared += 1
        # What swallows the characters behind it leaves them as they are in OpenCC.
        well_formed = text.decode("utf-8", "ignore").encode() == text
        if (real is None) != (got is None) or well_formed and real != got:
            print(f"{config} {text!r}: {got!r}, OpenCC {real!r}")
            return 1
    wrong = check_installed_files(ours, theirs) if theirs else 0
    print(f"{count} texts, {refused} refused; {compared} compared with {path or 'no OpenCC: none is installed'}")
    return 0 if refused > count // 10 and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
