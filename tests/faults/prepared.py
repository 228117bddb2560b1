"""Folders as they are before a process is let loose on them."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

from tests.faults.workshop import NAME, PASSWORD, open_notebook, text_of
from webui.notebook import migrations
from webui.notebook.database import Database
from webui.notebook.keyslots import KeySlots

MANY_PAGES = 150
CHANGED_PAGES = 60
IMPORTED = 40
LARGE_PAGES, LARGE = 40, 2000
BEFORE, AFTER = 1, 2


def make_source(folder: Path) -> None:
    """A folder of Markdown, as another program left it."""
    folder.mkdir()
    for number in range(IMPORTED):
        (folder / f"Note {number}.md").write_text(text_of(number, 20), "utf-8")


def make_page(folder: Path) -> None:
    notebook = open_notebook(folder)
    notebook.pages.create("One", text_of(0))
    notebook.lock()


def make_large(folder: Path) -> None:
    """Fill a notebook with some megabytes, which take a while to encipher anew."""
    notebook = open_notebook(folder)
    notebook.pages.create("One", text_of(0))
    for number in range(LARGE_PAGES):
        notebook.pages.create(f"Page {number}", text_of(BEFORE, LARGE))
    notebook.lock()


def make_long_page(folder: Path) -> None:
    notebook = open_notebook(folder)
    notebook.pages.create("One", text_of(7, 3))
    notebook.lock()


def make_changed(folder: Path) -> None:
    """Fill a notebook, back it up, and change every page since."""
    notebook = open_notebook(folder)
    pages = [
        notebook.pages.create(f"Page {number}", text_of(BEFORE, 20))
        for number in range(CHANGED_PAGES)
    ]
    notebook.backups.make("asked")
    for page in pages:
        notebook.pages.save(page.id, text_of(AFTER, 20), page.revision)
    notebook.lock()


def make_old(folder: Path) -> None:
    """Put a database of the first tables, with many pages, in the place of the notebook's own."""
    slots = KeySlots.read(folder / "keyslots.json")
    key = slots.opened(folder, PASSWORD.encode(), "password")
    path = folder / "notebook.db"
    path.unlink()
    path.touch(0o600)
    first = migrations._migrations()[:1]
    with mock.patch.object(migrations, "_migrations", return_value=first):
        database = Database.create(path, key)
        with database.writing() as connection:
            connection.execute("insert into notebook values (?, ?, 0)", (slots.notebook, NAME))
            for number in range(MANY_PAGES):
                row = (number + 1, f"page-{number}", f"Page {number}", text_of(number, 20))
                connection.execute("insert into pages values (?, ?, ?, 1, 0, 0, null, ?)", row)
        database.close()
