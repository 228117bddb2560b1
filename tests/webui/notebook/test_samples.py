"""Notebooks of every schema there was are brought up to date; newer ones are left untouched."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import apsw
import pytest

from tests.samples.make import HERE, PASSWORD, newest_schema
from webui.notebook import Argon2Cost, NewerNotebook, Notebook
from webui.notebook.connections import connect
from webui.notebook.keyslots import KeySlots
from webui.notebook.migrations import _migrations
from webui.notebook.passwords import normalise_password
from webui.notebook.places import Places

CHEAP = Argon2Cost(memory=64, passes=1, lanes=1)
SAMPLES = sorted(path.name for path in HERE.iterdir() if path.name.startswith("schema-"))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_kept_sample_opens_with_everything_in_it(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "notebook"
    shutil.copytree(HERE / name, folder)
    notebook = Notebook(folder, cost=CHEAP)
    notebook.unlock(PASSWORD)
    assert notebook.pages.find("birds/wren").body.startswith("A small bird.")
    assert notebook.pages.find("grey-heron").slug == "heron"
    assert notebook.pages.find("ardea").slug == "heron"
    assert [each.title for each in notebook.trash.list()] == ["Thrown away"]
    assert b"".join(notebook.files.read(notebook.files.all()[0])) == b"\x89PNG"
    assert notebook.settings.get("theme") == "dark"
    assert notebook.check().is_whole
    kinds = [each.kind for each in notebook.backups.list()]
    is_older = int(name.rpartition("-")[2]) < newest_schema()
    assert kinds == (["before migration"] if is_older else [])
    notebook.lock()


@pytest.mark.parametrize("version", range(1, newest_schema()))
def test_tables_of_every_number_are_brought_up_to_date(version: int, tmp_path: Path) -> None:
    folder = tmp_path / "notebook"
    connection = _fresh_database(folder, version)
    connection.execute("insert into notebook values ('x', 'Ada', 1)")
    connection.execute(
        "insert into pages (slug, title, revision, created_at, updated_at, body)"
        " values ('a/wren', 'A/Wren', 1, 1, 1, 'A bird. [[Heron]] #bird')"
    )
    connection.execute(
        "insert into revisions (page_id, number, kind, title, begun_at, saved_at, body)"
        " values (1, 1, 'save', 'A/Wren', 1, 1, 'A bird. [[Heron]] #bird')"
    )
    connection.close()
    notebook = Notebook(folder, cost=CHEAP)
    notebook.unlock("password")
    page = notebook.pages.find("a/wren")
    assert page.body == "A bird. [[Heron]] #bird"
    notebook.pages.save(page.id, "goes on", page.revision)
    assert notebook.check().is_whole
    assert [each.kind for each in notebook.backups.list()] == ["before migration"]
    notebook.lock()


def test_a_newer_notebook_is_refused_and_not_a_byte_is_changed(tmp_path: Path) -> None:
    folder = tmp_path / "notebook"
    connection = _fresh_database(folder, newest_schema())
    connection.execute("insert into notebook values ('x', 'Ada', 1)")
    connection.execute(f"pragma user_version = {newest_schema() + 1}")
    connection.close()
    before = _digests(folder)
    notebook = Notebook(folder, cost=CHEAP)
    with pytest.raises(NewerNotebook):
        notebook.unlock("password")
    assert {name: found for name, found in _digests(folder).items() if name in before} == before


def _fresh_database(folder: Path, version: int) -> apsw.Connection:
    """A notebook whose tables are those of an older (or this) program; the password is easy."""
    notebook = Notebook(folder, cost=CHEAP)
    notebook.create("Ada", "password")
    notebook.lock()
    places = Places(folder)
    slots = KeySlots.read(places.keyslots)
    key = slots.opened(places.keyslots, normalise_password("password").encode(), "password")
    places.database.unlink()
    places.database.touch()
    connection = connect(places.database, key, slots.cipher)
    connection.execute("pragma journal_mode = wal").fetchall()
    for script in _migrations()[:version]:
        connection.execute(script).fetchall()
    connection.execute(f"pragma user_version = {version}").fetchall()
    return connection


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }
