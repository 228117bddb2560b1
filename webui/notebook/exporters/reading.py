"""What an export takes out of the notebook, a page at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webui.notebook.database import Database
from webui.notebook.files import File, Files, find_files
from webui.notebook.moments import from_milliseconds
from webui.notebook.slugs import slug_of
from webui.notebook.stamps import Stamp
from webui.notebook.work import Progress

# The places of a page among the favourites and the pinned pages, counted from 1: what they are
# called in the table changes from notebook to notebook.
_PLACES = """
    select kind, (
        select count(*) from marks as other join pages on id = other.page_id
        where other.kind = mine.kind and deleted_at is null
            and (other.place, other.page_id) <= (mine.place, mine.page_id)
    ) from marks as mine where page_id = ? order by kind
"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A page that is to be exported, without its text."""

    id: int
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with all that leaves the notebook."""

    id: int
    slug: str
    title: str
    created: datetime
    updated: datetime
    former: tuple[str, ...]
    tags: tuple[str, ...]
    marks: tuple[tuple[str, int], ...]
    body: str

    @property
    def stamp(self) -> Stamp:
        address = None if slug_of(self.title) == self.slug else self.slug
        return Stamp(self.title, self.created, self.updated, address, self.former, self.marks)


class Reading:
    """Some pages, or all, in the order of their addresses, and the files that they show."""

    def __init__(self, database: Database, files: Files, page_ids: Iterable[int] | None) -> None:
        self._database = database
        self._files = files
        self._chosen = None if page_ids is None else set(page_ids)
        self._every_file: list[File] | None = None
        self.headings = self._read_headings()

    @property
    def has_all(self) -> bool:
        """Whether everything is exported, and not a selection."""
        return self._chosen is None

    def leaves(self) -> Iterator[Leaf]:
        """The pages; one that was deleted meanwhile is left out. Raises NotebookLocked."""
        for heading in self.headings:
            leaf = self._read_leaf(heading.id)
            if leaf is not None:
                yield leaf

    def files(self, bodies: Iterable[str]) -> list[File]:
        """The files of the export: every one, or those that these texts show or link to."""
        if self.has_all:
            return sorted(self._all_files(), key=lambda file: file.id)
        return self.files_in(bodies)

    def files_in(self, bodies: Iterable[str]) -> list[File]:
        """The files that these texts show or link to."""
        wanted = {file_id for body in bodies for file_id in find_files(body)}
        chosen = [file for file in self._all_files() if file.id in wanted]
        return sorted(chosen, key=lambda file: file.id)

    def bytes_of(self, file: File) -> Iterator[bytes]:
        """The bytes of a file, in pieces."""
        return self._files.read(file)

    def contents(
        self, files: Iterable[File], progress: Progress
    ) -> Iterator[tuple[File, Iterator[bytes]]]:
        """Each of these files with its bytes, told of in `progress` as they are read."""
        files = list(files)
        done, total = 0, sum(file.size for file in files)
        for file in files:
            yield file, self._told(file, done, total, progress)
            done += file.size

    def _told(self, file: File, done: int, total: int, progress: Progress) -> Iterator[bytes]:
        for piece in self.bytes_of(file):
            progress("Exporting files", done, total)
            yield piece
            done += len(piece)

    def _all_files(self) -> list[File]:
        if self._every_file is None:
            count, _ = self._files.count()
            self._every_file = self._files.all(limit=count)
        return self._every_file

    def _read_headings(self) -> list[Heading]:
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                "select id, slug, title from pages where deleted_at is null order by slug"
            ).fetchall()
        return [Heading(*row) for row in rows if self._chosen is None or row[0] in self._chosen]

    def _read_leaf(self, page_id: int) -> Leaf | None:
        with self._database.reading() as connection:
            row: Any = connection.execute(
                "select slug, title, created_at, updated_at, body from pages"
                " where id = ? and deleted_at is null",
                (page_id,),
            ).fetchone()
            former = connection.execute(
                "select slug from former_slugs where page_id = ? order by slug", (page_id,)
            ).fetchall()
            tags = connection.execute(
                "select tag from tags where page_id = ? order by tag", (page_id,)
            ).fetchall()
            marks: list[Any] = connection.execute(_PLACES, (page_id,)).fetchall()
        if row is None:
            return None
        slug, title, created, updated, body = row
        return Leaf(
            page_id,
            slug,
            title,
            from_milliseconds(created),
            from_milliseconds(updated),
            tuple(str(each[0]) for each in former),
            tuple(str(each[0]) for each in tags),
            tuple(marks),
            body,
        )
