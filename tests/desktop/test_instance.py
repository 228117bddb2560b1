"""One running copy per data folder."""

from __future__ import annotations

import json
import multiprocessing
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from desktop.instance import Errand, ask_first_copy, claim


def test_a_second_copy_does_not_get_the_folder(tmp_path: Path) -> None:
    first = claim(tmp_path)
    assert first is not None
    with first:
        assert claim(tmp_path) is None
    again = claim(tmp_path)
    assert again is not None
    with again:
        pass


def test_two_folders_have_two_copies(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    one, other = claim(tmp_path / "a"), claim(tmp_path / "b")
    assert one is not None
    assert other is not None
    with one, other:
        pass


def test_the_first_copy_hears_the_errand_and_answers(tmp_path: Path) -> None:
    heard: list[Errand] = []

    def answer(errand: Errand) -> Errand:
        heard.append(errand)
        return {"address": "here"}

    first = claim(tmp_path)
    assert first is not None
    with first:
        first.listen(answer)
        assert ask_first_copy(tmp_path, {"want": "window"}) == {"address": "here"}
        assert ask_first_copy(tmp_path, {"want": "again"}) == {"address": "here"}
    assert heard == [{"want": "window"}, {"want": "again"}]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["instance.lock"]


def test_the_way_to_the_first_copy_is_private(tmp_path: Path) -> None:
    first = claim(tmp_path)
    assert first is not None
    with first:
        first.listen(lambda _: {})
        meeting = tmp_path / "instance.json"
        assert meeting.stat().st_mode & 0o777 == 0o600
        told = json.loads(meeting.read_text())
        assert len(bytes.fromhex(told["key"])) == 32
        wrong = {**told, "key": "00" * 32}
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "instance.json").write_text(json.dumps(wrong))
        assert ask_first_copy(elsewhere, {}, limit=0.5) is None
        assert ask_first_copy(tmp_path, {}) == {}


def test_a_first_copy_that_is_still_starting_is_waited_for(tmp_path: Path) -> None:
    first = claim(tmp_path)
    assert first is not None
    with first, multiprocessing.get_context("spawn").Pool(1) as pool:
        waiting = pool.apply_async(ask_first_copy, (tmp_path, {"want": "window"}))
        time.sleep(0.5)
        first.listen(lambda _: {"heard": True})
        assert waiting.get(10) == {"heard": True}
        pool.close()
        pool.join()


def test_a_first_copy_that_hangs_does_not_hold_the_second(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "instance.sock"))
        deaf.listen()
        meeting = {"address": str(tmp_path / "instance.sock"), "key": "00" * 32}
        (tmp_path / "instance.json").write_text(json.dumps(meeting))
        begun = time.monotonic()
        assert ask_first_copy(tmp_path, {}, limit=0.5) is None
        assert time.monotonic() - begun < 2


def test_the_end_is_never_held_up_by_a_visitor(tmp_path: Path) -> None:
    for _ in range(200):
        first = claim(tmp_path)
        assert first is not None
        with first:
            first.listen(lambda _: {})
            assert ask_first_copy(tmp_path, {}) == {}


def test_a_visitor_that_hangs_holds_up_the_end_for_a_second_at_most(tmp_path: Path) -> None:
    first = claim(tmp_path)
    assert first is not None
    with socket.socket(socket.AF_UNIX) as mute:
        with first:
            first.listen(lambda _: {})
            mute.connect(str(tmp_path / "instance.sock"))
            begun = time.monotonic()
        assert time.monotonic() - begun < 1.5


def test_a_folder_name_longer_than_a_sockets_is_no_obstacle(tmp_path: Path) -> None:
    deep = tmp_path / ("a" * 100) / ("b" * 100)
    deep.mkdir(parents=True)
    first = claim(deep)
    assert first is not None
    with first:
        first.listen(lambda _: {"heard": True})
        address = Path(json.loads((deep / "instance.json").read_text())["address"])
        assert address.parent.stat().st_mode & 0o777 == 0o700
        assert ask_first_copy(deep, {}) == {"heard": True}
    assert not address.parent.exists()


def test_a_copy_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from desktop.instance import claim\n"
        "first = claim(Path(sys.argv[1])); first.listen(lambda _: {})\n"
        "print('ready', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGKILL)
    assert (tmp_path / "instance.sock").exists()
    first = claim(tmp_path)
    assert first is not None
    with first:
        first.listen(lambda _: {"heard": True})
        assert ask_first_copy(tmp_path, {}) == {"heard": True}
