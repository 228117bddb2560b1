"""`/page/<id>/begin`: an empty page begins as a template says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from webui.collation import in_order
from webui.notebook import Page
from webui.notebook.templates import Template, fill
from webui.replies import wants_json
from webui.room import here

blueprint = Blueprint("templates", __name__, url_prefix="/page")

Json = dict[str, Any]


@blueprint.post("/<int:page_id>/begin")
def begin(page_id: int) -> Response | Json:
    """Give an empty page the text of a template; one with words in it is left as it is."""
    pages = here().notebook.pages
    template = pages.by_id(request.form.get("template", 0, type=int))
    filled = fill(
        template.body,
        title=pages.by_id(page_id).title,
        now=datetime.now().astimezone(),
        clipboard=request.form.get("clipboard", ""),
    )
    page = pages.edit(page_id, lambda body: None if body.strip() else filled.text)
    here().news.publish("page", page=page.id, revision=page.revision)
    here().news.publish("pages")
    url = url_for("pages.show", slug=page.slug, edit=1)
    if wants_json():
        # A web view counts in units of UTF-16.
        return {"url": url, "cursor": len(filled.text[: filled.cursor].encode("utf-16-le")) // 2}
    return redirect(url, 303)


def offered_templates(page: Page) -> list[Template]:
    """Answer the templates that a page may begin with: none once it has words."""
    if page.body.strip():
        return []
    found = in_order(here().notebook.templates.all(), lambda each: each.name)
    return [each for each in found if each.id != page.id]
