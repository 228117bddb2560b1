"""What a page asks of the window around it: another window, a link outside."""

from __future__ import annotations

from flask import Blueprint, request

from webui.language import gettext
from webui.paths import local_path, may_leave
from webui.room import here

blueprint = Blueprint("windows", __name__)


@blueprint.post("/windows")
def open_window() -> tuple[str, int] | tuple[dict[str, str], int]:
    windows = here().host.windows
    if not windows.can_open:
        return {"error": gettext("This browser opens its own windows.")}, 409
    windows.open(local_path(request.form.get("path")))
    return "", 204


@blueprint.post("/windows/visited")
def visited() -> tuple[str, int]:
    here().host.windows.visited()
    return "", 204


@blueprint.post("/activity")
def note_activity() -> tuple[str, int]:
    """A page says that a key was pressed or the pointer moved, at most every few seconds."""
    here().idle.touch()
    return "", 204


@blueprint.post("/open")
def open_outside() -> tuple[str, int] | tuple[dict[str, str], int]:
    """Open an address with the system's own program: http, https and mailto, and no other."""
    url = request.form.get("url", "")
    if not may_leave(url):
        return {"error": gettext("Only web and mail addresses can be opened.")}, 422
    if not here().host.windows.open_outside(url):
        return {"error": gettext("No program on this computer opened that address.")}, 502
    return "", 204
