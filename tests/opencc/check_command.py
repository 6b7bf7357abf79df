#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The command zhengzi-opencc: what it takes, gives and refuses, and how it ends; beside OpenCC's own, where that is
installed.

    check_command.py COMMAND ZHENGZI
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

COMMAND, ZHENGZI = map(os.path.abspath, sys.argv[1:3])
OPENCC = shutil.which("opencc")
WITHOUT = os.environ.get("ZZ_WITHOUT", "").split()
TEXT = "汉字和头发\n".encode()
CONVERTED = "漢字和頭髮\n".encode()


def run(*arguments, command=COMMAND, stdin=TEXT, **more):
    return subprocess.run([command, *arguments], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=60, check=False, **more)  # fmt: skip


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.input, self.output = self.folder / "in.txt", self.folder / "out.txt"
        self.input.write_bytes(TEXT)

    def gives(self, expected, *arguments, **more):
        done = run(*arguments, **more)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, expected, b""))

    def fails(self, why, *arguments, **more):
        done = run(*arguments, **more)
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(why, done.stderr.decode())
        return done.stderr.decode()

    def names(self):
        return sorted(path.name for path in self.folder.iterdir())


class Converting(Folder):
    def test_standard_input_and_output(self):
        self.gives(CONVERTED)
        self.gives(b"", stdin=b"")
        self.gives(CONVERTED, "-i", "-", "-o", "-")

    def test_configurations(self):
        for name in ("s2t", "s2t.json", "t2twp", "clean,s2tw", "s2tw:context"):
            if ":context" in name and "context" in WITHOUT:
                continue
            recipe = name.removesuffix(".json")
            expected = run(recipe, "--no-tofu", command=ZHENGZI).stdout
            self.gives(expected, "-c", name)
            self.gives(expected, "--config", name)
            self.gives(expected, f"--config={name}")
            self.gives(expected, f"-c{name}")

    def test_configuration_files(self):
        folder, other = self.folder / "folder", self.folder / "other"
        folder.mkdir()
        other.mkdir()
        path = folder / "my.json"
        path.write_text('{"conversion_chain": [{"dict": {"type": "text", "file": "my.txt"}}]}')
        (folder / "my.txt").write_text("汉字\t漢\n")
        if "config" in WITHOUT:
            self.skipTest("built without configurations")
        expected = "漢和头发\n".encode()
        self.gives(expected, "-c", path)
        self.gives(expected, "-c", "my.json", cwd=folder)
        self.gives(expected, "-c", "my.json", "--path", other, "--path", folder)
        self.gives(CONVERTED, "-c", "s2t.json", "--path", folder)
        self.fails("my.json", "-c", "my.json", "--path", other)
        self.fails("more than 15", "-c", "my.json", *["--path", other] * 16)
        (other / "my.json").write_text("[")
        self.fails("line 1", "-c", "my.json", "--path", other, "--path", folder)

    def test_files(self):
        self.gives(CONVERTED, "-i", self.input)
        self.gives(b"", "--input", self.input, "--output", self.output)
        self.assertEqual(self.output.read_bytes(), CONVERTED)
        self.gives(b"", "-o", self.output, "-c", "t2s")
        self.assertEqual(self.output.read_bytes(), TEXT)
        self.assertEqual(self.names(), ["in.txt", "out.txt"])

    def test_rare_characters(self):
        self.gives("㑮".encode(), "-c", "t2s", stdin="㑮".encode())
        self.gives("𫝈".encode(), "-c", "t2s", "--include-tofu-risk-dictionaries", stdin="㑮".encode())

    def test_nul_is_a_character(self):
        self.gives("漢\0漢".encode(), "-c", "s2tw", stdin="汉\0汉".encode())

    def test_chunks_leave_no_trace(self):
        """OpenCC's command cuts words at the ends of what it reads at once."""
        for shift in range(5):
            text = b"x" * shift + "头发干燥的发型师".encode() * 40000
            expected = run("s2twp", "--no-tofu", command=ZHENGZI, stdin=text).stdout
            self.assertEqual(expected.decode()[shift:], "頭髮乾燥的髮型師" * 40000)
            self.gives(expected, "-c", "s2twp", stdin=text)

    def test_what_is_known_is_written(self):
        """A program that talks to it gets its answer before it has ended its text."""
        for arguments in ([], ["--noflush", "0"]):
            with subprocess.Popen([COMMAND, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as talk:
                talk.stdin.write(TEXT * 20)
                talk.stdin.flush()
                self.assertEqual(talk.stdout.read(len(CONVERTED)), CONVERTED)
                talk.stdin.close()
                self.assertEqual(talk.stdout.read(), CONVERTED * 19)
        self.gives(CONVERTED * 20, "--noflush", "1", stdin=TEXT * 20)


class InPlace(Folder):
    def test_needs_leave(self):
        link = self.folder / "link"
        link.symlink_to("in.txt")
        for path in (self.input, link):
            self.fails("--in-place", "-i", self.input, "-o", path)
            self.assertEqual(self.input.read_bytes(), TEXT)
        with open(self.input, "rb") as file:
            done = subprocess.run([COMMAND, "-o", self.input], stdin=file, check=False, stderr=subprocess.PIPE)
        self.assertEqual((done.returncode, self.input.read_bytes()), (1, TEXT))

    def test_replaces(self):
        self.input.chmod(0o640)
        self.gives(b"", "-i", self.input, "-o", self.input, "--in-place")
        self.assertEqual(self.input.read_bytes(), CONVERTED)
        self.assertEqual(self.input.stat().st_mode & 0o777, 0o640)
        self.assertEqual(self.names(), ["in.txt"])

    def test_of_another_file(self):
        self.gives(b"", "-i", self.input, "-o", self.output, "--in-place")
        self.assertEqual((self.input.read_bytes(), self.output.read_bytes()), (TEXT, CONVERTED))


class Failing(Folder):
    def test_files(self):
        self.fails("No such file", "-i", self.folder / "nowhere")
        self.fails("No such file", "-i", self.input, "-o", self.folder / "nowhere" / "out")
        self.fails("directory", "-i", self.folder)
        self.assertEqual(self.names(), ["in.txt"])

    def test_configurations(self):
        self.fails('There is no step "nope"', "-c", "nope")
        self.fails("nope.json", "-c", "nope.json")
        self.fails("empty", "-c", "")

    def test_a_configuration_of_ones_own(self):
        path = self.folder / "my.json"
        path.write_text('{"conversion_chain": [{"dict": {"type": "group", "dicts": [{"type": "text", "file": "my.txt"},'
                        ' {"type": "ocd2", "file": "STCharacters.ocd2"}]}}]}', encoding="utf-8")
        (self.folder / "my.txt").write_text("头发\t首發\n", encoding="utf-8")
        self.input.write_text("头发头", encoding="utf-8")
        if "config" in WITHOUT:
            self.fails("built without yyjson", "-c", path, "-i", self.input)
            self.skipTest("built without configurations")
        done = run("-c", path, "-i", self.input)
        self.assertEqual(done.stdout.decode(), "首發頭")
        path.write_text("{", encoding="utf-8")
        self.fails("my.json, line 1, column 2: this is no JSON", "-c", path)

    def test_ill_formed_text(self):
        self.output.write_bytes(b"before")
        self.input.write_bytes(TEXT + b"\x80")
        self.fails("0x80 at offset 16", "-i", self.input, "-o", self.output)
        self.assertEqual(self.output.read_bytes(), b"before")
        self.fails("Invalid UTF8", "-i", self.input, "-o", self.input, "--in-place")
        self.assertEqual(self.input.read_bytes(), TEXT + b"\x80")
        self.assertEqual(self.names(), ["in.txt", "out.txt"])

    def test_ill_formed_text_that_passes(self):
        for text in (b"\xed\xa0\x80", b"a\xe6", b"\xc0\x80"):
            self.gives(text, stdin=text)
        self.gives(b"a\x80", "-c", "nfc", stdin=b"a\x80")

    def test_across_chunks(self):
        chunk = 256 * 1024
        for size in range(chunk - 4, chunk + 4):
            self.gives(b"x" * size + CONVERTED, stdin=b"x" * size + TEXT)
            done = run(stdin=b"x" * size + b"\xe6\xb1\x89\x80")
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"offset {size + 3}", done.stderr.decode())

    def test_arguments(self):
        self.fails("not an option", "file.txt")
        self.fails("unrecognized", "--bogus")
        self.fails("requires an argument", "-c")
        self.fails("requires an argument", "--noflush")
        self.fails("takes 0 or 1", "--noflush", "true")
        self.fails("-c is given twice", "-c", "s2t", "-c", "t2s")
        self.fails("-i is given twice", "-i", "a", "-i", "b")
        for option in ("--segmentation", "--inspect", "--ambiguities"):
            self.assertIn("zhengzi --edits", self.fails(option, option))

    def test_full_device(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        self.fails("No space left", "-o", "/dev/full")

    def test_closed_pipe(self):
        with subprocess.Popen([COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as to:
            to.stdout.close()
            with self.assertRaises(BrokenPipeError):
                for _ in range(1000):
                    to.stdin.write(TEXT * 10000)
            self.assertEqual(to.stderr.read(), b"")
        self.assertEqual(to.returncode, -signal.SIGPIPE)


class Information(Folder):
    def test_help_names_every_conversion(self):
        done = run("--help", "-c", "nope")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        listed = {line.split()[0] for line in done.stdout.decode().splitlines() if line.startswith("  ")}
        conversions = "s2t t2s s2tw tw2s s2twp tw2sp s2hk hk2s s2hkp hk2sp t2tw tw2t t2hk hk2t t2jp jp2t".split()
        self.assertLessEqual(set(conversions), listed)
        self.assertEqual(run("-h").stdout, done.stdout)

    def test_version(self):
        said = run("--version").stdout.decode()
        self.assertIn(run("--version", command=ZHENGZI).stdout.decode().split()[1], said)
        self.assertIn("OpenCC 1.4.2", said)


@unittest.skipUnless(OPENCC, "OpenCC's command is not installed")
class Beside(Folder):
    """What OpenCC 1.1's command takes, gives and refuses; its own exit status is 0 for more than that."""

    def check(self, *arguments, stdin=TEXT):
        results = []
        for command in (OPENCC, COMMAND):
            self.output.unlink(missing_ok=True)
            done = run(*arguments, command=command, stdin=stdin, cwd=self.folder)
            written = self.output.read_bytes() if self.output.exists() else None
            results.append((done.stdout, written, done.stderr == b""))
        self.assertEqual(results[0], results[1], arguments)

    def test_taken(self):
        for arguments in (
            (), ("-c", "s2t"), ("--config", "t2s.json"), ("-i", "in.txt"), ("-i", "in.txt", "-o", "out.txt"),
            ("--input", "in.txt", "--output", "out.txt"), ("--noflush", "1"), ("--", "rest", "-c", "nope"),
            ("--ignore_rest", "-c", "nope"), ("-c", "t2s.json", "--", "rest"), ("-o", "out.txt"),
        ):  # fmt: skip
            self.check(*arguments)

    def test_refused(self):
        for arguments in (
            ("-c", "nope"), ("-i", "nowhere"), ("-i", ""), ("-o", "nowhere/out"), ("-o", ""),
        ):  # fmt: skip
            self.check(*arguments)
        for arguments in (("file",), ("--bogus",), ("-c",), ("--noflush", "true"), ("-c", "s2t", "-c", "t2s")):
            theirs, ours = (run(*arguments, command=command) for command in (OPENCC, COMMAND))
            self.assertEqual((theirs.returncode, ours.returncode, ours.stdout), (1, 1, b""), arguments)

    def test_texts(self):
        """Of words that every version's dictionaries convert alike."""
        for config in ("s2t", "s2tw", "s2twp", "s2hk", "t2s", "tw2s"):
            for text in ("理发师说：头发干燥。\r\n\r\n开发软件", "", "\n", "no Chinese\n", "乾隆皇帝與國家\n", "最后一行"):
                self.check("-c", config, stdin=text.encode())
                self.input.write_text(text, newline="")
                self.check("-c", config, "-i", "in.txt", "-o", "out.txt")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
