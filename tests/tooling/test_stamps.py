"""A step runs again when, and only when, something that it reads has changed."""

import threading
from pathlib import Path

from tooling.stamps import fingerprint, is_current, one_at_a_time, record


def test_a_change_to_a_file_in_a_folder_changes_its_fingerprint(tmp_path: Path) -> None:
    source = tmp_path / "css" / "tokens.css"
    source.parent.mkdir()
    source.write_text("a")
    before = fingerprint([tmp_path])
    assert fingerprint([tmp_path]) == before
    source.write_text("b")
    assert fingerprint([tmp_path]) != before


def test_a_file_that_moves_changes_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("same")
    before = fingerprint([tmp_path])
    (tmp_path / "a.js").rename(tmp_path / "b.js")
    assert fingerprint([tmp_path]) != before


def test_a_stamp_holds_for_exactly_what_was_recorded(tmp_path: Path) -> None:
    stamp = tmp_path / "stamps" / "bundle"
    assert not is_current(stamp, "one")
    record(stamp, "one")
    assert is_current(stamp, "one")
    assert not is_current(stamp, "two")


def test_two_set_ups_at_once_take_turns(tmp_path: Path) -> None:
    steps: list[str] = []
    waiting = threading.Event()

    def set_up_second() -> None:
        waiting.set()
        with one_at_a_time(tmp_path / "lock"):
            steps.append("second")

    with one_at_a_time(tmp_path / "lock"):
        other = threading.Thread(target=set_up_second)
        other.start()
        waiting.wait(5)
        other.join(0.1)
        steps.append("first")
    other.join(5)
    assert steps == ["first", "second"]
