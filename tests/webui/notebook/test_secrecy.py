"""A word written into the notebook stands in no file, nowhere, at no time."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from webui.notebook import Notebook

CANARY = "Quetzalcoatlus"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, as Python and SQLite see it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def forms(word: str) -> Iterator[bytes]:
    for text in (word, word.lower(), word.upper()):
        yield text.encode()
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")


def files_with(word: str, *folders: Path) -> list[str]:
    looked_for = list(forms(word))
    return [
        str(file)
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and any(form in file.read_bytes() for form in looked_for)
    ]


def test_the_search_for_the_word_would_find_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(f"x{CANARY.lower()}x")
    (tmp_path / "b").write_bytes(CANARY.encode("utf-16-le"))
    assert len(files_with(CANARY, tmp_path)) == 2


def test_no_word_of_a_page_stands_in_a_file_while_open_or_after(
    notebook: Notebook, folder: Path, temporary: Path
) -> None:
    seen: set[str] = set()

    def look() -> None:
        assert files_with(CANARY, folder, temporary) == []
        seen.update(file.name for file in folder.iterdir())

    page = notebook.pages.create(CANARY, f"{CANARY} #{CANARY} " + "filler " * 100_000)
    look()
    notebook.pages.save(page.id, f"other {CANARY}", page.revision)
    notebook.pages.save(page.id, f"{CANARY} in conflict", page.revision)
    notebook.pages.rename(page.id, f"{CANARY}/{CANARY}")
    notebook.settings.set("path", f"/pages/{CANARY}")
    notebook.sign_ins.start(CANARY, "password")
    for number in range(300):
        notebook.pages.create(f"{CANARY} {number}", f"#{CANARY}/{number}")
    look()
    assert notebook.tags.count(CANARY) == 300
    notebook.tags.all()
    look()
    notebook.pages.delete(page.id)
    notebook.trash.empty()
    look()
    notebook.lock()
    look()
    assert {"notebook.db", "notebook.db-wal", "keyslots.json"} <= seen
    assert list(temporary.iterdir()) == []


def test_a_name_that_is_changed_leaves_no_trace_in_clear(notebook: Notebook, folder: Path) -> None:
    notebook.rename_owner(CANARY)
    notebook.rename_owner("Ada")
    notebook.lock()
    assert files_with(CANARY, folder) == []
