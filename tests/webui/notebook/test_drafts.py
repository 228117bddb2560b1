"""Drafts: put in whether the notebook is open or locked, read by the open notebook alone."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from webui.notebook import DraftNotFound, Notebook, NotebookLocked
from webui.notebook import drafts as drafts_module

Make = Callable[[], Notebook]

ID = uuid.UUID(int=7)
CANARY = "quetzalcoatlus"


def keep(notebook: Notebook, body: str = CANARY, draft_id: uuid.UUID = ID) -> str:
    return notebook.drafts.keep(draft_id, 1, "One", 1, body)


def test_a_draft_handed_in_after_the_log_out_is_there_after_the_next_sign_in(
    make: Make, notebook: Notebook, password: str
) -> None:
    notebook.lock()
    assert keep(notebook) == "on disk"
    with pytest.raises(NotebookLocked):
        notebook.drafts.list()
    again = make()
    again.unlock(password)
    [draft] = again.drafts.list()
    assert (draft.id, draft.page_id, draft.title, draft.base) == (ID, 1, "One", 1)
    assert draft.body == CANARY


def test_nothing_of_a_draft_can_be_read_on_the_disk(notebook: Notebook, folder: Path) -> None:
    keep(notebook)
    notebook.lock()
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert not [content for content in contents if CANARY.encode() in content]


def test_on_a_full_disk_a_draft_is_held_in_memory_until_the_next_sign_in(
    notebook: Notebook, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(drafts_module, "replace_file", fail)
        notebook.lock()
        assert keep(notebook) == "in memory"
    notebook.unlock(password)
    assert [draft.body for draft in notebook.drafts.list()] == [CANARY]


def test_a_draft_handed_in_again_takes_the_place_of_the_one_before(notebook: Notebook) -> None:
    keep(notebook, "first")
    keep(notebook, "first and second")
    assert [draft.body for draft in notebook.drafts.list()] == ["first and second"]


def test_a_draft_that_was_thrown_away_is_gone_after_a_restart_as_well(
    make: Make, notebook: Notebook, password: str
) -> None:
    keep(notebook)
    keep(notebook, draft_id=uuid.UUID(int=8))
    notebook.drafts.discard(ID)
    notebook.lock()
    again = make()
    again.unlock(password)
    assert [draft.id for draft in again.drafts.list()] == [uuid.UUID(int=8)]
    with pytest.raises(DraftNotFound):
        again.drafts.get(ID)


def test_a_damaged_draft_and_a_strangers_file_hide_no_other_draft(
    notebook: Notebook, folder: Path
) -> None:
    keep(notebook)
    (folder / "drafts" / f"{uuid.UUID(int=9)}.draft").write_bytes(b"x" * 100)
    (folder / "drafts" / "letter.draft").write_text("Dear diary")
    notebook.drafts._sealed.clear()
    assert [draft.id for draft in notebook.drafts.list()] == [ID]


def test_a_program_in_which_the_notebook_was_never_open_takes_none(
    make: Make, notebook: Notebook
) -> None:
    notebook.lock()
    with pytest.raises(NotebookLocked):
        keep(make())
