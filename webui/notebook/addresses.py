"""Addresses of pages: where one leads, which are free, and what a new title makes of one."""

from typing import Any

import apsw

from webui.notebook.rows import Page
from webui.notebook.search.index import write_index
from webui.notebook.slugs import free_slug, plain_slug, slug_of


def page_at(connection: apsw.Connection, slug: str) -> int | None:
    """The page that a slug leads to: the one there, called so, once there, or that ends so."""
    row: tuple[Any, ...] | None = connection.execute(
        "select page_id from addresses where slug = ? order by rank, page_id limit 1", (slug,)
    ).fetchone()
    return None if row is None else int(row[0])


def is_slug_taken(connection: apsw.Connection, slug: str, page_id: int = 0) -> bool:
    """Whether a page outside the trash has this slug, other than the page `page_id`."""
    row = connection.execute(
        "select 1 from pages where slug = ? and deleted_at is null and id != ?", (slug, page_id)
    ).fetchone()
    return row is not None


def free_page_slug(connection: apsw.Connection, wanted: str, page_id: int = 0) -> str:
    """A slug for this title or slug that no page has, or that the page itself has already."""
    return free_slug(slug_of(wanted), lambda slug: is_slug_taken(connection, slug, page_id))


def folder_of(slug: str) -> str:
    """The folder of a slug, "" at the top."""
    return slug.rpartition("/")[0]


def address_for(title: str, former_title: str, former_slug: str) -> str:
    """What a new title asks for as an address.

    Slashes in a title are folders, and say all of the address; taken out of a title they lead to
    the top. A title that never had any leaves the page in its folder.
    """
    folder = folder_of(former_slug)
    if "/" in title or "/" in former_title or not folder:
        return title
    return f"{folder}/{title}"


def title_in(folder: str, title: str, slug: str) -> tuple[str, str]:
    """Title and address of a page that moves to a folder, as it was typed; "" is the top.

    A title that spells the page's folders out spells the new ones out.
    """
    last = own_part(title, slug)
    typed = "/".join(part.strip() for part in folder.split("/") if plain_slug(part))
    address = f"{typed}/{slug_of(last)}" if typed else last
    return (f"{typed}/{last}" if typed and last != title else last), address


def own_part(title: str, slug: str) -> str:
    """The part of a title that names the page, without the folders it lies in."""
    parts = [part.strip() for part in title.split("/") if plain_slug(part)]
    return parts[-1] if len(parts) == slug.count("/") + 1 else title


def change_address(
    connection: apsw.Connection, page: Page, title: str, address: str, now: int
) -> str:
    """Give a page this title and a free slug for this address; its old slug still leads to it."""
    slug = free_page_slug(connection, address, page.id)
    connection.execute(
        "update pages set title = ?, slug = ?, updated_at = ? where id = ?",
        (title, slug, now, page.id),
    )
    if slug != page.slug:
        connection.execute(
            "insert or replace into former_slugs (slug, page_id) values (?, ?)",
            (page.slug, page.id),
        )
    write_index(connection, page.id)
    return slug
