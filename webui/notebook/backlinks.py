"""What links where: to a page, to nothing, and from nowhere."""

import heapq
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import apsw

from webui.notebook.database import Database
from webui.notebook.mentions import Mention, find_mentions
from webui.notebook.rows import PageSummary, to_summary
from webui.notebook.search.latest import catch_up
from webui.notebook.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Backlink:
    """A page that links here, and the sentence in which it does first."""

    page: PageSummary
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Missing:
    """An address that pages link to and none has: how many do, and the newest of them."""

    target: str
    title: str
    links: int
    page: PageSummary


class Links:
    """The links between all pages that are not in the trash.

    Every answer comes out of an index, and takes as long in a large notebook as in a small one.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def resolve(self, slugs: Iterable[str]) -> dict[str, PageSummary]:
        """The pages that these slugs lead to, by slug; those that lead nowhere are left out."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                """
                select value, pages.id, slug, title, updated_at
                -- As the view `addresses` says, which would be read whole for each.
                from json_each(?) join pages on pages.id = coalesce(
                    (select id from pages where slug = value and deleted_at is null),
                    (select page_id from aliases join pages on id = page_id
                        where aliases.slug = value and deleted_at is null
                        order by page_id limit 1),
                    (select page_id from former_slugs join pages on id = page_id
                        where former_slugs.slug = value and deleted_at is null),
                    (select id from pages
                        where replace(slug, rtrim(slug, replace(slug, '/', '')), '') = value
                        and deleted_at is null and instr(slug, '/') order by id limit 1)
                )
                """,
                (json.dumps(sorted(set(slugs))),),
            ).fetchall()
        return {row[0]: to_summary(row[1:]) for row in rows}

    def count_to(self, page_id: int) -> int:
        """How many pages link to a page."""
        with self._database.reading() as connection:
            return _count_to(connection, page_id)

    def to(self, page_id: int, limit: int = 50) -> list[Backlink]:
        """The pages that link to a page, those made last first."""
        with self._database.reading() as connection:
            found = heapq.nlargest(limit, _linking(connection, page_id, limit))
            rows: list[Any] = connection.execute(
                """
                select pages.id, slug, pages.title, updated_at, sentence, mark_start, mark_end
                from json_each(?) cross join links on links.id = value
                join pages on pages.id = page_id
                """,
                (json.dumps([link_id for _, link_id in found]),),
            ).fetchall()
        # Of two links of one page, to a former title and to this one, the first is shown.
        links = {row[0]: Backlink(to_summary(row[:4]), Sentence(*row[4:])) for row in rows[::-1]}
        return list(links.values())[::-1]

    def mentions(self, page_id: int, limit: int = 20) -> list[Mention]:
        """Pages that name a page by its title, or an alias, and don't link to it."""
        catch_up(self._database)
        with self._database.reading() as connection:
            return find_mentions(connection, page_id, limit)

    def missing(self, limit: int = 200, offset: int = 0) -> list[Missing]:
        """Addresses that no page has, the most wanted first."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                """
                select target, count, pages.id, slug, pages.title, updated_at,
                    coalesce(nullif(links.title, ''), target)
                from (
                    select target, links as count,
                        (select max(page_id) from links where links.target = wanted.target) as page
                    from link_targets as wanted where page_id is null and not exists
                        (select 1 from files where slug = target and deleted_at is null)
                    order by links desc, target desc limit ? offset ?
                ) join pages on pages.id = page
                join links using (target) where links.page_id = page
                """,
                (limit, offset),
            ).fetchall()
        return [Missing(row[0], row[6], row[1], to_summary(row[2:6])) for row in rows]

    def count_missing(self) -> int:
        """How many addresses are linked to that no page has."""
        with self._database.reading() as connection:
            count: int = connection.execute(
                """
                select count(*) from link_targets where page_id is null and not exists
                    (select 1 from files where slug = target and deleted_at is null)
                """
            ).get
        return count

    def orphans(self, limit: int = 200, offset: int = 0) -> list[PageSummary]:
        """Pages that no other page links to, those made last first; the journal is left out."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                select id, slug, title, updated_at
                from (select page_id from orphans order by page_id desc limit ? offset ?)
                join pages on id = page_id order by id desc
                """,
                (limit, offset),
            ).fetchall()
        return [to_summary(row) for row in rows]

    def count_orphans(self) -> int:
        """How many pages no other page links to."""
        with self._database.reading() as connection:
            count: int = connection.execute("select count(*) from orphans").get
        return count


def _targets_of(connection: apsw.Connection, page_id: int) -> list[str]:
    rows: list[Any] = connection.execute(
        "select target from link_targets where page_id = ?", (page_id,)
    ).fetchall()
    return [row[0] for row in rows]


def _linking(connection: apsw.Connection, page_id: int, limit: int) -> list[tuple[int, int]]:
    """Pages and their links, of each address that leads here the newest pages."""
    found: list[tuple[int, int]] = []
    for target in _targets_of(connection, page_id):
        rows: Any = connection.execute(
            "select page_id, id from links where target = ? and page_id != ?"
            " order by page_id desc limit ?",
            (target, page_id, limit),
        )
        found += rows
    return found


def _count_to(connection: apsw.Connection, page_id: int) -> int:
    targets = _targets_of(connection, page_id)
    count: int = connection.execute(
        "select count(distinct page_id) from links"
        " where page_id != ? and target in (select value from json_each(?))",
        (page_id, json.dumps(targets)),
    ).get
    return count
