"""Making a notebook's files: all of them, or none."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import apsw

from webui.notebook.database import Database
from webui.notebook.durable import make_private_file, sync_folder, write_private_file
from webui.notebook.faults import told_of_system
from webui.notebook.keyslots import KeySlots
from webui.notebook.places import Places, beside


@contextmanager
def making_files(places: Places, slots: KeySlots, key: bytearray, now: int) -> Iterator[None]:
    """Put a new notebook into the folder, which is made if need be, for its owner alone (0700).

    The key slots get their name last: with them there, everything is. A folder that was there
    keeps its mode. When the making fails (StorageFailure), or whatever is done within, nothing is
    left behind.
    """
    try:
        with ExitStack() as undo:
            _make_folder(places.folder, undo)
            _make_database(places, slots, key, now, undo)
            undo.callback(places.new_keyslots.unlink, missing_ok=True)
            write_private_file(places.new_keyslots, slots.encode())
            undo.callback(_remove_all, beside(places.database))
            _remove_all(beside(places.database))
            places.new_database.replace(places.database)
            undo.callback(places.keyslots_copy.unlink, missing_ok=True)
            write_private_file(places.keyslots_copy, slots.encode())
            places.new_keyslots.replace(places.keyslots)
            undo.callback(places.keyslots.unlink)
            sync_folder(places.folder)
            yield
            undo.pop_all()
    except OSError as error:
        raise told_of_system(error) from error


def _make_database(
    places: Places, slots: KeySlots, key: bytearray, now: int, undo: ExitStack
) -> None:
    files = beside(places.new_database)
    _remove_all(files)
    undo.callback(_remove_all, files)
    make_private_file(places.new_database)
    database = Database.create(places.new_database, key, slots.cipher)
    try:
        with database.writing() as connection:
            _write_facts(connection, slots, now)
    finally:
        # The last connection to close brings the log into the file, which is then whole alone.
        database.close()


def _write_facts(connection: apsw.Connection, slots: KeySlots, now: int) -> None:
    connection.execute(
        "insert into notebook (id, owner, made_at) values (?, ?, ?)",
        (slots.notebook, slots.name, now),
    )


def _make_folder(folder: Path, undo: ExitStack) -> None:
    if folder.is_dir():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    undo.callback(_remove_if_empty, folder)


def _remove_if_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def _remove_all(files: list[Path]) -> None:
    for file in files:
        file.unlink(missing_ok=True)
