"""Where the notebook's files lie."""

from dataclasses import dataclass
from pathlib import Path

from webui.notebook.faults import told_of_system


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of the files below one folder, there or not."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "notebook.db"

    @property
    def keyslots(self) -> Path:
        return self.folder / "keyslots.json"

    @property
    def keyslots_copy(self) -> Path:
        return self.folder / "notebook.db.keys"

    @property
    def drafts(self) -> Path:
        return self.folder / "drafts"

    @property
    def new_database(self) -> Path:
        return self.folder / "notebook.db.new"

    @property
    def new_keyslots(self) -> Path:
        return self.folder / "keyslots.json.new"

    @property
    def renewed_database(self) -> Path:
        return self.folder / "notebook.db.rekeyed"

    @property
    def renewed_keyslots(self) -> Path:
        return self.folder / "keyslots.json.rekeyed"

    def hold_notebook(self) -> bool:
        """Whether there is a notebook, or what a damaged one left. Raises StorageFailure.

        One whose making was cut off before its key slots got their name is none: nobody has seen
        its recovery code, and nothing was written into it.
        """
        try:
            if self.keyslots.exists():
                return True
            return self.database.exists() and not self.new_keyslots.exists()
        except OSError as error:
            raise told_of_system(error) from error


def beside(database: Path) -> list[Path]:
    """A database's file and those that SQLite puts next to it."""
    return [database.with_name(database.name + end) for end in ("", "-wal", "-shm", "-journal")]


def remove_renewed(places: Places) -> None:
    """Remove what a renewal of the key left that did not come to its end. Raises OSError."""
    for path in (*beside(places.renewed_database), places.renewed_keyslots):
        path.unlink(missing_ok=True)
