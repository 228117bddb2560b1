"""`/page/<id>/properties`: what a page says of itself, as a form above its text."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webui.language import mark
from webui.notebook import Page
from webui.notebook.characters import clean_line
from webui.notebook.front_matter import Kind, Property, read_front_matter
from webui.notebook.property_lines import remove_property, set_property
from webui.replies import wants_json
from webui.room import here

blueprint = Blueprint("properties", __name__, url_prefix="/page")

KINDS: tuple[tuple[Kind, str], ...] = (
    ("text", mark("Text")),
    ("number", mark("Number")),
    ("date", mark("Date")),
    ("checkbox", mark("Yes or no")),
    ("list", mark("List")),
)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form shows of a page: `problem` is a line that can't be read, if there is one.

    `names` are those that other pages have, to choose from.
    """

    page_id: int
    rows: tuple[Property, ...]
    problem: int | None
    names: tuple[str, ...]
    kinds: tuple[tuple[Kind, str], ...] = KINDS


@blueprint.get("/<int:page_id>/properties")
def show(page_id: int) -> str:
    return _render(here().notebook.pages.by_id(page_id))


@blueprint.post("/<int:page_id>/properties")
def change(page_id: int) -> Response | Json:
    """Set one property, or with `act` "remove" take it out."""
    name = request.form.get("name", "")
    kind = _read_kind(request.form.get("kind", ""))
    values = _read_values(kind)

    def edit(body: str) -> str:
        if request.form.get("act") == "remove":
            return remove_property(body, name)
        return set_property(body, name, kind, values)

    page = here().notebook.pages.edit(page_id, edit)
    here().news.publish("page", page=page.id, revision=page.revision)
    here().news.publish("pages")
    if wants_json():
        return {"html": _render(page), "revision": page.revision}
    return redirect(url_for("pages.show", slug=page.slug), 303)


def init_app(app: Flask) -> None:
    """Give templates the filter `listed` for the items of a list."""
    app.add_template_filter(_write_list, "listed")


def show_properties(page: Page) -> Shown:
    """Answer what the form above a page shows."""
    front = read_front_matter(page.body)
    names = tuple(here().notebook.properties.names())
    if front is None:
        return Shown(page.id, (), None, names)
    return Shown(page.id, front.properties, front.problem, names)


def _write_list(items: tuple[str, ...]) -> str:
    """Answer the items of a list as a person writes them: parted by commas, some in quotes."""
    return ", ".join(f'"{item}"' if set(item) & set(',"') else item for item in items)


def _read_kind(asked: str) -> Kind:
    return next((kind for kind, _ in KINDS if kind == asked), "text")


def _read_values(kind: Kind) -> tuple[str, ...]:
    value = request.form.get("value", "")
    if kind == "checkbox":
        return ("true" if value else "false",)
    if kind == "list":
        rows = list(csv.reader([clean_line(value)], skipinitialspace=True))
        return tuple(item.strip() for row in rows for item in row if item.strip())
    return (value.strip(),)


def _render(page: Page) -> str:
    return render_template("pages/properties.html", properties=show_properties(page))
