"""What was deleted for good is gone from the disk: shown on every page of the file, decrypted."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import NoSuchFile, Notebook
from webui.notebook.connections import CIPHER, connect

WORD = "Quetzalcoatlus"
FILLER = " ".join(f"word{number}" for number in range(3_000))


@pytest.fixture
def decrypt(notebook: Notebook, folder: Path, tmp_path: Path) -> Callable[[], bytes]:
    """Answers the database's file, free pages and all, as it is without its cipher."""

    def decrypt() -> bytes:
        assert (folder / "notebook.db-wal").stat().st_size == 0
        copy = tmp_path / "copy.db"
        shutil.copy(folder / "notebook.db", copy)
        connection = connect(copy, notebook._unlocked.key, CIPHER)
        connection.execute("pragma journal_mode = delete").fetchall()
        connection.execute("pragma hexrekey = ''").fetchall()
        connection.close()
        content = copy.read_bytes()
        assert content.startswith(b"SQLite format 3\0")
        assert b"word1234" in content
        return content.lower()

    return decrypt


def wait_until_scoured(notebook: Notebook) -> None:
    thread = notebook.trash.scouring._thread
    assert thread is not None
    thread.join(20)
    assert not notebook.trash.scouring.is_due


def write_much(notebook: Notebook) -> int:
    """Fill the notebook, and write a page that says the word in every way; answer its number."""
    for number in range(40):
        notebook.pages.create(f"Page {number}", FILLER)
    file = notebook.files.add(f"{WORD}.txt", [WORD.encode() * 50_000])
    page = notebook.pages.create(f"{WORD} folder/{WORD}", f"---\n{WORD}: {WORD}\n---\n{FILLER}")
    for number in range(12):
        notebook.pages.create(f"Between {number}", FILLER)
        body = (
            f"---\naliases: [{WORD}]\n---\n#{WORD}/{number} [[{WORD}]] - [ ] {WORD} {number}\n"
            f"![{WORD}](/files/{file.id}/{WORD}.txt)\n" + f"{WORD} " * 100 * (number % 4)
        )
        page = notebook.pages.save(page.id, body + FILLER, page.revision).page
    notebook.pages.rename(page.id, f"{WORD} again")
    return page.id


def test_no_word_of_a_page_deleted_for_good_is_left_anywhere(
    notebook: Notebook, decrypt: Callable[[], bytes]
) -> None:
    page_id = write_much(notebook)
    notebook.trash.scouring._database.empty_log()
    assert WORD.lower().encode() in decrypt()
    notebook.pages.delete(page_id)
    notebook.trash.empty()
    wait_until_scoured(notebook)
    assert WORD.lower().encode() not in decrypt()
    assert notebook.search.find("word1234").count > 40


def test_a_restart_goes_on_with_what_was_left(
    notebook: Notebook,
    make: Callable[[], Notebook],
    password: str,
    decrypt: Callable[[], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page_id = write_much(notebook)
    notebook.pages.delete(page_id)
    with monkeypatch.context() as patch:
        patch.setattr(notebook.trash.scouring, "look", lambda: None)
        notebook.trash.delete(page_id)
    notebook.lock()
    notebook.unlock(password)
    assert notebook.trash.scouring.is_due
    notebook.tidy()
    wait_until_scoured(notebook)
    assert WORD.lower().encode() not in decrypt()


def test_words_that_other_pages_have_are_still_found(notebook: Notebook) -> None:
    gone = notebook.pages.create("One", "heliotrope wisteria")
    notebook.pages.create("Two", "heliotrope")
    notebook.pages.delete(gone.id)
    notebook.trash.delete(gone.id)
    notebook.trash.scouring.scour()
    with notebook._unlocked.database.reading() as connection:
        words = {row[0] for row in connection.execute("select word from search_words").fetchall()}
    assert "heliotrope" in words
    assert "wisteria" not in words
    assert notebook.search.find("heliotrope").count == 1


def test_the_trash_empties_itself_of_what_is_old_enough(
    notebook: Notebook, clock: FakeClock
) -> None:
    old = notebook.pages.create("Old")
    file = notebook.files.add("old.png", [b"1"])
    notebook.pages.delete(old.id)
    notebook.files.delete(file.id)
    clock.pass_by(days=20)
    new = notebook.pages.create("New")
    notebook.pages.delete(new.id)
    notebook.tidy()
    assert {each.id for each in notebook.trash.list()} == {old.id, new.id}
    clock.pass_by(days=11)
    notebook.tidy()
    assert [each.id for each in notebook.trash.list()] == [new.id]
    assert notebook.files.trashed() == []
    notebook.settings.set("trash_days", 0)
    clock.pass_by(days=1000)
    notebook.tidy()
    assert [each.id for each in notebook.trash.list()] == [new.id]


def test_files_wait_in_the_trash_with_the_last_page_that_names_them(notebook: Notebook) -> None:
    shared, own, former = (notebook.files.add(name, [name.encode()]) for name in "abc")
    kept = notebook.pages.create("Kept", f"/files/{shared.id}/a /files/{former.id}/c")
    notebook.pages.save(kept.id, f"/files/{shared.id}/a", kept.revision)
    text = "".join(f"![](/files/{each.id}/x)" for each in (shared, own, former))
    page = notebook.pages.create("Gone", text)
    notebook.pages.delete(page.id)
    assert [each.files for each in notebook.trash.list()] == [1]
    assert notebook.trash.restore(page.id).body == text
    assert len(notebook.files.pages_with(own.id)) == 1
    notebook.pages.delete(page.id)
    notebook.trash.delete(page.id)
    assert {each.id for each in notebook.files.all()} == {shared.id, former.id}
    with pytest.raises(NoSuchFile):
        notebook.files.find(own.id)
