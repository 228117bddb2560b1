"""`/pages/…`: making, reading, writing, renaming and deleting pages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, after_this_request, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from webui.around import around
from webui.beside import lay_beside
from webui.dates import say_clock
from webui.language import gettext
from webui.markdown.rendering import Drawn, draw
from webui.news import News
from webui.notebook import Page, PageNotFound, Saved
from webui.notebook.journal import day_of_slug
from webui.notebook.slugs import plain_slug, slug_of
from webui.replies import wants_json
from webui.room import here
from webui.shell import render_shell
from webui.views.moves import answer, tell
from webui.views.properties import show_properties
from webui.views.templates import offered_templates

blueprint = Blueprint("pages", __name__, url_prefix="/pages")

_LIST_LENGTH = 100
# A browser takes the text of a field in pieces, and each costs as much as all before it: the editor
# of a longer page asks for its text.
_LONGEST_SENT = 100_000

Json = dict[str, Any]


@blueprint.get("/")
def index() -> str:
    """List the pages changed last, or with `by=opened` those that were opened last."""
    offset = max(0, request.args.get("offset", 0, type=int))
    notebook, pages = here().notebook, here().notebook.pages
    by_visit = request.args.get("by") == "opened"
    return render_shell(
        "pages/index.html",
        pages=notebook.visits.pages(_LIST_LENGTH)
        if by_visit
        else pages.list(limit=_LIST_LENGTH, offset=offset),
        by_visit=by_visit,
        trashed=notebook.trash.find(request.args.get("trashed", 0, type=int)),
        count=pages.count(),
        offset=offset,
        step=_LIST_LENGTH,
    )


@blueprint.post("/")
def create() -> Response:
    title = request.form.get("title", "").strip() or gettext("Untitled")
    page = here().notebook.pages.create(title=title)
    here().news.publish("pages")
    return redirect(url_for("pages.show", slug=page.slug, edit=1), 303)


@blueprint.get("/<path:slug>")
def show(slug: str) -> str | Response | Json | tuple[str, int]:
    """Answer a page, or with `part` what stands beside it, for a page that is there already."""
    try:
        page = here().notebook.pages.find(slug)
    except PageNotFound:
        if wants_json() or not plain_slug(slug):
            raise
        return _offer(plain_slug(slug), request.args.get("title", "")), 404
    if wants_json():
        return _describe_text(page) if "text" in request.args else _describe(page)
    if page.slug != slug:
        return redirect(url_for("pages.show", slug=page.slug), 302)
    if "part" in request.args:
        return render_template("pages/side/all.html", page=page, outline=(), **_links_of(page))
    here().notebook.visits.note(page.id)
    editing = "edit" in request.args
    is_long = len(page.body) > _LONGEST_SENT
    # Outside of the one moment: a long page takes long to be drawn.
    drawn = Drawn(Markup(""), ()) if editing and is_long else _draw(page)
    with here().notebook.at_one_moment():
        return render_shell(
            "pages/show.html",
            page=page,
            is_long=is_long,
            html=drawn.html,
            outline=drawn.outline,
            editing=editing,
            restored=request.args.get("restored", type=int),
            marks=here().notebook.marks.of(page.id),
            properties=show_properties(page),
            templates=offered_templates(page),
            saved_at=page.updated_at,
            current_page=page,
            **_links_of(page),
            **_days_around(page),
            **lay_beside(here(), request.args.get("beside"), page),
        )


@blueprint.post("/<path:slug>")
def save(slug: str) -> Response | Json:
    """Save the text. `base` is the revision that the writer started from.

    A writer names its page by number, in `page`: the address may lead to another one by now.
    """
    pages = here().notebook.pages
    page_id = request.form.get("page", type=int)
    base = request.form.get("base", type=int)
    if page_id is None or base is None:
        page = pages.find(slug) if page_id is None else pages.by_id(page_id)
        page_id, base = page.id, page.revision if base is None else base
    sent = request.form["body"].replace("\r\n", "\n")
    saved = pages.save(page_id, sent, base)
    news, latest = here().news, here().notebook.search.latest

    def tell_others(response: Response) -> Response:
        # Behind the answer: whoever waits for "Saved" should wait neither for other windows to be
        # told nor for the words that search makes of the page.
        response.call_on_close(lambda: _tell(news, saved))
        response.call_on_close(latest.catch_up_soon)
        return response

    after_this_request(tell_others)
    if wants_json():
        return _describe_save(saved, sent)
    return redirect(url_for("pages.show", slug=saved.page.slug), 303)


@blueprint.post("/<path:slug>/rename")
def rename(slug: str) -> Response | Json:
    """Give the page another title; its links follow. `/page/<id>/move` says before how many."""
    notebook = here().notebook
    moved = notebook.moves.move(notebook.pages.find(slug).id, request.form.get("title", ""))
    tell(moved)
    return answer(moved.pages[0])


@blueprint.post("/<path:slug>/delete")
def delete(slug: str) -> Response:
    """To the trash, from where it can come back."""
    pages = here().notebook.pages
    page = pages.find(slug)
    pages.delete(page.id)
    here().news.publish("pages")
    return redirect(url_for("pages.index", trashed=page.id), 303)


def _tell(news: News, saved: Saved) -> None:
    page, former = saved.page, saved.former
    if page.revision != former.revision:
        news.publish("page", page=page.id, revision=page.revision)
        if not saved.was_newest or page.tags != former.tags:
            news.publish("pages")


def _draw(page: Page) -> Drawn:
    return draw(page.body, around(here().notebook), page.slug, can_tick=True)


def _links_of(page: Page) -> dict[str, Any]:
    links = here().notebook.links
    with here().notebook.at_one_moment():
        return {
            "backlinks": links.to(page.id),
            "backlink_count": links.count_to(page.id),
            "mentions": links.mentions(page.id),
        }


def _days_around(page: Page) -> dict[str, Any]:
    """What stands beside a page of the journal."""
    day = day_of_slug(page.slug)
    if day is None:
        return {}
    journal = here().notebook.journal
    return {"near": journal.around(day), "former": journal.on_this_day(day)}


def _offer(slug: str, title: str) -> str:
    """Answer a page that offers to make the page that a link asked for, under its own words."""
    if slug_of(title) != slug:
        words = slug.rpartition("/")[2].replace("-", " ")
        title = f"{slug.rpartition('/')[0]}/{words}".strip("/")
        title = title[:1].upper() + title[1:]
    return render_shell(
        "pages/absent.html",
        title=title,
        action=url_for("pages.create"),
        label=gettext("Create this page"),
    )


def _describe_text(page: Page) -> Json:
    """Answer what the editor needs: a long page takes seconds to be drawn."""
    return {
        "id": page.id,
        "slug": page.slug,
        "title": page.title,
        "url": url_for("pages.show", slug=page.slug),
        "revision": page.revision,
        "body": page.body,
        "saved": say_clock(page.updated_at),
    }


def _describe(page: Page) -> Json:
    drawn = _draw(page)
    outline = render_template("pages/side/outline.html", outline=drawn.outline)
    return {**_describe_text(page), "html": drawn.html, "outline": outline}


def _describe_save(saved: Saved, sent: str) -> Json:
    """Answer what the writer must know. `body` is null when the text stands as it was sent."""
    page, conflict = saved.page, saved.conflict
    return {
        "revision": page.revision,
        "saved": say_clock(page.updated_at),
        "body": None if page.body == sent else page.body,
        "conflict": conflict and {"number": conflict.number, "saved": say_clock(conflict.saved_at)},
    }
