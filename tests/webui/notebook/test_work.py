"""Long work can be watched and ended, and what became of it is told."""

from __future__ import annotations

import threading

import pytest

from webui.notebook.errors import NotebookLocked
from webui.notebook.work import Work, WorkRefused, Works


def test_work_tells_how_far_it_is_how_fast_and_what_remains() -> None:
    now = [0.0]
    work = Work(1, "backup", lambda: now[0])
    work.tell("Copying", 0, 100)
    assert work.pace.rate is None, "nothing is made up at the beginning"
    now[0] = 10.0
    work.tell("Copying", 50, 100)
    pace = work.pace
    assert (work.part, pace.rate, pace.left) == (0.5, 5.0, 10.0)


def test_one_at_a_time_and_the_next_when_it_has_ended() -> None:
    works, gate = Works(), threading.Event()
    first = works.begin("import", lambda _: gate.wait(5))
    with pytest.raises(WorkRefused):
        works.begin("backup", lambda _: None)
    gate.set()
    assert first.wait(5)
    assert works.begin("backup", lambda _: "made").wait(5)
    assert works.find(2) is not None
    assert works.find(2).result == "made"  # type: ignore[union-attr]


def test_cancelled_work_ends_at_its_next_step() -> None:
    gate = threading.Event()

    def act(work: Work) -> None:
        gate.wait(5)
        work.tell("Copying", 1, 2)

    work = Works().begin("backup", act)
    work.cancel()
    gate.set()
    assert work.wait(5)
    assert work.state == "cancelled"


def test_what_went_wrong_is_told_and_an_error_of_the_program_keeps_its_words_to_itself(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def lock(_: Work) -> None:
        raise NotebookLocked

    def break_down(_: Work) -> None:
        raise ValueError("words of a page")

    works = Works()
    locked = works.begin("backup", lock)
    assert locked.wait(5)
    assert isinstance(locked.problem, NotebookLocked)
    broken = works.begin("backup", break_down)
    assert broken.wait(5)
    assert broken.failed_unexpectedly
    assert "words of a page" not in caplog.text


def test_each_step_tells_that_somebody_waits() -> None:
    steps: list[None] = []

    def act(work: Work) -> None:
        work.tell("Copying", 1, 2)
        work.tell("Copying", 2, 2)

    works = Works(step=lambda: steps.append(None))
    assert works.begin("backup", act).wait(5)
    assert len(steps) == 2, "so the notebook is not locked for idleness meanwhile"


def test_nothing_of_a_notebook_is_remembered_once_it_is_locked() -> None:
    works = Works()
    assert works.begin("import", lambda _: "a title").wait(5)
    works.forget()
    assert works.find(1) is None
