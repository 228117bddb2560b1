"""Pages that move: another title or folder, and every link to them follows, in one transaction."""

from dataclasses import dataclass
from typing import Any

import apsw

from webui.notebook.addresses import (
    address_for,
    change_address,
    folder_of,
    free_page_slug,
    own_part,
    page_at,
    title_in,
)
from webui.notebook.database import Database
from webui.notebook.errors import FolderRefused, PageNotFound
from webui.notebook.folders import keep_names
from webui.notebook.graph import read_all
from webui.notebook.moments import Clock, to_milliseconds
from webui.notebook.pages import write_text
from webui.notebook.relinking import Destination, is_writable, relink
from webui.notebook.revisions import end_sitting
from webui.notebook.rows import Page, read_page
from webui.notebook.slugs import plain_slug, slug_of
from webui.notebook.titles import clean_title


@dataclass(frozen=True, slots=True)
class Plan:
    """What a move would do: the new title and slug, and the links, in how many pages, to follow."""

    title: str
    slug: str
    links: int
    pages: int
    moved: int = 1


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did: the pages that moved, and every page whose text changed with them."""

    pages: tuple[Page, ...]
    changed: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    page: Page
    title: str
    address: str


class Moves:
    """Moving and renaming. What is there of a title's slashes is said in `addresses`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def plan(self, page_id: int, title: str | None = None, folder: str | None = None) -> Plan:
        """What `move` would do. Changes nothing. Raises as `move` does."""
        read_all(self._database)
        with self._database.reading() as connection:
            step = _step(connection, page_id, title, folder)
            slug = free_page_slug(connection, step.address, page_id)
            links, pages = _count(connection, [step] if slug != step.page.slug else [])
        return Plan(step.title, slug, links, pages)

    def move(self, page_id: int, title: str | None = None, folder: str | None = None) -> Moved:
        """Give a page another title, folder, or both; None leaves it as it is.

        Links to it are written anew, wherever they stand; each page that this changes gets a
        version. Raises PageNotFound, PageInTrash, TitleRefused.
        """
        read_all(self._database)
        with self._database.writing() as connection:
            step = _step(connection, page_id, title, folder)
            if (step.title, slug_of(step.address)) == (step.page.title, step.page.slug):
                return Moved((step.page,), ())
            keep_names(connection, folder or "")
            return self._take(connection, [step])

    def plan_folder(self, path: str, to: str) -> Plan:
        """What `move_folder` would do. Changes nothing. Raises as `move_folder` does."""
        read_all(self._database)
        with self._database.reading() as connection:
            steps = _folder_steps(connection, path, to)
            links, pages = _count(connection, steps)
        return Plan(to, plain_slug(to), links, pages, len(steps))

    def move_folder(self, path: str, to: str) -> Moved:
        """Move the page at `path` and all that lie below it to another path, "" for the top.

        Raises PageNotFound when nothing lies there, FolderRefused for a place within itself.
        """
        read_all(self._database)
        with self._database.writing() as connection:
            steps = _folder_steps(connection, path, to)
            keep_names(connection, to)
            return self._take(connection, steps)

    def _take(self, connection: apsw.Connection, steps: list[_Step]) -> Moved:
        now = to_milliseconds(self._clock())
        targets = _targets(connection, [step.page for step in steps])
        linking = _linking(connection, targets)
        for step in steps:
            change_address(connection, step.page, step.title, step.address, now)
        moved = {step.page.id: read_page(connection, step.page.id) for step in steps}
        to = {page.id: _destination(connection, page) for page in moved.values()}
        kept = {step.page.id for step in steps if moved[step.page.id].slug == step.page.slug}
        changed = []
        for page_id in linking:
            page = read_page(connection, page_id)
            body, _ = relink(
                page.body,
                lambda slug: (
                    to[targets[slug]] if slug in targets and targets[slug] not in kept else None
                ),
            )
            if body != page.body:
                # A version of its own: what the pages said before can be read and restored.
                end_sitting(connection, page_id)
                write_text(connection, page_id, page.title, body, now)
                end_sitting(connection, page_id)
                changed.append(read_page(connection, page_id))
        return Moved(tuple(read_page(connection, each) for each in moved), tuple(changed))


def _step(
    connection: apsw.Connection, page_id: int, title: str | None, folder: str | None
) -> _Step:
    page = read_page(connection, page_id)
    named = page.title if title is None else clean_title(title)
    address = page.slug if named == page.title else address_for(named, page.title, page.slug)
    if folder is not None and plain_slug(folder) != folder_of(slug_of(address)):
        named, address = title_in(folder, named, slug_of(address))
    return _Step(page, clean_title(named), address)


def _folder_steps(connection: apsw.Connection, path: str, to: str) -> list[_Step]:
    path, place = plain_slug(path), plain_slug(to)
    if f"{place}/".startswith(f"{path}/"):
        raise FolderRefused("A folder can't be moved into itself.")
    rows: list[Any] = connection.execute(
        """
        select id from pages where deleted_at is null and (slug = :path
            or (slug > :path || '/' and slug < :path || '0'))
        order by length(slug) - length(replace(slug, '/', '')), slug
        """,
        {"path": path},
    ).fetchall()
    if not path or not rows:
        raise PageNotFound
    return [_step_below(read_page(connection, row[0]), path, to) for row in rows]


def _step_below(page: Page, path: str, to: str) -> _Step:
    if page.slug == path:
        # The folder's own page is called as the folder, unless the person chose another title.
        is_named = slug_of(own_part(page.title, path)) == path.rpartition("/")[2]
        typed = to.strip("/ ")
        title = typed if "/" in page.title else typed.rpartition("/")[2]
        return _Step(page, clean_title(title if is_named else page.title), to or page.title)
    rest = page.slug[len(path) + 1 :]
    parts = [part.strip() for part in page.title.split("/") if plain_slug(part)]
    title = page.title
    if len(parts) == page.slug.count("/") + 1:
        below = parts[path.count("/") + 1 :]
        title = "/".join([*filter(None, [to.strip("/ ")]), *below])
    return _Step(page, clean_title(title), f"{plain_slug(to)}/{rest}".strip("/"))


def _targets(connection: apsw.Connection, pages: list[Page]) -> dict[str, int]:
    """The slugs that links say and that lead to these pages now, and to which."""
    targets = {}
    for page in pages:
        rows = connection.execute(
            """
            select target from link_targets where page_id = :page and target not in
                (select slug from aliases where page_id = :page)
            """,
            {"page": page.id},
        )
        targets.update({row[0]: page.id for row in rows})
        targets[page.slug] = page.id
    return targets


def _linking(connection: apsw.Connection, targets: dict[str, int]) -> list[int]:
    """The pages with links to these targets. A page may link to itself, which no table says."""
    pages = dict.fromkeys(targets.values())
    for target in targets:
        for row in connection.execute("select page_id from links where target = ?", (target,)):
            pages[row[0]] = None
    return list(pages)


def _count(connection: apsw.Connection, steps: list[_Step]) -> tuple[int, int]:
    """How many links follow, in how many pages."""
    if not steps:
        return 0, 0
    targets = _targets(connection, [step.page for step in steps])
    nowhere = Destination("", "", "")
    found = [
        relink(
            read_page(connection, page_id).body, lambda slug: nowhere if slug in targets else None
        )
        for page_id in _linking(connection, targets)
    ]
    counts = [count for _, count in found if count]
    return sum(counts), len(counts)


def _destination(connection: apsw.Connection, page: Page) -> Destination:
    """The shortest words that lead to a page: its title, its title in its folder, its slug."""
    name = own_part(page.title, page.slug)
    for words in (page.title, f"{folder_of(page.slug)}/{name}"):
        if is_writable(words) and page_at(connection, slug_of(words)) == page.id:
            return Destination(words, page.title, page.slug)
    shown = page.title if is_writable(page.title) else page.slug
    return Destination(page.slug, shown, page.slug)
