# SPDX-License-Identifier: Apache-2.0
"""What the tests of the command share."""
import os
import signal
import subprocess

import pytest

SIMPLE = "后来我们用软件。\n"
CONVERTED = "後來我們用軟件。\n"


class Command:
    """The built command. A call gives a CompletedProcess with bytes."""

    def __init__(self):
        self.path = os.path.abspath(os.environ["ZHENGZI"])

    def __call__(self, *arguments, stdin=b"", env=None, **more):
        if "stdout" not in more:
            more["stdout"] = subprocess.PIPE
        if "stderr" not in more:
            more["stderr"] = subprocess.PIPE
        if not isinstance(stdin, bytes):
            more["stdin"] = stdin
        else:
            more["input"] = stdin
        surroundings = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR",)}
        surroundings.update(env or {})
        return subprocess.run([self.path, *map(str, arguments)], env=surroundings, timeout=120, **more)

    def start(self, *arguments, **more):
        # A shell that runs the tests in the background lets them ignore an interrupt.
        more.setdefault("preexec_fn", lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        return subprocess.Popen([self.path, *map(str, arguments)], **more)

    def text(self, *arguments, stdin=b"", **more):
        """Standard output of a run that must succeed and say nothing."""
        done = self(*arguments, stdin=stdin, **more)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    def fails(self, *arguments, **more):
        """What an unsuccessful run says on standard error, in one piece."""
        done = self(*arguments, **more)
        assert done.returncode == 2
        said = done.stderr.decode()
        assert said.startswith("zhengzi: ") and said.endswith("\n")
        return said


# What the build left out: tests of it hold the command to saying so, or are skipped.
WITHOUT = os.environ.get("ZZ_WITHOUT", "").split()
needs_context = pytest.mark.skipif("context" in WITHOUT, reason="built without the context model")


@pytest.fixture(scope="session")
def zz():
    return Command()


@pytest.fixture
def simple(tmp_path):
    path = tmp_path / "simple.txt"
    path.write_text(SIMPLE)
    return path


def leftovers(folder):
    """Files that nobody asked for."""
    return [p.name for p in folder.iterdir() if p.name.startswith(".zhengzi")]
