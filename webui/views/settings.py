"""`/settings`: the person's choices, each of which takes effect as it is made."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from webui import daybook, look
from webui.collation import in_order
from webui.language import gettext, language_of, mark, ngettext
from webui.layout import KEY as LAYOUT
from webui.notebook import NameRefused, Notebook
from webui.notebook.work import Work, WorkRefused
from webui.notices import PUT_AWAY, put_away
from webui.passwords import check_new_password
from webui.paths import local_path
from webui.reasons import say_why
from webui.replies import wants_json
from webui.room import KEPT_DAYS, LANGUAGE, Room, here
from webui.sessions import kept
from webui.sessions.cookie import STORAGE
from webui.sessions.idle import DEFAULT_MINUTES, LOCK_AFTER, LONGEST_MINUTES, NEVER
from webui.sessions.sign_in import current_sign_in_id, sign_in
from webui.sessions.tries import TooSoon
from webui.shell import render_shell
from webui.tongues import LANGUAGES
from webui.views.work import A_MOMENT

blueprint = Blueprint("settings", __name__, url_prefix="/settings")

IDLE_CHOICES = (1, 2, 5, 10, 15, 30, 60, 120, LONGEST_MINUTES, NEVER)
KEPT_CHOICES = (1, 7, 14, 30, 60, 90, 180, 365)
_DAYS = mark("Choose from 1 to %(most)d days.")
_WRONG = mark("That is not the password of this notebook.")
_MINUTES = mark("Choose from 1 to %(most)d minutes, or never.")
_NO_KEYRING = mark(
    "This computer's keyring did not take it, so the password is asked at each start."
)
# What a reset forgets. Signing in, backups and pages are not touched by it.
_RESET = (
    look.KEY,
    LAYOUT,
    daybook.KEY,
    daybook.WEEK,
    LANGUAGE,
    LOCK_AFTER,
    KEPT_DAYS,
    PUT_AWAY,
)

Answer = str | Response | tuple[str, int]


class _WrongPassword(Exception):
    """The old password was not right."""


@blueprint.get("")
def show() -> str:
    return _render({})


@blueprint.post("")
def change() -> Answer:
    """Each form of the page says with `part` which setting it changes."""
    act = _PARTS.get(request.form.get("part", ""))
    if act is None:
        return redirect(url_for("settings.show"), 303)
    return act(here())


def _done(part: str | None = None) -> Response:
    return redirect(url_for("settings.show", changed=part, _anchor=part), 303)


def _change_name(room: Room) -> Answer:
    try:
        room.notebook.rename_owner(request.form.get("name", ""))
    except NameRefused as refused:
        return _render({"name": say_why(refused)}), 422
    room.news.publish("pages")
    return _done("name")


def _change_look(room: Room) -> Answer:
    look.keep_look(room.notebook, request.form)
    room.news.publish("pages")
    return ("", 204) if wants_json() else _done()


def _change_language(room: Room) -> Answer:
    language = language_of(request.form.get("language"))
    room.notebook.settings.set(LANGUAGE, language.tag if language in LANGUAGES else None)
    g.pop("language", None)
    return _done()


def _change_journal(room: Room) -> Answer:
    daybook.keep_beginning(room.notebook, request.form.get("template", ""))
    return _done()


def _change_week(room: Room) -> Answer:
    daybook.keep_week(room.notebook, request.form.get("week", ""))
    # Calendars stand in every window.
    room.news.publish("pages")
    return _done()


def _change_password(room: Room) -> Answer:
    password = request.form.get("password", "")
    errors = check_new_password(password, request.form.get("again", ""))
    errors = errors or _check_old(room)
    if errors:
        return _render(errors), 422
    room.notebook.change_password(password)
    kept.forget(room.notebook, room.host.kept)
    room.notebook.sign_ins.end_all("password changed")
    sign_in(room, room.notebook.name or "", "password")
    return _done("password")


def _change_stay(room: Room) -> Answer:
    if "stay" not in request.form:
        kept.forget(room.notebook, room.host.kept)
    elif not room.notebook.has_kept_key:
        sign_in_id = sign_in(room, room.notebook.name or "", "password")
        if not kept.keep(room.notebook, room.host.kept, sign_in_id, room.kept_for):
            return _render({"stay": gettext(_NO_KEYRING)}), 422
    return _done()


def _change_kept_days(room: Room) -> Answer:
    """How long staying signed in lasts; a sign-in that is kept lasts so long from now on."""
    days = request.form.get("days", type=int)
    if days is None or not 1 <= days <= KEPT_CHOICES[-1]:
        return _render({"days": gettext(_DAYS, most=KEPT_CHOICES[-1])}), 422
    room.notebook.settings.set(KEPT_DAYS, days)
    if room.notebook.has_kept_key:
        sign_in_id = current_sign_in_id()
        if not kept.keep(room.notebook, room.host.kept, sign_in_id, room.kept_for):
            return _render({"stay": gettext(_NO_KEYRING)}), 422
    return _done()


def _change_idleness(room: Room) -> Answer:
    minutes = request.form.get("minutes", type=int)
    if minutes is None or not NEVER <= minutes <= LONGEST_MINUTES:
        return _render({"minutes": gettext(_MINUTES, most=LONGEST_MINUTES)}), 422
    room.notebook.settings.set(LOCK_AFTER, minutes)
    room.watch_idleness()
    return _done()


def _change_storage(room: Room) -> Answer:
    room.notebook.settings.set(STORAGE, "notebook" if "in_notebook" in request.form else "cookie")
    # The session is written where it now belongs when this answer goes out.
    session.modified = True
    return _done()


def _renew_recovery_code(room: Room) -> Answer:
    room.recovery.present(room.notebook, room.notebook.renew_recovery_code())
    return redirect(url_for("welcome.show_code"), 303)


def _renew_key(room: Room) -> Answer:
    if errors := _check_old(room, "key"):
        return _render(errors), 422
    password = request.form.get("old", "")
    try:
        work = room.works.begin("key", lambda work: _encipher_anew(room, password, work))
    except WorkRefused as refused:
        return _render({"key": say_why(refused)}), 409
    work.wait(A_MOMENT)
    return redirect(url_for("work.show", number=work.number), 303)


def _encipher_anew(room: Room, password: str, work: Work) -> None:
    was_kept = room.notebook.has_kept_key
    room.recovery.present(room.notebook, room.notebook.renew_key(password, work.tell))
    if was_kept:
        kept.forget_entry(room.host.kept)
    # The first backup that opens with the new key.
    room.daily.look_now()


def _put_notice_away(room: Room) -> Answer:
    put_away(room, request.form.get("notice", ""))
    return redirect(local_path(request.form.get("next")), 303)


def _reset(room: Room) -> Answer:
    for name in _RESET:
        room.notebook.settings.forget(name)
    room.watch_idleness()
    room.news.publish("pages")
    return _done("reset")


_PARTS: dict[str, Callable[[Room], Answer]] = {
    "name": _change_name,
    "look": _change_look,
    "language": _change_language,
    "journal": _change_journal,
    "week": _change_week,
    "password": _change_password,
    "stay": _change_stay,
    "kept days": _change_kept_days,
    "storage": _change_storage,
    "idle": _change_idleness,
    "recovery": _renew_recovery_code,
    "key": _renew_key,
    "notice": _put_notice_away,
    "reset": _reset,
}


def _check_old(room: Room, place: str = "old") -> dict[str, str]:
    try:
        with room.tries.attempt():
            if not room.notebook.verify_password(request.form.get("old", "")):
                raise _WrongPassword
    except TooSoon as soon:
        return {place: gettext("Wait %(seconds)d s, then try again.", seconds=soon.seconds)}
    except _WrongPassword:
        return {place: gettext(_WRONG)}
    return {}


def _never_last(minutes: int) -> tuple[bool, int]:
    return minutes == NEVER, minutes


def _say_minutes(minutes: int) -> str:
    if minutes == NEVER:
        return gettext("Never")
    if minutes % 60 == 0:
        return ngettext("After %(num)s hour", "After %(num)s hours", minutes // 60)
    return ngettext("After %(num)s minute", "After %(num)s minutes", minutes)


def _beginnings(notebook: Notebook) -> list[tuple[int | str, str]]:
    """What a new day of the journal can begin with."""
    templates = in_order(notebook.templates.all(), lambda each: each.name)
    return [
        ("", gettext("The page Templates/Journal, when there is one")),
        (daybook.NOTHING, gettext("Nothing")),
        *((each.id, each.name) for each in templates),
    ]


def _render(errors: dict[str, str]) -> str:
    notebook = here().notebook
    minutes = int(notebook.settings.get(LOCK_AFTER, DEFAULT_MINUTES))
    values = {
        "name": request.form.get("name", notebook.name),
        "stay": notebook.has_kept_key,
        "language": notebook.settings.get(LANGUAGE),
        "storage": notebook.settings.get(STORAGE, "cookie"),
        "data_dir": str(here().settings.data_dir),
        "version": here().settings.version,
        "keyring": here().host.keys.ring().problem,
    }
    choices = sorted({*IDLE_CHOICES, minutes}, key=_never_last)
    return render_shell(
        "settings/show.html",
        values=values,
        look=look.read_look(notebook),
        choices=look,
        languages=LANGUAGES,
        beginning=daybook.read_beginning(notebook) or "",
        beginnings=_beginnings(notebook),
        week=daybook.read_week(notebook),
        weeks=daybook.WEEKS,
        minutes=minutes,
        kept_days=here().kept_for.days,
        kept_choices=[
            (each, ngettext("%(num)s day", "%(num)s days", each))
            for each in sorted({*KEPT_CHOICES, here().kept_for.days})
        ],
        idle_choices=[(each, _say_minutes(each)) for each in choices],
        errors=errors,
        changed=request.args.get("changed"),
    )
