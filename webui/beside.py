"""A second page beside the one that is shown: read there, written after a click."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup

from webui.around import around
from webui.markdown.rendering import draw
from webui.notebook import Page, PageNotFound
from webui.room import Room

_TAG = re.compile(r"<[a-z][^>]*>")
_ID = re.compile(r' id="[^"]*"')


def lay_beside(room: Room, slug: str | None, page: Page) -> dict[str, Any]:
    """Answer what the template needs of the page at `slug`; nothing for none, or for `page`."""
    if not slug:
        return {}
    try:
        other = room.notebook.pages.find(slug)
    except PageNotFound:
        return {}
    if other.id == page.id:
        return {}
    drawn = draw(other.body, around(room.notebook), other.slug)
    return {"beside": other, "beside_html": _without_ids(drawn.html)}


def _without_ids(html: str) -> Markup:
    """Two pages on one may have the same headings, and an id must lead to one place."""
    # What was made safe before only loses something.
    return Markup(_TAG.sub(lambda tag: _ID.sub("", tag[0]), html))  # noqa: S704
