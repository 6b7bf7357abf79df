# SPDX-License-Identifier: Apache-2.0
"""The texts that the benchmark converts. Each is some megabytes; the same every time on the same inputs."""

import lzma
import pathlib
import random
import subprocess
import unicodedata

SIZE = 3_000_000
CALL_CHARACTERS = 11  # of three bytes each: 33 bytes
CALLS = 1000

ENGLISH = (
    "The library keeps its tables in one read-only block, so that opening a recipe copies nothing.",
    "A stream gives what a whole conversion gives, however it was cut into chunks.",
    "Offsets are bytes; sizes are told, never guessed.",
    "for (i = 0; i < count; i++) total += sizes[i] * 2;",
    "See section 3.9, table 3-7, and https://www.unicode.org/versions/latest/ for the details.",
    "In 2026 there were 1,024 files of 65,536 bytes each (64 MiB in all).",
)


def sets(shared, name):
    """The prose of the evaluation sets beside the repository, or None where they are not there."""
    files = sorted(shared.glob(f"eval/sets/*/{name}.txt"))
    if not files:
        return None
    prose = b"".join(path.read_bytes() for path in files).decode("utf-8")
    copies = -(-SIZE // len(prose.encode("utf-8")))
    return prose * copies


def corpus(shared, convert):
    """At least 3 MB of different modern prose in both scripts: meetings, encyclopedic text and news; None without it."""
    archive = shared / "corpus" / "archive-tw.txt.xz"
    hant = sorted(shared.glob("eval/sets/*/hant.txt"))
    if not hant or not archive.is_file() or not convert.is_file():
        return None
    with lzma.open(archive, "rt", encoding="utf-8") as file:
        text = file.read(SIZE)
    prose = text[: SIZE // 4] + "".join(path.read_text(encoding="utf-8") for path in hant)
    return converted(convert, "t2s", prose), prose


def read_dictionary(path, column):
    with open(path, encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#") and "\t" in line:
                yield line.rstrip("\n").split("\t")[column].split(" ")[0]


def invented(dictionaries, column, seed):
    """Something like prose, made of the dictionaries' words and of function words between them."""
    dice = random.Random(seed)
    words = [w for w in read_dictionary(dictionaries / "STPhrases.txt", column) if len(w) <= 4]
    between = ("的是在了和有我他这那就也不人们到说要上中为以会可", "的是在了和有我他這那就也不人們到說要上中為以會可")[column]
    out, size = [], 0
    while size < SIZE:
        sentence = []
        for _ in range(dice.randrange(4, 14)):
            sentence.append(dice.choice(words) if dice.random() < 0.45 else dice.choice(between) + dice.choice(between))
            if dice.random() < 0.12:
                sentence.append("，")
        out.append("".join(sentence) + dice.choice("。。。？！\n"))
        size += len(out[-1].encode("utf-8"))
    return "".join(out)


def english(seed):
    dice = random.Random(seed)
    out, size = [], 0
    while size < SIZE:
        out.append(dice.choice(ENGLISH) + dice.choice("  \n"))
        size += len(out[-1])
    return "".join(out)


def converted(convert, recipe, text):
    done = subprocess.run([convert, recipe], input=text.encode("utf-8"), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode("utf-8")


def mixed(prose, seed):
    """Prose and English by turns, a line of each."""
    dice = random.Random(seed)
    out, size = [], 0
    for line in prose.splitlines(keepends=True):
        out += [line, dice.choice(ENGLISH) + "\n"]
        size += len(line.encode("utf-8")) + len(out[-1])
        if size >= SIZE:
            break
    return "".join(out)


def folded(prose):
    """What normalising to NFKC leaves of prose's marks: ASCII where there was fullwidth."""
    return unicodedata.normalize("NFKC", prose)


def calls(prose):
    """Short texts of 33 bytes, a line each."""
    characters = [c for c in prose[:100_000] if len(c.encode("utf-8")) == 3]
    lines = ["".join(characters[i : i + CALL_CHARACTERS]) for i in range(0, CALLS * CALL_CHARACTERS, CALL_CHARACTERS)]
    return "".join(line + "\n" for line in lines if len(line) == CALL_CHARACTERS)


def make(folder, dictionaries, shared, convert):
    """Writes the texts as folder/NAME.txt; returns their paths by name, and where they are from."""
    folder.mkdir(parents=True, exist_ok=True)
    both = corpus(shared, convert)
    hans, hant = both if both else (sets(shared, "hans"), sets(shared, "hant"))
    if both:
        source = "different modern prose (meetings, news, encyclopedic), its simplified form by t2s"
    elif hans and hant:
        source = "the evaluation sets' prose, repeated to 3 MB or more"
    else:
        source = "invented from the words of OpenCC's dictionaries and function words (no evaluation sets here)"
        hans, hant = invented(dictionaries, 0, 1), invented(dictionaries, 1, 1)
    texts = {
        "simplified": hans,
        "traditional": hant,
        "folded": folded(hant),
        "ASCII": english(2),
        "mixed": mixed(hans, 3),
        "converted": converted(convert, "s2t", hans) if convert.is_file() else hant,
        "calls-simplified": calls(hans),
        "calls-traditional": calls(hant),
    }
    paths = {}
    for name, text in texts.items():
        paths[name] = pathlib.Path(folder) / f"{name}.txt"
        paths[name].write_bytes(text.encode("utf-8"))
    return paths, source
