"""Searches that are kept: by a name the person gave, and the last ones for a while."""

from dataclasses import dataclass
from typing import Any

from webui.notebook.characters import clean_line
from webui.notebook.database import Database
from webui.notebook.errors import Refused
from webui.notebook.moments import Clock, to_milliseconds
from webui.notebook.search.language import LONGEST_QUERY

MOST_RECENT = 20
LONGEST_NAME = 100


class SearchRefused(Refused):
    """The search can't be kept like this."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with a name, which is its address as well."""

    name: str
    query: str


class Remembered:
    """Saved and recent searches, kept in the notebook like everything else."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def save(self, name: str, query: str) -> SavedSearch:
        """Keep a search under a name, in the place of another of that name. SearchRefused."""
        saved = SavedSearch(_clean_name(name), _clean_query(query))
        if not saved.query:
            raise SearchRefused("There is nothing to look for in this search.")
        with self._database.writing() as connection:
            connection.execute(
                "insert or replace into saved_searches (name, query, saved_at) values (?, ?, ?)",
                (saved.name, saved.query, to_milliseconds(self._clock())),
            )
        return saved

    def saved(self) -> list[SavedSearch]:
        """Searches with a name, by name."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                "select name, query from saved_searches order by name"
            ).fetchall()
        return [SavedSearch(*row) for row in rows]

    def find(self, name: str) -> SavedSearch | None:
        """The search of this name, if there is one."""
        with self._database.reading() as connection:
            row: Any = connection.execute(
                "select name, query from saved_searches where name = ?", (clean_line(name),)
            ).fetchone()
        return None if row is None else SavedSearch(*row)

    def delete(self, name: str) -> None:
        """Forget a search that has a name; its pages stay."""
        with self._database.writing() as connection:
            connection.execute("delete from saved_searches where name = ?", (clean_line(name),))

    def note(self, query: str) -> None:
        """Remember a search that was of use; the last 20 are."""
        query = _clean_query(query)
        if not query:
            return
        with self._database.writing() as connection:
            connection.execute(
                "insert or replace into recent_searches (query, asked_at) values (?, ?)",
                (query, to_milliseconds(self._clock())),
            )
            connection.execute(
                """
                delete from recent_searches where query not in
                (select query from recent_searches order by asked_at desc limit ?)
                """,
                (MOST_RECENT,),
            )

    def recent(self, limit: int = 6) -> list[str]:
        """The last searches, the newest first."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                "select query from recent_searches order by asked_at desc limit ?", (limit,)
            ).fetchall()
        return [row[0] for row in rows]

    def forget(self) -> None:
        """Forget the last searches."""
        with self._database.writing() as connection:
            connection.execute("delete from recent_searches")


def _clean_query(query: str) -> str:
    return clean_line(query)[:LONGEST_QUERY]


def _clean_name(name: str) -> str:
    clean = clean_line(name).strip("/ ")
    if not clean or clean in (".", ".."):
        raise SearchRefused("Give the search a name.")
    if len(clean) > LONGEST_NAME:
        raise SearchRefused("A name can have %(most)d characters.", most=LONGEST_NAME)
    return clean
