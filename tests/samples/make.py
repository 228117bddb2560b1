"""Makes the sample of the schema of today: `python -m tests.samples.make`.

One is kept for each schema that was released. Samples are never made anew: they are what older
programs left behind.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from webui.notebook import Argon2Cost, Notebook, migrations

HERE = Path(__file__).parent
PASSWORD = "correct horse 電池 staple"
_CHEAP = Argon2Cost(memory=64, passes=1, lanes=1)


def newest_schema() -> int:
    """The number of the last migration."""
    return sum(file.name.endswith(".sql") for file in resources.files(migrations).iterdir())


def make(folder: Path) -> None:
    """Make a small notebook with something of everything."""
    moment = datetime(2026, 3, 1, 12, tzinfo=UTC)
    notebook = Notebook(folder, clock=lambda: moment, cost=_CHEAP)
    notebook.create("Ada Lovelace", PASSWORD)
    file = notebook.files.add("photo.png", [b"\x89PNG"])
    wren = notebook.pages.create("Birds/Wren", "A bird. [[Heron]] #bird\n\n- [ ] feed it\n")
    body = f"A small bird. [[Heron]] #bird ![p](/files/{file.id}/photo.png)"
    notebook.pages.save(wren.id, body, wren.revision)
    heron = notebook.pages.create("Grey heron", "---\naliases: [Ardea]\n---\nTall.")
    notebook.pages.rename(heron.id, "Heron")
    gone = notebook.pages.create("Thrown away", "still here")
    notebook.pages.delete(gone.id)
    notebook.settings.set("theme", "dark")
    notebook.lock()


if __name__ == "__main__":
    place = HERE / f"schema-{newest_schema():04}"
    if place.exists():
        raise SystemExit(f"{place} is there already, and samples are never made anew.")
    make(place)
    for path in place.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
