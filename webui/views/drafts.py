"""`/drafts`: text that could not be saved before the notebook was locked, or the program ended."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from webui.notebook import Draft, Notebook, PageNotFound
from webui.paths import local_path
from webui.replies import wants_json
from webui.room import here
from webui.sessions.sign_in import open_to_all
from webui.shell import render_shell

blueprint = Blueprint("drafts", __name__, url_prefix="/drafts")


@blueprint.get("")
def show() -> str:
    notebook = here().notebook
    drafts = notebook.drafts.list()
    return render_shell(
        "drafts.html",
        drafts=[(draft, _title_now(notebook, draft)) for draft in drafts],
        next=local_path(request.args.get("next")),
    )


@blueprint.post("")
@open_to_all
def keep() -> dict[str, str]:
    """Take a text that its window could not save; the notebook may be locked by now.

    Open to whoever is in, signed in or not: what comes is sealed, and read by the open notebook.
    """
    form = request.form
    try:
        draft_id, page_id, base = UUID(form["id"]), int(form["page"]), int(form["base"])
    except ValueError as error:
        raise BadRequest from error
    drafts = here().notebook.drafts
    return {"kept": drafts.keep(draft_id, page_id, form["title"], base, form["body"])}


@blueprint.post("/<uuid:draft_id>/restore")
def restore(draft_id: UUID) -> Response:
    """Put the text into its page; what others wrote there since is merged, or kept beside it."""
    room = here()
    draft = room.notebook.drafts.get(draft_id)
    address = _put_into_page(room.notebook, draft)
    room.notebook.drafts.discard(draft_id)
    room.news.publish("pages")
    return redirect(address, 303)


@blueprint.post("/<uuid:draft_id>/discard")
def discard(draft_id: UUID) -> Response | tuple[str, int]:
    drafts = here().notebook.drafts
    drafts.discard(draft_id)
    if wants_json():
        return "", 204
    return redirect(url_for("drafts.show") if drafts.are_there else url_for("home.show"), 303)


def _put_into_page(notebook: Notebook, draft: Draft) -> str:
    try:
        saved = notebook.pages.save(draft.page_id, draft.body, draft.base)
    except PageNotFound:
        page = notebook.pages.create(title=draft.title, body=draft.body)
        return url_for("pages.show", slug=page.slug)
    if saved.conflict is not None:
        number = saved.conflict.number
        return url_for("history.show_version", slug=saved.page.slug, revision=number)
    here().news.publish("page", page=saved.page.id, revision=saved.page.revision)
    return url_for("pages.show", slug=saved.page.slug)


def _title_now(notebook: Notebook, draft: Draft) -> str | None:
    """The title of the page that the draft belongs to; None when it is not there any more."""
    try:
        return notebook.pages.by_id(draft.page_id).title
    except PageNotFound:
        return None
