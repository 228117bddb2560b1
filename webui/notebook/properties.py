"""Properties of pages, kept beside the text so that lists and searches can ask for them."""

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

import apsw

from webui.notebook.characters import clean_line, replace_surrogates
from webui.notebook.database import Database
from webui.notebook.front_matter import Property, day_of, number_of, read_properties
from webui.notebook.slugs import plain_slug

LONGEST_VALUE = 1_000
_ALIASES = frozenset({"alias", "aliases"})
_TAGS = frozenset({"tag", "tags"})


class Properties:
    """What the pages outside the trash say of themselves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def names(self, limit: int = 200) -> list[str]:
        """The names that pages use, lower-case, in order. From one to the next by the index."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                """
                with recursive used (name) as (
                    select min(name) from properties
                    union all
                    select (select min(name) from properties where name > used.name)
                    from used where used.name is not null
                )
                select name from used where name is not null limit ?
                """,
                (limit,),
            ).fetchall()
        return [row[0] for row in rows]


def plain_name(name: str) -> str:
    """A property's name as names are compared."""
    return unicodedata.normalize("NFC", " ".join(replace_surrogates(name).split()).lower())


def find_aliases(properties: tuple[Property, ...]) -> tuple[str, ...]:
    """The other names that a page gives itself."""
    return tuple(
        alias
        for each in properties
        if plain_name(each.name) in _ALIASES
        for value in each.values
        if (alias := clean_line(value))
    )


def find_property_tags(properties: tuple[Property, ...]) -> tuple[str, ...]:
    """The words of the property `tags`, as they stand there."""
    return tuple(
        value.removeprefix("#")
        for each in properties
        if plain_name(each.name) in _TAGS
        for value in each.values
    )


def write_properties(connection: apsw.Connection, page_id: int, body: str) -> None:
    """Keep what this text says as what the page says of itself, its aliases too."""
    change_properties(connection, {page_id: read_properties(body)})


def change_properties(
    connection: apsw.Connection, wanted: Mapping[int, tuple[Property, ...]]
) -> None:
    """Keep these as what these pages say of themselves."""
    _change_aliases(connection, wanted)
    connection.execute(
        "delete from properties where page_id in (select value from json_each(?))",
        (json.dumps(list(wanted)),),
    )
    rows = {
        (page_id, plain_name(each.name), place): _row_of(value)
        for page_id, properties in wanted.items()
        for each in properties
        for place, value in enumerate(each.values)
    }
    connection.executemany(
        "insert into properties (page_id, name, place, value, number, day)"
        " values (?, ?, ?, ?, ?, ?)",
        [(*key, *row) for key, row in rows.items()],
    )


def drop_properties(connection: apsw.Connection, page_id: int) -> None:
    """Forget what a page says of itself."""
    connection.execute("delete from properties where page_id = ?", (page_id,))
    connection.execute("delete from aliases where page_id = ?", (page_id,))


def _change_aliases(
    connection: apsw.Connection, wanted: Mapping[int, tuple[Property, ...]]
) -> None:
    """Only what changed is written: who links to an alias learns of each change."""
    now = {
        (slug, page_id)
        for page_id, properties in wanted.items()
        for alias in find_aliases(properties)
        if (slug := plain_slug(alias))
    }
    rows: Any = connection.execute(
        "select slug, page_id from aliases where page_id in (select value from json_each(?))",
        (json.dumps(list(wanted)),),
    )
    former = set(rows)
    connection.executemany("delete from aliases where slug = ? and page_id = ?", former - now)
    connection.executemany("insert into aliases (slug, page_id) values (?, ?)", now - former)


def _row_of(value: str) -> tuple[str, float | None, str | None]:
    kept = replace_surrogates(value)[:LONGEST_VALUE]
    return kept, number_of(kept), day_of(kept)
