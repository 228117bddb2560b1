"""A whole backup in the place of a notebook, with progress and an end on request."""

from __future__ import annotations

from pathlib import Path

import pytest

from webui.notebook import Notebook
from webui.notebook.backups.whole import list_backups, restore_whole
from webui.notebook.work import Cancelled


@pytest.fixture
def changed(notebook: Notebook, folder: Path) -> Notebook:
    """A notebook with a backup, and a page that is newer than it; locked."""
    notebook.pages.create("Old", "words " * 20_000)
    notebook.backups.make("asked")
    notebook.pages.create("New", "later")
    notebook.lock()
    assert folder.is_dir()
    return notebook


def test_the_notebook_is_what_the_backup_was_and_what_was_there_is_kept(
    changed: Notebook, folder: Path, password: str
) -> None:
    told: list[tuple[str, int, int]] = []
    backup = list_backups(folder, None)[0]
    former = restore_whole(folder, backup, password, lambda *step: told.append(step))
    assert list(dict.fromkeys(phase for phase, _, _ in told)) == ["Checking", "Copying"]
    assert all(done <= total for _, done, total in told)
    changed.unlock(password)
    assert [each.title for each in changed.pages.list()] == ["Old"]
    kept = Notebook(former, cost=changed._cost)
    kept.unlock(password)
    assert {each.title for each in kept.pages.list()} == {"Old", "New"}
    kept.lock()


@pytest.mark.parametrize("phase", ["Checking", "Copying"])
def test_one_that_is_cancelled_leaves_everything_as_it_was(
    changed: Notebook, folder: Path, password: str, phase: str
) -> None:
    def cancel(now: str, _done: int, _total: int, /) -> None:
        if now == phase:
            raise Cancelled

    before = sorted(path.name for path in folder.rglob("*"))
    with pytest.raises(Cancelled):
        restore_whole(folder, list_backups(folder, None)[0], password, cancel)
    assert sorted(path.name for path in folder.rglob("*")) == before
    changed.unlock(password)
    assert {each.title for each in changed.pages.list()} == {"Old", "New"}
