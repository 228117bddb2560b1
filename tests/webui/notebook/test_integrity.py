"""A check says how far it is within a table, too, and ends there when it is asked to."""

from __future__ import annotations

import os

import pytest

from webui.notebook import Notebook
from webui.notebook.work import Cancelled


@pytest.fixture
def long(notebook: Notebook) -> Notebook:
    for number in range(40):
        notebook.files.add(f"{number}.bin", [os.urandom(250_000)])
    return notebook


def test_a_check_tells_how_much_of_the_file_was_read(long: Notebook) -> None:
    told: list[tuple[int, int]] = []
    assert long.check(lambda _, done, total: told.append((done, total))).is_whole
    (total,) = {each for _, each in told}
    assert total > 10_000_000
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[0][0] == 0
    assert told[-1][0] == total
    assert any(0 < done < total for done, _ in told)


def test_an_end_is_heard_within_a_table(long: Notebook) -> None:
    def stop(_phase: str, done: int, _total: int, /) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        long.check(stop)
    assert long.check().is_whole, "the notebook can be asked again"
