"""Notebooks to break: made cheaply, opened again, and looked through for what is missing."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webui.notebook import Argon2Cost, Notebook, NotebookError

NAME = "Ada Lovelace"
PASSWORD = "correct horse battery staple"
CHEAP = Argon2Cost(memory=8, passes=1, lanes=1)
# It stands in every text that is written here, so it must be readable nowhere on the disk.
CANARY = "quetzalcoatlus"
ALL_WELL = "its pages, as they were saved"


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is tried. `tries` is for each class whose tries are alike."""

    tries: int
    chance: random.Random


def open_notebook(folder: Path, password: str = PASSWORD) -> Notebook:
    """Open the notebook in a folder. Raises NotebookError."""
    notebook = Notebook(folder, cost=CHEAP)
    notebook.unlock(password)
    return notebook


@contextmanager
def fresh_notebook() -> Iterator[Path]:
    """A folder with a notebook that is locked and has no page."""
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        folder = Path(place) / "notebook"
        notebook = Notebook(folder, cost=CHEAP)
        notebook.create(NAME, PASSWORD)
        notebook.lock()
        yield folder


def copy_to(source: Path, target: Path) -> Path:
    """Put a copy of a notebook's folder there, in the place of what was there."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    return target


def text_of(number: int, length: int = 1) -> str:
    """A text that says which save it is of, and takes up room."""
    return f"{number}\n" + f"{CANARY} {number} flies. " * length


def number_of(text: str) -> int:
    """Which save a text is of."""
    return int(text.partition("\n")[0] or 0)


def find_readable(folder: Path) -> list[str]:
    """The files below a folder in which what was written can be read."""
    needles = [CANARY.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file()
        for content in [path.read_bytes()]
        if any(needle in content for needle in needles)
    ]


def say(error: NotebookError) -> str:
    """What is on the screen for an error."""
    return str(error)
