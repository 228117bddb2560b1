"""What exists of a notebook only while it is open."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from webui.notebook.backlinks import Links
from webui.notebook.backups.backups import Backups, back_up_before_migrating
from webui.notebook.database import Database
from webui.notebook.errors import DamagedNotebook
from webui.notebook.files import Files
from webui.notebook.folders import Folders
from webui.notebook.graph import read_waiting
from webui.notebook.journal import Journal
from webui.notebook.keyfiles import mend_slots
from webui.notebook.keyslots import KeySlots, wipe
from webui.notebook.marks import Marks
from webui.notebook.moments import Clock
from webui.notebook.moves import Moves
from webui.notebook.pages import Pages
from webui.notebook.places import Places
from webui.notebook.properties import Properties
from webui.notebook.queries.running import Queries
from webui.notebook.revisions import Revisions
from webui.notebook.scouring import Scouring
from webui.notebook.search.finding import Search
from webui.notebook.search.latest import catch_up
from webui.notebook.settings import Settings
from webui.notebook.tags import Tags
from webui.notebook.task_list import TaskList
from webui.notebook.templates import Templates
from webui.notebook.trash import DAYS_KEPT, TRASH_DAYS, Trash
from webui.notebook.visits import Visits
from webui.notebook.work import Progress, unwatched

if TYPE_CHECKING:
    from webui.notebook.exporters.exports import Exports
    from webui.notebook.importers.imports import Imports


class Opened:
    """The database, the key, and all that reads and writes."""

    def __init__(
        self,
        places: Places,
        slots: KeySlots,
        key: bytearray,
        clock: Clock,
        progress: Progress = unwatched,
    ) -> None:
        """Open the database. Raises DamagedNotebook, NewerNotebook, StorageFailure."""
        if not places.database.exists():
            raise DamagedNotebook(places.database, "the file is missing")
        self.key = key
        self.slots = slots
        self.database = Database(
            places.database,
            key,
            slots.cipher,
            before_migrating=partial(back_up_before_migrating, places, slots, key, clock, progress),
        )
        try:
            self._mend_name(places)
            mend_slots(places, self.slots)
            read_waiting(self.database)
        except BaseException:
            self.database.close()
            raise
        self.pages = Pages(self.database, clock)
        self.marks = Marks(self.database)
        self.visits = Visits(self.database, clock)
        self.moves = Moves(self.database, clock)
        self.files = Files(self.database, clock)
        self.tags = Tags(self.database)
        self.templates = Templates(self.database)
        self.properties = Properties(self.database)
        self.folders = Folders(self.database)
        self.links = Links(self.database)
        self.tasks = TaskList(self.database)
        self.queries = Queries(self.database, clock)
        self.journal = Journal(self.database, clock)
        self.revisions = Revisions(self.database)
        self.settings = Settings(self.database)
        self.search = Search(self.database, clock)
        self.trash = Trash(self.database, clock, Scouring(self.database, self.search.waiting))
        self.backups = Backups(places, self.database, lambda: self.slots, key, clock)
        self._places = places
        self._clock = clock

    def imports(self) -> "Imports":
        """What brings in what other programs wrote."""
        from webui.notebook.importers.imports import Imports  # noqa: PLC0415 - zip and tar cost start time

        return Imports(self._places.folder, self.database, self.files, self.backups, self._clock)

    def exports(self) -> "Exports":
        """The ways out."""
        from webui.notebook.exporters.exports import Exports  # noqa: PLC0415 - zip costs start time

        return Exports(self.database, self.files)

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """All that this thread reads within is of one state: the index, too."""
        catch_up(self.database)
        with self.database.reading():
            yield

    def tidy(self) -> None:
        """What is to be done now and then: empty the trash of what is old, sweep, scour."""
        days = self.settings.get(TRASH_DAYS, DAYS_KEPT)
        if days:
            self.trash.empty_older(days)
        self.files.uploads.sweep()
        self.trash.scouring.look()

    def close(self) -> None:
        """Close the database and overwrite the key."""
        try:
            self.database.close()
        finally:
            wipe(self.key)

    def write_owner(self, name: str) -> None:
        """Keep the owner's name where nobody else can change it."""
        with self.database.writing() as connection:
            connection.execute("update notebook set owner = ?", (name,))

    def _mend_name(self, places: Places) -> None:
        with self.database.reading() as connection:
            row = connection.execute("select owner from notebook").fetchone()
        if row is None:
            raise DamagedNotebook(places.database, "it has no owner")
        if row[0] != self.slots.name:
            self.slots = self.slots.renamed(row[0])
