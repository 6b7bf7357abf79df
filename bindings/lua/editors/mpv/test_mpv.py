# SPDX-License-Identifier: Apache-2.0
"""The script in Debian's mpv, without a screen; what it shows is in mpv's log."""

import json
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("zhengzi.lua")

if shutil.which("mpv") is None:
    pytest.skip("no mpv here", allow_module_level=True)

SUBTITLES = "1\n00:00:00,000 --> 00:10:00,000\n里面的{\\b1}头发\n鼠标\n"
SECOND = "1\n00:00:00,000 --> 00:10:00,000\n后来\n"


class Player:
    def __init__(self, folder, options, *arguments):
        self.log = folder / "log"
        (folder / "a.srt").write_text(SUBTITLES, encoding="utf-8")
        (folder / "b.srt").write_text(SECOND, encoding="utf-8")
        self.process = subprocess.Popen(
            ["mpv", "--no-config", "--no-terminal", "--vo=null", "--ao=null", "--pause", f"--script={SCRIPT}",
             f"--script-opts={options}", f"--log-file={self.log}", f"--input-ipc-server={folder}/socket",
             f"--sub-file={folder}/a.srt", *arguments, "av://lavfi:color=d=600:s=320x240:r=10"])
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        wait(lambda: (folder / "socket").exists())
        wait(lambda: self.socket.connect_ex(str(folder / "socket")) == 0)
        self.answers = self.socket.makefile("rb")

    def command(self, *words):
        self.socket.sendall(json.dumps({"command": words}).encode() + b"\n")
        while True:
            answer = json.loads(self.answers.readline())
            if "error" in answer:
                assert answer["error"] == "success", answer
                return answer.get("data")

    def visible(self, name="sub-visibility"):
        return self.command("get_property", name)

    def told(self, text):
        return self.log.read_text(encoding="utf-8").count(text) if self.log.exists() else 0

    def close(self):
        try:
            self.command("quit")
            assert self.process.wait(20) == 0
        finally:
            self.process.kill()
            self.process.wait()


def wait(condition):
    for _ in range(400):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("not so within 20 seconds")


@pytest.fixture
def play(tmp_path):
    players = []

    def start(options, *arguments):
        players.append(Player(tmp_path, options, *arguments))
        return players[-1]

    yield start
    for player in players:
        player.close()


def test_subtitles_are_shown_converted(play):
    player = play("zhengzi-recipe=s2twp")
    wait(lambda: player.told("sub-text: 裡面的頭髮") == 1 and player.told("滑鼠") == 1)
    assert not player.visible()
    # Another recipe, at once.
    player.command("script-message-to", "zhengzi", "recipe", "s2t")
    wait(lambda: player.told("sub-text: 裏面的頭髮") == 1)
    # One that is not known changes nothing.
    player.command("script-message-to", "zhengzi", "recipe", "s2nothing")
    wait(lambda: player.told("There is no step") >= 1)
    assert not player.visible()


def test_the_key(play):
    player = play("zhengzi-recipe=s2t")
    wait(lambda: player.told("裏面") == 1)
    player.command("keypress", "Alt+z")
    wait(player.visible)
    player.command("keypress", "Alt+z")
    wait(lambda: not player.visible() and player.told("裏面") == 2)


def test_what_turns_subtitles_on_and_off_goes_on_to_do_so(play):
    player = play("zhengzi-recipe=s2t")
    wait(lambda: player.told("裏面") == 1)
    for key, message in (("v", "sub-text is hidden"), ("v", "sub-text is shown")):
        player.command("keypress", key)
        wait(lambda: player.told(f"] {message}") == 1 and not player.visible())
    wait(lambda: player.told("裏面") == 2)
    # Hidden when the script is turned off, they are hidden afterwards.
    player.command("keypress", "v")
    wait(lambda: player.told("] sub-text is hidden") == 2)
    player.command("keypress", "Alt+z")
    wait(lambda: player.told("[zhengzi] off") == 1)
    assert not player.visible()


def test_the_second_subtitle_and_words(play, tmp_path):
    (tmp_path / "words").write_text("头发\t毛髮\n", encoding="utf-8")
    (tmp_path / "kept").write_text("里面\n", encoding="utf-8")
    player = play(f"zhengzi-recipe=s2t,zhengzi-dictionary={tmp_path}/words,zhengzi-protect={tmp_path}/kept",
                  f"--sub-file={tmp_path}/b.srt", "--sid=1", "--secondary-sid=2")
    wait(lambda: player.told("] sub-text: 里面的毛髮") == 1)
    wait(lambda: player.told("secondary-sub-text: 後來") == 1)
    assert not player.visible("secondary-sub-visibility")


@pytest.mark.parametrize("options, message", [
    ("zhengzi-recipe=s2nothing", "There is no step"),
    ("zhengzi-dictionary=/nowhere/words", "/nowhere/words"),
    ("zhengzi-enabled=no", ""),
])
def test_where_it_does_nothing_all_is_as_before(play, options, message):
    player = play(options)
    wait(lambda: player.told("sid=1") and player.told(message))
    time.sleep(0.5)
    assert player.visible()
    assert player.told("裏面") == 0


def test_without_the_module(play, monkeypatch):
    monkeypatch.setenv("LUA_CPATH", "/nowhere/?.so")
    player = play("zhengzi-recipe=s2t")
    wait(lambda: player.told("LUA_CPATH can name") == 1)
    assert player.visible()
