# SPDX-License-Identifier: Apache-2.0
"""What the conversions must give, from an independent reference of OpenCC's semantics.

The reference (opencc_ref.py) and the dictionaries it reads lie in a folder beside the repository, ../shared/oracle;
where that is missing, the tests that need it are skipped. On top of it this module puts what zhengzi does on purpose
in another way: NUL is an ordinary character, and ill-formed UTF-8 passes through as a barrier.
"""

import argparse
import importlib.util
import pathlib
import sys
import unicodedata

SOURCE = pathlib.Path(__file__).resolve().parents[2]
SHARED = SOURCE.parent / "shared"
SKIPPED = 77

OPENCC = "s2t t2s s2tw tw2s s2twp tw2sp s2hk hk2s s2hkp hk2sp t2tw tw2t t2hk hk2t t2jp jp2t".split()

# The conversions that are not OpenCC's: the dictionaries of their one stage, the first with a match wins ...
ONE_STAGE = {
    "t2twp": ["TWPhrases", "TWVariantsPhrases", "TWVariants"],
    "tw2tp": ["TWPhrasesRev", "TWVariantsRevPhrases", "TWVariantsRev"],
    "t2hkp": ["HKPhrases", "HKVariantsPhrases", "HKVariants"],
    "hk2tp": ["HKPhrasesRev", "HKVariantsRevPhrases", "HKVariantsRev"],
}
# ... or the two that they are.
SEQUENCE = {"hk2tw": ["hk2t", "t2tw"], "tw2hk": ["tw2t", "t2hk"]}

ALL = OPENCC + list(ONE_STAGE) + list(SEQUENCE)


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--shared", type=pathlib.Path, default=SHARED, help="the folder that holds oracle/")
    return parser


def load(shared):
    """The reference as a module; ends the program as skipped where it is not there."""
    path = shared / "oracle" / "opencc_ref.py"
    if not path.is_file():
        skip(f"no reference in {shared}")
    spec = importlib.util.spec_from_file_location("opencc_ref", path)
    module = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(module)
    return module


def bad_spans(text):
    """The ill-formed maximal subparts of text, as (start, end)."""
    spans = []
    at = 0
    while at < len(text):
        try:
            text[at:].decode("utf-8")
            break
        except UnicodeDecodeError as error:
            spans.append((at + error.start, at + error.end))
            at += error.end
    return spans


class Conversion:
    """One conversion as zhengzi promises it, made of the reference's parts."""

    def __init__(self, reference, shared, name, tofu=True):
        folder = shared / "oracle" / "opencc-1.4.2"
        self.reference = reference
        self.parts = []
        for part in SEQUENCE.get(name, [name]):
            if part in ONE_STAGE:
                self.parts.append(self.one_stage(folder, ONE_STAGE[part]))
            else:
                converter = reference.Converter(str(folder / (part + ".json")), [str(folder)], tofu)
                self.parts.append((converter.norm, converter.seg, converter.chain))

    def one_stage(self, folder, names):
        def leaf(name):
            return self.reference.Leaf(self.reference.load_txt(name + ".txt", [str(folder)]))

        group = self.reference.Group("short_circuit", [leaf(name) for name in names])
        return [leaf("CJK_Compatibility_Ideographs")], None, [group]

    def well_formed(self, text):
        for normalization, segmentation, chain in self.parts:
            for dictionary in normalization:
                text = self.reference.convert(text, dictionary)
            segments = [text] if segmentation is None else list(self.reference.segment(text, segmentation))
            out = []
            for segment in segments:
                for dictionary in chain:
                    segment = self.reference.convert(segment, dictionary)
                out.append(segment)
            text = b"".join(out)
        return text

    def convert(self, text):
        out = []
        at = 0
        for start, end in bad_spans(text):
            out.append(self.well_formed(text[at:start]))
            out.append(text[start:end])
            at = end
        out.append(self.well_formed(text[at:]))
        return b"".join(out)


def shows(char):
    """Whether it can be seen, and survives an editor that normalizes."""
    stable = unicodedata.normalize("NFC", char) == char
    return stable and char.isprintable() and not unicodedata.category(char).startswith("M")


def escape(text):
    """As the vector files have it: what can be shown is itself, all else is escaped."""
    out = []
    for char in text.decode("utf-8", "surrogateescape"):
        if 0xDC80 <= ord(char) <= 0xDCFF:
            out.append(f"\\x{ord(char) - 0xDC00:02X}")
        elif char in "\t\n\r\0\\":
            out.append("\\" + "tnr0\\"["\t\n\r\0\\".index(char)])
        elif shows(char):
            out.append(char)
        else:
            out.extend(f"\\x{byte:02X}" for byte in char.encode("utf-8"))
    return "".join(out)


def unescape(text):
    out = bytearray()
    at = 0
    while at < len(text):
        if text[at] != "\\":
            out += text[at].encode("utf-8")
            at += 1
        elif text[at + 1] == "x":
            out.append(int(text[at + 2 : at + 4], 16))
            at += 4
        else:
            out += b"\t\n\r\0\\"["tnr0\\".index(text[at + 1])].to_bytes(1, "big")
            at += 2
    return bytes(out)


def read_vectors(path):
    """(line number, recipe, input, expected) of every vector in a file."""
    with open(path, encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                recipe, text, expected = line.split("\t")
                yield number, recipe, unescape(text), unescape(expected)
