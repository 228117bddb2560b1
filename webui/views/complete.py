"""`/complete/…`: what may be meant by the letters typed so far, as JSON for the editor."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for

from webui.dates import say_when
from webui.notebook import PageNotFound
from webui.notebook.search.facts import find_headings
from webui.room import here

blueprint = Blueprint("complete", __name__, url_prefix="/complete")

_MOST = 12
_MOST_HEADINGS = 200

Json = dict[str, Any]


@blueprint.get("/pages")
def pages() -> list[Json]:
    found = here().notebook.search.completion.pages(request.args.get("q", ""), _MOST)
    return [
        {
            "id": page.id,
            "title": page.title,
            "url": url_for("pages.show", slug=page.slug),
            "when": say_when(page.updated_at),
        }
        for page in found
    ]


@blueprint.get("/headings")
def headings() -> list[str]:
    """The headings of the page with the title or address `page`; none of one that is not there."""
    try:
        page = here().notebook.pages.find(request.args.get("page", ""))
    except PageNotFound:
        return []
    return find_headings(page.body)[:_MOST_HEADINGS]


@blueprint.get("/tags")
def tags() -> list[Json]:
    found = here().notebook.search.completion.tags(request.args.get("q", ""), _MOST)
    return [{"tag": tag, "pages": count} for tag, count in found]
