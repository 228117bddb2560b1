"""What an open notebook holds, each behind a door of its own."""

# ruff: noqa: PLC0415 - no login page needs what exists only of an open notebook

from __future__ import annotations

from typing import TYPE_CHECKING

from webui.notebook.errors import NotebookLocked
from webui.notebook.work import Progress, unwatched

if TYPE_CHECKING:
    from webui.notebook.backlinks import Links
    from webui.notebook.backups.backups import Backups
    from webui.notebook.exporters.exports import Exports
    from webui.notebook.files import Files
    from webui.notebook.folders import Folders
    from webui.notebook.importers.imports import Imports
    from webui.notebook.integrity import Findings
    from webui.notebook.journal import Journal
    from webui.notebook.marks import Marks
    from webui.notebook.moves import Moves
    from webui.notebook.opened import Opened
    from webui.notebook.pages import Pages
    from webui.notebook.properties import Properties
    from webui.notebook.queries.running import Queries
    from webui.notebook.revisions import Revisions
    from webui.notebook.search.finding import Search
    from webui.notebook.settings import Settings
    from webui.notebook.tags import Tags
    from webui.notebook.task_list import TaskList
    from webui.notebook.templates import Templates
    from webui.notebook.trash import Trash
    from webui.notebook.visits import Visits


class Doors:
    """The ways into a notebook while it is open. Each raises NotebookLocked while it is not."""

    def __init__(self) -> None:
        self._opened: Opened | None = None

    @property
    def pages(self) -> Pages:
        """The pages. Each use of what is behind a door raises NotebookLocked after `lock`, too."""
        return self._unlocked.pages

    def tidy(self) -> None:
        """Do what is due: to be called now and then while the notebook is open."""
        self._unlocked.tidy()

    @property
    def trash(self) -> Trash:
        """The pages thrown away."""
        return self._unlocked.trash

    @property
    def files(self) -> Files:
        """The files that pages show or link to."""
        return self._unlocked.files

    @property
    def tags(self) -> Tags:
        """The tags in the texts of the pages."""
        return self._unlocked.tags

    @property
    def folders(self) -> Folders:
        """What the slashes in the titles of pages make."""
        return self._unlocked.folders

    @property
    def tasks(self) -> TaskList:
        """The tasks in the texts of the pages."""
        return self._unlocked.tasks

    @property
    def queries(self) -> Queries:
        """What answers query blocks."""
        return self._unlocked.queries

    @property
    def journal(self) -> Journal:
        """The pages of days."""
        return self._unlocked.journal

    @property
    def links(self) -> Links:
        """The links between the pages."""
        return self._unlocked.links

    @property
    def marks(self) -> Marks:
        """Favourites and pinned pages."""
        return self._unlocked.marks

    @property
    def visits(self) -> Visits:
        """The pages opened last."""
        return self._unlocked.visits

    @property
    def moves(self) -> Moves:
        """What moves and renames pages, links and all."""
        return self._unlocked.moves

    @property
    def templates(self) -> Templates:
        """Pages that other pages begin as."""
        return self._unlocked.templates

    @property
    def properties(self) -> Properties:
        """What the pages say of themselves."""
        return self._unlocked.properties

    @property
    def revisions(self) -> Revisions:
        """What the pages said before."""
        return self._unlocked.revisions

    @property
    def settings(self) -> Settings:
        """The person's choices."""
        return self._unlocked.settings

    @property
    def search(self) -> Search:
        """What finds pages."""
        return self._unlocked.search

    @property
    def backups(self) -> Backups:
        """Its backups."""
        return self._unlocked.backups

    @property
    def imports(self) -> Imports:
        """What brings in what other programs wrote."""
        return self._unlocked.imports()

    @property
    def exports(self) -> Exports:
        """The ways out."""
        return self._unlocked.exports()

    def check(self, progress: Progress = unwatched) -> Findings:
        """Read everything that the notebook holds. Raises DamagedNotebook, Cancelled."""
        from webui.notebook.integrity import check_tables

        with self._unlocked.database.reading() as connection:
            return check_tables(connection, progress)

    @property
    def lost_saves(self) -> bool:
        """Whether some of the last saves before the program was killed can't be read any more."""
        return self._unlocked.database.lost_saves

    @property
    def _unlocked(self) -> Opened:
        opened = self._opened
        if opened is None:
            raise NotebookLocked
        return opened
