"""What a process does until it is killed. Each act says what it has done, after it was done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from tests.faults.workshop import PASSWORD, open_notebook, say, text_of
from webui.notebook import NotebookError

Act = Callable[[Path, Connection], None]

READY = "ready"
SOURCE = "source"
PASSWORDS = [f"{PASSWORD} {number}" for number in range(1000)]
_LENGTHS = (1, 40, 1, 4000)


def save_pages(folder: Path, told: Connection) -> None:
    """Save one page again and again, and make another now and then."""
    notebook = open_notebook(folder)
    page = notebook.pages.by_id(1)
    told.send(READY)
    number = 0
    while True:
        number += 1
        text = text_of(number, _LENGTHS[number % len(_LENGTHS)])
        page = notebook.pages.save(1, text, page.revision).page
        told.send(("saved", number))
        if number % 5 == 0:
            notebook.pages.create(f"Page {number}", text)
            told.send(("made", number))


def change_passwords(folder: Path, told: Connection) -> None:
    """Change the password again and again; the recovery code between."""
    notebook = open_notebook(folder)
    told.send(READY)
    for number, password in enumerate(PASSWORDS):
        notebook.change_password(password)
        told.send(("password", number))
        told.send(("code", notebook.renew_recovery_code()))


def renew_keys(folder: Path, told: Connection) -> None:
    """Renew the key again and again, while a page is saved beside it."""
    notebook = open_notebook(folder)
    told.send(READY)
    turn = threading.Lock()

    def tell(what: str, value: object) -> None:
        with turn:
            told.send((what, value))

    def save() -> None:
        number = 0
        try:
            while True:
                number += 1
                page = notebook.pages.by_id(1)
                notebook.pages.save(1, text_of(number, 200), page.revision)
                tell("saved", number)
        except NotebookError as error:
            tell("failed", say(error))

    threading.Thread(target=save, daemon=True).start()
    while True:
        tell("code", notebook.renew_key(PASSWORD))


def migrate(folder: Path, told: Connection) -> None:
    """Open a notebook whose tables are old."""
    told.send(READY)
    notebook = open_notebook(folder)
    told.send(("open", notebook.pages.count()))


def empty_trash(folder: Path, told: Connection) -> None:
    """Throw pages away and empty the trash, again and again."""
    notebook = open_notebook(folder)
    told.send(READY)
    number = 0
    while True:
        number += 1
        for each in range(8):
            page = notebook.pages.create(f"Away {number} {each}", text_of(each, 30))
            notebook.pages.delete(page.id)
        told.send(("thrown away", 8))
        notebook.trash.empty()
        told.send(("emptied", 0))


def lock_and_unlock(folder: Path, told: Connection) -> None:
    """Save, log out and sign in again: the log goes into the file each time."""
    notebook = open_notebook(folder)
    told.send(READY)
    number = 0
    while True:
        number += 1
        page = notebook.pages.by_id(1)
        notebook.pages.save(1, text_of(number, 200), page.revision)
        told.send(("saved", number))
        notebook.lock()
        notebook.unlock(PASSWORD)


def back_up(folder: Path, told: Connection) -> None:
    """Make backups while pages are saved."""
    notebook = open_notebook(folder)
    told.send(READY)
    number = 0
    while True:
        number += 1
        page = notebook.pages.by_id(1)
        notebook.pages.save(1, text_of(number, 200), page.revision)
        told.send(("saved", number))
        told.send(("backup", (notebook.backups.make("asked").id, number)))


def restore(folder: Path, told: Connection) -> None:
    """Bring all pages back from a backup."""
    notebook = open_notebook(folder)
    [backup] = notebook.backups.list()
    told.send(READY)
    notebook.backups.restore(backup.id, None)
    told.send(("restored", 0))
    notebook.lock()


def import_pages(folder: Path, told: Connection) -> None:
    """Bring in the folder of Markdown that lies beside the notebook."""
    notebook = open_notebook(folder)
    imports = notebook.imports
    preview = imports.preview(imports.open_folder(str(folder.parent / SOURCE)))
    told.send(READY)
    imports.run(preview)
    told.send(("imported", 0))
    notebook.lock()
