"""Pages: made, found, saved, renamed, thrown away."""

from collections.abc import Callable
from dataclasses import dataclass

import apsw

from webui.notebook.addresses import address_for, change_address, free_page_slug, page_at
from webui.notebook.bodies import clean_body
from webui.notebook.database import Database
from webui.notebook.errors import PageNotFound, TextMoved
from webui.notebook.files import write_uses
from webui.notebook.graph import drop_graph, write_graph
from webui.notebook.mentions import link_mention
from webui.notebook.merge import merge
from webui.notebook.moments import Clock, to_milliseconds
from webui.notebook.properties import drop_properties, write_properties
from webui.notebook.revisions import (
    Revision,
    end_sitting,
    read_revision,
    read_text,
    write_conflict,
    write_save,
)
from webui.notebook.rows import Page, PageSummary, read_page, to_summary
from webui.notebook.search.index import drop_index, write_index
from webui.notebook.search.latest import write_soon
from webui.notebook.slugs import plain_slug
from webui.notebook.tags import drop_tags, write_tags
from webui.notebook.titles import clean_title

Change = Callable[[str], str | None]
TellSearch = Callable[[apsw.Connection, int], None]

_MOVED = "That place in the page was changed meanwhile."


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: the page as it is now.

    `former` is the page as it was before, `was_newest` whether no other page was changed after it.
    `merged`: its text has changes of another window beside those that were sent. `conflict`: the
    page does not have what was sent, which is kept as this revision.
    """

    page: Page
    former: Page
    was_newest: bool
    merged: bool
    conflict: Revision | None


class Pages:
    """The pages that are not in the trash."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def create(self, title: str = "", body: str = "", folder: str = "") -> Page:
        """Make a page, in a folder unless its title names some. Its slug is free at this moment.

        Raises TitleRefused, BodyRefused.
        """
        title, body = clean_title(title), clean_body(body)
        now = self._now()
        with self._database.writing() as connection:
            is_placed = folder and "/" not in title
            slug = free_page_slug(connection, f"{folder}/{title}" if is_placed else title)
            return insert_page(connection, title, body, slug, now)

    def find(self, slug: str) -> Page:
        """The page at this slug, or the one that was there before it was renamed.

        Compare `.slug`, and redirect when it is another. Case and Unicode form don't count.
        Raises PageNotFound.
        """
        with self._database.reading() as connection:
            page_id = page_at(connection, plain_slug(slug))
            if page_id is None:
                raise PageNotFound
            return read_page(connection, page_id)

    def by_id(self, page_id: int) -> Page:
        """Raises PageNotFound, or PageInTrash, which is one."""
        with self._database.reading() as connection:
            return read_page(connection, page_id)

    def list(self, limit: int = 200, offset: int = 0) -> list[PageSummary]:
        """Pages by the time of their last change, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                select id, slug, title, updated_at from pages where deleted_at is null
                order by updated_at desc, id desc limit ? offset ?
                """,
                (limit, offset),
            ).fetchall()
        return [to_summary(row) for row in rows]

    def count(self) -> int:
        """How many pages there are, the trash left out."""
        with self._database.reading() as connection:
            # Left to itself SQLite walks an index of text, which takes three times as long.
            count: int = connection.execute(
                "select count(*) from pages indexed by pages_by_time where deleted_at is null"
            ).get
        return count

    def save(self, page_id: int, body: str, base: int) -> Saved:
        """Save the text of a page, written from revision `base`; nobody's words are lost.

        When the page moved on since, both changes are merged by lines. When they touch the same
        lines, the page stays as it is and this text becomes a revision of kind "conflict"; go on
        from the page's text and number then, or the same conflict comes up again with every save.
        The text that is there already makes no revision. Once this returns, the disk has it; the
        search index reads it when somebody asks, or when `Search.latest` is told to.
        Raises PageNotFound, PageInTrash, BodyRefused.
        """
        body = clean_body(body)
        with self._database.writing() as connection:
            former = page = read_page(connection, page_id)
            was_newest = _newest_of(connection) == page_id
            merged = body if base == page.revision else _merge(connection, page, body, base)
            if merged is None:
                now = self._now()
                conflict = write_conflict(connection, page_id, page.title, body, now)
                return Saved(page, former, was_newest, merged=False, conflict=conflict)
            if merged != page.body:
                merged = clean_body(merged)
                write_text(connection, page_id, page.title, merged, self._now(), write_soon)
                page = read_page(connection, page_id)
        return Saved(page, former, was_newest, merged=page.body != body, conflict=None)

    def edit(self, page_id: int, change: Change, base: int | None = None) -> Page:
        """Change one place of a page's text, found in revision `base`; None is the text of now.

        `change` answers the text with the change in it, or None when it finds no such place.
        What was saved since is merged. Raises PageNotFound, PageInTrash, BodyRefused, and
        TextMoved when the place is gone or was changed since; nothing is done then.
        """
        with self._database.writing() as connection:
            page = read_page(connection, page_id)
            is_now = base in (None, page.revision)
            text = page.body if is_now else read_text(connection, page_id, base or 0)
            changed = None if text is None else change(text)
            if changed is None or text is None:
                raise TextMoved(_MOVED)
            merged = changed if is_now else merge(text, page.body, changed)
            if merged is None:
                raise TextMoved(_MOVED)
            if merged != page.body:
                body = clean_body(merged)
                write_text(connection, page_id, page.title, body, self._now())
            return read_page(connection, page_id)

    def link_mention(self, page_id: int, named: int) -> Page:
        """Make the first mention of the page `named` in the text of another a link. As `edit`."""
        title = self.by_id(named).title
        return self.edit(page_id, lambda body: link_mention(body, title))

    def restore(self, page_id: int, number: int) -> Page:
        """Make the text of a revision the page's text; the text of now stays as a revision.

        Raises PageNotFound, PageInTrash, RevisionNotFound.
        """
        with self._database.writing() as connection:
            page = read_page(connection, page_id)
            body = read_revision(connection, page_id, number).body
            if body != page.body:
                end_sitting(connection, page_id)
                write_text(connection, page_id, page.title, body, self._now())
                end_sitting(connection, page_id)
            return read_page(connection, page_id)

    def rename(self, page_id: int, title: str) -> Page:
        """Give a page another title; its slug follows, and the old slug keeps leading to it.

        Links in other pages stay as they are: `Moves.move` takes them along.
        Raises PageNotFound, PageInTrash, TitleRefused.
        """
        title = clean_title(title)
        with self._database.writing() as connection:
            page = read_page(connection, page_id)
            if title == page.title:
                return page
            address = address_for(title, page.title, page.slug)
            change_address(connection, page, title, address, self._now())
            return read_page(connection, page_id)

    def delete(self, page_id: int) -> None:
        """Move a page to the trash; its slug is free from now on. PageNotFound, PageInTrash."""
        with self._database.writing() as connection:
            read_page(connection, page_id)
            connection.execute(
                "update pages set deleted_at = ? where id = ?", (self._now(), page_id)
            )
            drop_tags(connection, page_id)
            drop_graph(connection, page_id)
            drop_properties(connection, page_id)
            drop_index(connection, page_id)

    def _now(self) -> int:
        return to_milliseconds(self._clock())


def insert_page(connection: apsw.Connection, title: str, body: str, slug: str, now: int) -> Page:
    """Make a page at a slug that is free; title and body are clean."""
    connection.execute(
        "insert into pages (slug, title, revision, created_at, updated_at, body)"
        " values (?, ?, 0, ?, ?, ?)",
        (slug, title, now, now, body),
    )
    page_id = connection.last_insert_rowid()
    write_text(connection, page_id, title, body, now)
    return read_page(connection, page_id)


def write_text(
    connection: apsw.Connection,
    page_id: int,
    title: str,
    body: str,
    now: int,
    tell_search: TellSearch = write_index,
) -> None:
    """Make this the page's text: a revision, its tags, its links, what search knows of it."""
    number = write_save(connection, page_id, title, body, now)
    connection.execute(
        "update pages set body = ?, revision = ?, updated_at = ? where id = ?",
        (body, number, now, page_id),
    )
    write_tags(connection, page_id, body)
    write_uses(connection, page_id, body)
    write_graph(connection, page_id, body)
    write_properties(connection, page_id, body)
    tell_search(connection, page_id)


def _newest_of(connection: apsw.Connection) -> int | None:
    """The page that was changed last."""
    newest: int | None = connection.execute(
        "select id from pages where deleted_at is null order by updated_at desc, id desc limit 1"
    ).get
    return newest


def _merge(connection: apsw.Connection, page: Page, body: str, base: int) -> str | None:
    if body == page.body:
        return body
    text = read_text(connection, page.id, base)
    return None if text is None else merge(text, page.body, body)
