"""`/shortcuts`, the page of all keys; `/commands/used`, what the palette puts first."""

from __future__ import annotations

from flask import Blueprint, request

from webui.commands import COMMANDS, count_uses, group_commands, note_use
from webui.paths import local_path
from webui.room import here
from webui.shell import render_shell

blueprint = Blueprint("commands", __name__)

_NAMES = {each.name for each in COMMANDS}
_LONGEST = 1000


@blueprint.get("/shortcuts")
def show() -> str:
    return render_shell("shortcuts.html", groups=group_commands())


@blueprint.get("/commands/used")
def used() -> dict[str, int]:
    return count_uses(here().notebook)


@blueprint.post("/commands/used")
def note() -> tuple[str, int]:
    """A command was chosen in the palette, or a page, which is named by its path."""
    name = request.form.get("name", "")[:_LONGEST]
    if name in _NAMES or (name.startswith("/pages/") and local_path(name) == name):
        note_use(here().notebook, name)
    return "", 204
