"""Long work: an import of 10,000 pages against a bulk insert, a backup of 1 GB against a file copy.

The import reads a folder of Markdown, as a person's would be, and brings it into an empty notebook:
a backup first, texts rewritten, one transaction, then links and tags. The floor inserts the same
texts, which lie in memory, into the same tables of an unencrypted database in one transaction.
The floor of a backup copies the notebook's file and syncs it. Each phase is told by itself.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import apsw

from benchmarks.corpus import Corpus, MadePage
from benchmarks.report import Row, compare, spread
from webui.notebook import STANDARD, Notebook
from webui.notebook.importers.archives import open_place
from webui.notebook.migrations import migrate
from webui.notebook.slugs import slug_of

_PAGES, _QUICK_PAGES = 10_000, 50
_BYTES, _QUICK_BYTES = 1_000_000_000, 2_000_000
_ROUNDS = 3
_LARGEST_IMPORT, _LARGEST_BACKUP = 2.0, 3.0
_PIECE = 1_000_000
_PASSWORD = "correct horse battery"  # noqa: S105 - of a notebook that lives for a minute


class Phases:
    """A `Progress` that notes how long each phase took, in seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._phase, self._began = "Beginning", time.perf_counter()

    def __call__(self, phase: str, _done: int, _total: int, /) -> None:
        if phase != self._phase:
            self._close()
            self._phase = phase

    def __str__(self) -> str:
        self._close()
        return ", ".join(f"{phase} {took:.2f} s" for phase, took in self.seconds.items())

    def _close(self) -> None:
        now = time.perf_counter()
        self.seconds[self._phase] = self.seconds.get(self._phase, 0.0) + now - self._began
        self._began = now


def measure(*, quick: bool) -> list[Row]:
    """Import and insert in turn, then back up and copy in turn."""
    rounds = 1 if quick else _ROUNDS
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        base = Path(folder)
        imported = _imports(base, _QUICK_PAGES if quick else _PAGES, rounds)
        backed_up = _backups(base, _QUICK_BYTES if quick else _BYTES, rounds)
    return [imported, backed_up]


def _imports(base: Path, count: int, rounds: int) -> Row:
    made = list(Corpus(count))
    source = base / "Markdown"
    source.mkdir()
    for page in made:
        (source / f"{page.title}.md").write_text(page.body, "utf-8")
    ours: list[float] = []
    floor: list[float] = []
    for turn in range(rounds):
        floor.append(_time(partial(_insert, base / f"plain-{turn}.db", made)))
        notebook = _make_notebook(base / f"import-{turn}")
        phases = Phases()
        ours.append(_time(partial(_bring_in, notebook, source, phases)))
        print(f"import: {phases}")
        notebook.lock()
    print(f"import: {spread(ours)} s, bulk insert {spread(floor)} s")
    return compare(f"import of {count:,} pages", ours, floor, "s", _LARGEST_IMPORT)


def _bring_in(notebook: Notebook, source: Path, phases: Phases) -> None:
    notebook.imports.run(notebook.imports.preview(open_place(str(source))), phases)


def _insert(path: Path, made: list[MadePage]) -> None:
    connection = apsw.Connection(str(path))
    connection.execute("pragma journal_mode = wal; pragma synchronous = full").fetchall()
    migrate(connection)
    connection.execute("begin immediate")
    connection.executemany(
        "insert into pages (id, slug, title, revision, created_at, updated_at, body)"
        " values (?, ?, ?, 1, 0, 0, ?)",
        [(page.number + 1, slug_of(page.title), page.title, page.body) for page in made],
    )
    connection.executemany(
        "insert into revisions (page_id, number, kind, title, begun_at, saved_at, body)"
        " values (?, 1, 'save', ?, 0, 0, ?)",
        [(page.number + 1, page.title, page.body) for page in made],
    )
    connection.execute("commit")
    connection.close()


def _backups(base: Path, size: int, rounds: int) -> Row:
    notebook = _make_notebook(base / "large")
    uploads = notebook.files.uploads
    pieces = (os.urandom(_PIECE) for _ in range(size // _PIECE))
    uploads.hold("photograph.jpg", pieces, None)
    database = base / "large" / "notebook.db"
    ours: list[float] = []
    floor: list[float] = []
    for turn in range(rounds):
        floor.append(_time(partial(_copy, database, base / f"copy-{turn}")))
        (base / f"copy-{turn}").unlink()
        phases = Phases()
        ours.append(_time(partial(notebook.backups.make, "asked", phases)))
        print(f"backup: {phases}")
        notebook.backups.delete(notebook.backups.list()[0].id)
    taken = database.stat().st_size
    notebook.lock()
    print(f"backup: {spread(ours)} s, file copy {spread(floor)} s")
    name = f"backup of {taken / 1e9:.2f} GB, made and checked"
    return compare(name, ours, floor, "s", _LARGEST_BACKUP)


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _make_notebook(folder: Path) -> Notebook:
    folder.mkdir(mode=0o700)
    notebook = Notebook(folder, cost=STANDARD)
    notebook.create("Ada", _PASSWORD)
    return notebook


def _time(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
