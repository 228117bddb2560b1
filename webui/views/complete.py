"""`/complete/…`: what the editor asks while one writes: what may be meant by the letters typed so
far, what a template says, how a block looks that the editor can't draw by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, request, url_for

from webui.around import around
from webui.collation import in_order
from webui.dates import say_when
from webui.markdown.rendering import draw
from webui.notebook import PageNotFound
from webui.notebook.search.facts import find_headings
from webui.notebook.templates import fill
from webui.room import here

blueprint = Blueprint("complete", __name__, url_prefix="/complete")

_MOST = 12
_MOST_HEADINGS = 200
_LONGEST_DRAWN = 20_000

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


@blueprint.get("/templates")
def templates() -> list[Json]:
    found = in_order(here().notebook.templates.all(), lambda each: each.name)
    return [{"id": each.id, "name": each.name} for each in found]


@blueprint.get("/templates/<int:page_id>")
def template(page_id: int) -> Json:
    """The text of a template, filled in for a page called `title`, and where the cursor goes."""
    notebook = here().notebook
    if page_id not in {each.id for each in notebook.templates.all()}:
        raise PageNotFound
    filled = fill(
        notebook.pages.by_id(page_id).body,
        title=request.args.get("title", ""),
        now=datetime.now().astimezone(),
    )
    # A web view counts in units of UTF-16.
    cursor = len(filled.text[: filled.cursor].encode("utf-16-le")) // 2
    return {"text": filled.text, "cursor": cursor}


@blueprint.post("/drawn")
def drawn() -> Json:
    """A block of the page `slug` as it will be read; a very long one is left to that view."""
    text = request.form.get("text", "")
    if len(text) > _LONGEST_DRAWN:
        return {"html": ""}
    return {"html": draw(text, around(here().notebook), request.form.get("slug", "")).html}
