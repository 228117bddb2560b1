from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import cast

import apsw
import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import Notebook, NotebookLocked, StorageFailure
from webui.notebook.database import Database
from webui.notebook.sign_ins import SignIns


def test_a_sign_in_is_good_until_it_ends(notebook: Notebook, clock: FakeClock) -> None:
    started = notebook.sign_ins.start("Ada", "password")
    assert notebook.sign_ins.active(started.id) == started
    assert (started.username, started.how, started.started_at) == ("Ada", "password", clock.now)
    clock.pass_by(hours=1)
    notebook.sign_ins.end(started.id, "logout")
    assert notebook.sign_ins.active(started.id) is None
    (ended,) = notebook.sign_ins.recent()
    assert (ended.ended_at, ended.ended_how) == (clock.now, "logout")


def test_a_sign_in_ends_once(notebook: Notebook, clock: FakeClock) -> None:
    started = notebook.sign_ins.start("Ada", "kept")
    notebook.sign_ins.end(started.id, "logout")
    clock.pass_by(hours=1)
    notebook.sign_ins.end(started.id, "password-change")
    notebook.sign_ins.end_all("everywhere")
    assert notebook.sign_ins.recent()[0].ended_how == "logout"


def test_logging_out_everywhere_ends_each(notebook: Notebook) -> None:
    started = [notebook.sign_ins.start("Ada", "recovery") for _ in range(3)]
    notebook.sign_ins.end_all("everywhere")
    assert [notebook.sign_ins.active(sign_in.id) for sign_in in started] == [None] * 3


def test_no_two_sign_ins_can_be_guessed_from_each_other(notebook: Notebook) -> None:
    ids = {notebook.sign_ins.start("Ada", "setup").id for _ in range(10)}
    assert len(ids) == 10
    assert all(len(bytes.fromhex(one)) == 16 for one in ids)
    assert notebook.sign_ins.active("0" * 32) is None


def test_the_newest_sign_in_comes_first(notebook: Notebook, clock: FakeClock) -> None:
    for how in ("setup", "password", "kept"):
        clock.pass_by(seconds=1)
        notebook.sign_ins.start("Ada", how)
    assert [sign_in.how for sign_in in notebook.sign_ins.recent(2)] == ["kept", "password"]


def test_failed_tries_are_told_after_the_next_unlock(
    notebook: Notebook, make: Callable[[], Notebook], clock: FakeClock, password: str
) -> None:
    notebook.lock()
    again = make()
    first = clock.now
    again.sign_ins.record_failure()
    clock.pass_by(seconds=5)
    again.sign_ins.record_failure(clock.now)
    again.unlock(password)
    assert again.sign_ins.failures() == [clock.now, first]
    again.sign_ins.record_failure(first - timedelta(hours=1))
    again.lock()
    again.unlock(password)
    assert len(again.sign_ins.failures()) == 3


def test_a_thousand_failed_tries_fill_neither_memory_nor_disk(
    notebook: Notebook, clock: FakeClock, password: str
) -> None:
    notebook.lock()
    for _ in range(1_000):
        clock.pass_by(seconds=1)
        notebook.sign_ins.record_failure()
    notebook.unlock(password)
    failures = notebook.sign_ins.failures(limit=10_000)
    assert (len(failures), failures[0]) == (50, clock.now)
    for _ in range(11):
        notebook.lock()
        for _ in range(50):
            notebook.sign_ins.record_failure()
        notebook.unlock(password)
    assert len(notebook.sign_ins.failures(limit=10_000)) == 500


def test_sign_ins_of_a_locked_notebook_are_out_of_reach(notebook: Notebook) -> None:
    notebook.lock()
    for use in (
        lambda: notebook.sign_ins.start("Ada", "password"),
        lambda: notebook.sign_ins.active("x"),
        lambda: notebook.sign_ins.end_all("logout"),
        notebook.sign_ins.recent,
        notebook.sign_ins.failures,
    ):
        with pytest.raises(NotebookLocked):
            use()


def test_an_end_that_is_written_while_somebody_asks_is_an_end(
    notebook: Notebook, clock: FakeClock
) -> None:
    disk = FailingDisk(notebook._unlocked.database)
    sign_ins = SignIns(lambda: cast("Database", disk), clock)
    started = sign_ins.start("Ada", "password")
    disk.is_full = True
    sign_ins.end(started.id, "logout")
    disk.is_full = False
    disk.was_read = sign_ins.catch_up
    assert sign_ins.active(started.id) is None


class FailingDisk:
    """A notebook's database whose disk may be full; `was_read` is called after each reading."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.is_full = False
        self.was_read: Callable[[], None] = lambda: None

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        if self.is_full:
            raise StorageFailure("full")
        with self._database.writing() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        with self._database.reading() as connection:
            yield connection
        self.was_read()
