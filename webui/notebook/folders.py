"""Folders: what the slashes in the pages' slugs make, one level at a time."""

import json
from dataclasses import dataclass
from typing import Any

import apsw

from webui.notebook.database import Database
from webui.notebook.rows import PageSummary, to_summary
from webui.notebook.slugs import plain_slug, slug_of

_NAMES = "folder_names"
_MOST_NAMES = 1_000


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder: its path of slug segments, its last name as people wrote it, and its own page."""

    path: str
    name: str
    page: PageSummary | None


@dataclass(frozen=True, slots=True)
class Level:
    """What lies directly in a folder. `has_more`: there are more pages than were asked for."""

    folders: list[Folder]
    pages: list[PageSummary]
    has_more: bool


class Folders:
    """The folders of all pages that are not in the trash. However many pages there are, a question
    costs what it answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def level(self, path: str = "", limit: int = 200) -> Level:
        """The folders and pages directly in `path`, by name; "" is the top. Any case will do.

        A page that has pages below itself stands with its folder, and not among the pages.
        """
        place = plain_slug(path).replace("/", " ")
        with self._database.reading() as connection:
            folders = _folders_in(connection, place, _names(connection))
            pages = _pages_in(connection, place, limit + 1 + len(folders))
        own = {folder.page.id for folder in folders if folder.page}
        pages = [page for page in pages if page.id not in own]
        return Level(folders, pages[:limit], has_more=len(pages) > limit)

    def paths(self, limit: int = 1_000) -> list[str]:
        """Every folder that pages lie in directly, as a path of slug segments, in order."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                "select distinct folder from pages where deleted_at is null and folder != ''"
                " order by folder limit ?",
                (limit,),
            ).fetchall()
        return [row[0].replace(" ", "/") for row in rows]

    def names(self, path: str) -> list[str]:
        """What the segments of a path are called, from the title of a page below it."""
        parts = plain_slug(path).split("/")
        place = " ".join(parts)
        with self._database.reading() as connection:
            title: str | None = connection.execute(
                """
                select title from pages
                where deleted_at is null and folder >= :place and folder < :place || '!'
                order by folder limit 1
                """,
                {"place": place},
            ).get
            kept = _names(connection)
        return [
            _name_at(title or "", depth, kept.get("/".join(parts[: depth + 1]), part), part)
            for depth, part in enumerate(parts)
        ]


def keep_names(connection: apsw.Connection, typed: str) -> None:
    """Remember how a person wrote the folders of a path; titles that spell them out go first."""
    kept = _names(connection)
    parts = _parts_of(typed)
    for depth, part in enumerate(parts):
        path = plain_slug("/".join(parts[: depth + 1]))
        if part != path.rpartition("/")[2]:
            kept.setdefault(path, part)
    text = json.dumps(dict([*kept.items()][-_MOST_NAMES:]))
    connection.execute(
        "insert or replace into settings (name, value) values (?, ?)", (_NAMES, text)
    )


def _names(connection: apsw.Connection) -> dict[str, str]:
    row = connection.execute("select value from settings where name = ?", (_NAMES,)).fetchone()
    names: dict[str, str] = json.loads(row[0]) if row else {}
    return names


def shown_name(title: str, slug: str) -> str:
    """The last part of a title, when its slashes are those of the slug; else the whole title."""
    parts = _parts_of(title)
    return parts[-1] if len(parts) == slug.count("/") + 1 else title


def _folders_in(connection: apsw.Connection, place: str, kept: dict[str, str]) -> list[Folder]:
    """From one folder to the next by the index, without reading what lies in them."""
    above = f"{place} " if place else ""
    rows: list[Any] = connection.execute(
        """
        with recursive child (place) as (
            select (
                select substr(folder, 1, :skip + instr(substr(folder, :skip + 1) || ' ', ' ') - 1)
                from pages where deleted_at is null and folder > :above and folder < :end
                order by folder limit 1
            )
            union all
            select (
                select substr(folder, 1, :skip + instr(substr(folder, :skip + 1) || ' ', ' ') - 1)
                from pages
                where deleted_at is null and folder >= child.place || '!' and folder < :end
                order by folder limit 1
            ) from child where child.place is not null
        )
        select replace(child.place, ' ', '/'),
            (select title from pages
                where deleted_at is null and folder >= child.place and folder < child.place || '!'
                order by folder limit 1),
            own.id, own.slug, own.title, own.updated_at
        from child left join pages as own
            on own.deleted_at is null and own.slug = replace(child.place, ' ', '/')
        where child.place is not null
        """,
        {
            "above": above,
            "skip": len(above),
            # Past every slug, or past everything below this folder.
            "end": f"{place}!" if place else chr(0x10FFFF),
        },
    ).fetchall()
    return [_to_folder(row, kept) for row in rows]


def _to_folder(row: Any, kept: dict[str, str]) -> Folder:
    path, title_below = row[0], row[1]
    page = None if row[2] is None else to_summary(row[2:])
    if page is not None:
        return Folder(path, shown_name(page.title, page.slug), page)
    segment = path.rpartition("/")[2]
    name = _name_at(title_below, path.count("/"), kept.get(path, segment), segment)
    return Folder(path, name, None)


def _name_at(title: str, depth: int, kept: str, segment: str) -> str:
    """The part of a title that became this segment of the slug; a page may have been renamed."""
    parts = _parts_of(title)
    is_same = len(parts) > depth and slug_of(parts[depth]) == segment
    return parts[depth] if is_same else kept


def _pages_in(connection: apsw.Connection, place: str, limit: int) -> list[PageSummary]:
    rows = connection.execute(
        """
        select id, slug, title, updated_at from pages
        where deleted_at is null and folder = ? order by slug limit ?
        """,
        (place, limit),
    ).fetchall()
    return [to_summary(row) for row in rows]


def _parts_of(title: str) -> list[str]:
    """The parts of a title between its slashes, those left out that leave nothing in a slug."""
    return [part.strip() for part in title.split("/") if plain_slug(part)]
