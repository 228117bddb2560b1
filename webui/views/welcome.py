"""`/welcome`: the first time: a name, a password, and a recovery code to keep."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from webui.language import gettext, mark, spoken
from webui.notebook import Notebook
from webui.passwords import check_new_password, judge
from webui.room import here
from webui.sessions.recovery import RecoveryCode
from webui.sessions.sign_in import open_to_all, sign_in

blueprint = Blueprint("welcome", __name__, url_prefix="/welcome")

_LONGEST_NAME = 80
_NO_NAME = mark("Type the name that you want to be called by.")
_LONG_NAME = mark("Use a name of at most %(most)d characters.")
_NOT_THE_CODE = mark("Those two parts are not those of the code. Show it again and compare.")


@blueprint.get("")
@open_to_all
def start() -> str | AnyResponse:
    if here().notebook.state != "absent":
        return redirect(url_for("home.show"), 303)
    return render_template("welcome.html", form={"name": ""}, errors={})


@blueprint.post("")
@open_to_all
def set_up() -> str | AnyResponse | tuple[str, int]:
    room = here()
    if room.notebook.state != "absent":
        return redirect(url_for("home.show"), 303)
    name = " ".join(request.form.get("name", "").split())
    password = request.form.get("password", "")
    errors = _check_name(name) | check_new_password(password, request.form.get("again", ""))
    if errors:
        return render_template("welcome.html", form={"name": name}, errors=errors), 422
    code = room.notebook.create(name, password)
    room.recovery.present(room.notebook, code)
    _write_tour(room.notebook)
    sign_in(room, name, "setup")
    return redirect(url_for("welcome.show_code"), 303)


@blueprint.post("/strength")
@open_to_all
def strength() -> dict[str, object]:
    known = tuple(word for word in request.form.get("name", "").split() if word)
    return asdict(judge(request.form.get("password", ""), known=known))


@blueprint.get("/recovery")
def show_code() -> str | AnyResponse:
    code = here().recovery.code(here().notebook)
    if code is None:
        return redirect(url_for("home.show"), 303)
    return _render_code(code, {})


@blueprint.post("/recovery")
def confirm_code() -> str | AnyResponse | tuple[str, int]:
    room = here()
    code = room.recovery.code(room.notebook)
    if code is None:
        return redirect(url_for("home.show"), 303)
    if not code.is_answered_by(request.form.getlist("group")):
        return _render_code(code, {"group": gettext(_NOT_THE_CODE)}), 422
    room.recovery.confirm(room.notebook)
    return redirect(_first_page(room.notebook), 303)


@blueprint.get("/recovery/code.txt")
def save_code() -> Response | AnyResponse:
    room = here()
    code = room.recovery.code(room.notebook)
    if code is None:
        return redirect(url_for("home.show"), 303)
    heading = gettext("Recovery code for the notebook of %(name)s", name=room.notebook.name)
    text = f"{heading}\n\n{'-'.join(code.groups)}\n"
    response = make_response(text)
    response.mimetype = "text/plain"
    response.headers["Content-Disposition"] = 'attachment; filename="recovery-code.txt"'
    return response


def _first_page(notebook: Notebook) -> str:
    """A notebook that was just made opens at its greeting, any other at the list of its pages."""
    newest = notebook.pages.list(limit=1)
    if not newest or notebook.pages.count() != len(_list_tour()):
        return url_for("home.show")
    return url_for("pages.show", slug=newest[0].slug)


def _render_code(code: RecoveryCode, errors: dict[str, str]) -> str:
    return render_template("recovery.html", groups=code.groups, asked=code.asked, errors=errors)


def _check_name(name: str) -> dict[str, str]:
    if not name:
        return {"name": gettext(_NO_NAME)}
    if len(name) > _LONGEST_NAME:
        return {"name": gettext(_LONG_NAME, most=_LONGEST_NAME)}
    return {}


def _write_tour(notebook: Notebook) -> None:
    """Greet with a few pages that show how this works, to be written in and thrown away.

    The first of them is the newest, and so the first in every list.
    """
    for path in reversed(_list_tour()):
        heading, _, body = path.read_text("utf-8").partition("\n\n")
        notebook.pages.create(title=heading.removeprefix("# "), body=body)


def _list_tour() -> list[Path]:
    tour = Path(current_app.root_path) / "tour"
    own = tour / spoken().tag
    return sorted((own if own.is_dir() else tour / "en").glob("*.md"))
