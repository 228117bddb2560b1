"""Errors as pages: what happened, whether anything was lost, what to do next."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass, replace
from pathlib import PurePath

from flask import Flask, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webui.language import gettext, mark
from webui.notebook import (
    DamagedNotebook,
    DraftNotFound,
    NewerNotebook,
    NoSuchFile,
    NotebookError,
    NotebookLocked,
    NotebookMissing,
    NotEnoughMemory,
    PageInTrash,
    PageNotFound,
    Refused,
    RevisionNotFound,
    StorageFailure,
    UploadMissing,
    UploadOutOfStep,
)
from webui.notebook.backups.backups import BackupNotFound, FormerKey
from webui.reasons import say_why
from webui.replies import wants_json
from webui.room import here
from webui.sessions.csrf import FormTokenRefused
from webui.sessions.sign_in import current_viewer, turn_away

_log = logging.getLogger(__name__)

Answer = Response | str | tuple[str | dict[str, str], int] | tuple[dict[str, str], int]

_FRAMES = 6
_SECRET_FIELDS = frozenset({"password", "again", "old", "code", "group", "csrf_token"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """One error as a person reads it."""

    status: int
    title: str
    sentence: str
    detail: str | None = None
    can_be_mended: bool = False


_STORAGE = {
    "full": Trouble(
        507,
        mark("The disk is full"),
        mark(
            "That could not be saved. What was saved before is safe. Free some room and try again."
        ),
    ),
    "read-only": Trouble(
        507,
        mark("The notebook can't be written to"),
        mark(
            "Its folder or disk allows reading only. Nothing was changed. "
            "Allow writing there, or move the notebook, and try again."
        ),
    ),
    "io": Trouble(
        507,
        mark("The disk did not answer"),
        mark(
            "The notebook's disk reported an error. What was saved before is not changed. "
            "Check that the drive is connected, and try again."
        ),
    ),
    "gone": Trouble(
        507,
        mark("The notebook's folder is gone"),
        mark(
            "It is not where it was when the notebook was opened. "
            "Put it back, or connect its drive, and try again."
        ),
    ),
    "busy": Trouble(
        503,
        mark("The notebook is busy"),
        mark("Something else holds it at the moment. Nothing was changed. Try again."),
    ),
}
_HTTP = {
    404: Trouble(
        404, mark("There is nothing here"), mark("No page lives at this address. Nothing is lost.")
    ),
    405: Trouble(405, mark("That can't be done here"), mark("Nothing was changed.")),
    413: Trouble(
        413,
        mark("That is too large"),
        mark("A page holds at most 20 MB of text. Nothing was saved."),
    ),
}
_NO_BACKUP = Trouble(
    404,
    mark("There is no such backup"),
    mark("It was deleted, or its drive is not connected. Nothing was changed."),
)
_IN_TRASH = Trouble(
    404,
    mark("This page is in the trash"),
    mark("It is not gone: restore it from the trash and it is back at this address."),
)
_NO_FILE = Trouble(
    404,
    mark("There is no such file"),
    mark("It was deleted for good, or the address is not whole."),
)
_UPLOAD_OVER = Trouble(
    404,
    mark("This upload is over"),
    mark("The file is there already, or it was given up. Choose it again."),
)
_NO_DRAFT = Trouble(
    404,
    mark("There is no such draft any more"),
    mark("It was put into its page already, or thrown away."),
)
_NO_MEMORY = Trouble(
    503,
    mark("There is not enough memory"),
    mark("Opening the notebook takes 64 MB for a moment. Close some other program and try again."),
)
_UNREADABLE = Trouble(
    400,
    mark("The program could not read that"),
    mark("Nothing was changed. Go back and try again."),
)
_OURS = Trouble(
    500,
    mark("Something went wrong in the program"),
    mark("What was saved is safe. Going back and trying again may help; the log says more."),
)
_STALE_FORM = Trouble(
    403,
    mark("This form is out of date"),
    mark(
        "It was made before the last log-in or log-out, so nothing was changed. "
        "Your text stands below; copy it, go back and try again."
    ),
)


_NEWER = Trouble(
    409,
    mark("This notebook was made by a newer Inglenook"),
    mark("It was left as it is, and nothing is lost. The newest Inglenook opens it."),
)
# In this order: a page in the trash is one that was not found, too.
_PLAIN: dict[type[NotebookError], Trouble] = {
    BackupNotFound: _NO_BACKUP,
    PageInTrash: _IN_TRASH,
    PageNotFound: _HTTP[404],
    DraftNotFound: _NO_DRAFT,
    RevisionNotFound: _HTTP[404],
    NotEnoughMemory: _NO_MEMORY,
    NoSuchFile: _NO_FILE,
    UploadMissing: _UPLOAD_OVER,
}


def init_app(app: Flask) -> None:
    app.register_error_handler(NotebookLocked, _ask_to_sign_in)
    app.register_error_handler(NotebookMissing, _ask_to_sign_in)
    app.register_error_handler(NotebookError, _explain_notebook)
    app.register_error_handler(UploadOutOfStep, _tell_step)
    app.register_error_handler(FormTokenRefused, lambda _: _answer(_STALE_FORM))
    app.register_error_handler(HTTPException, _explain_http)
    app.register_error_handler(Exception, _explain_bug)


def _ask_to_sign_in(_error: Exception) -> Answer:
    """Another window logged out while this request was on its way."""
    return turn_away()


def _explain_notebook(error: NotebookError) -> Answer:
    return _answer(_trouble_of(error))


def _tell_step(error: UploadOutOfStep) -> tuple[dict[str, str | int], int]:
    """Whoever sends the parts of a file is a script, and goes on from the byte it is told."""
    return {"error": say_why(error), "received": error.received}, 409


def _trouble_of(error: NotebookError) -> Trouble:
    match error:
        case Refused():
            sentence = gettext("%(reason)s Nothing was changed.", reason=say_why(error))
            return Trouble(422, mark("That can't be saved as it is"), sentence)
        case StorageFailure():
            return _STORAGE[error.kind]
        case NewerNotebook():
            return replace(_NEWER, detail=_formats(error))
        case DamagedNotebook():
            return _damage(error)
        case FormerKey():
            return Trouble(409, mark("Made under a former key"), say_why(error))
    return next((trouble for kind, trouble in _PLAIN.items() if isinstance(error, kind)), _OURS)


def _formats(error: NewerNotebook) -> str:
    return gettext("Its format is %(found)s, ours %(known)s.", found=error.found, known=error.known)


def _damage(error: DamagedNotebook) -> Trouble:
    backups = here().settings.data_dir / "backups"
    return Trouble(
        409,
        mark("This notebook is damaged"),
        gettext(
            "A file of it can't be read as it is, and it was left untouched. "
            "Backups, when there are any, lie in %(folder)s.",
            folder=backups,
        ),
        f"{say_why(error)} {error.detail}",
        can_be_mended=here().notebook.state != "open",
    )


def _explain_http(error: HTTPException) -> Answer:
    status = error.code or 500
    if status < 400:  # noqa: PLR2004 - Werkzeug raises its redirects
        return error.get_response()
    if status == 500:  # noqa: PLR2004
        return _answer(_OURS)
    return _answer(_HTTP.get(status, _UNREADABLE), status)


def _explain_bug(error: Exception) -> Answer:
    # The type and places, never the message or values: those could hold words of a page.
    _log.error("%s at %s", type(error).__name__, _places_of(error))
    return _answer(_OURS)


def _places_of(error: BaseException) -> str:
    """The last places that the error came through, the first of them where it happened.

    Bare file names: the log leaves out whatever looks like a path.
    """
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    places = (f"{PurePath(each.filename).name}:{each.lineno} {each.name}" for each in frames)
    return " from ".join(reversed(list(places)))


def _answer(trouble: Trouble, status: int | None = None) -> Answer:
    title, sentence = gettext(trouble.title), gettext(trouble.sentence)
    if wants_json():
        said = gettext("%(title)s. %(sentence)s", title=title, sentence=sentence)
        return {"error": said}, status or trouble.status
    signed_in = current_viewer() is not None
    way_on = (
        (gettext("Show all pages"), url_for("pages.index"))
        if signed_in
        else (gettext("Go to the login page"), url_for("login.show"))
    )
    ways_on = [way_on]
    if trouble.can_be_mended:
        ways_on.insert(0, (gettext("Bring a backup back"), url_for("mend.ask")))
    if trouble.status >= 500:  # noqa: PLR2004
        ways_on.append((gettext("Check the log"), url_for("about.show_log")))
    page = render_template(
        "error.html",
        title=title,
        sentence=sentence,
        next=ways_on,
        detail=trouble.detail,
        typed=_typed_text() if trouble is _STALE_FORM else [],
    )
    return page, status or trouble.status


def _typed_text() -> list[str]:
    """What the person wrote into the form that was refused, so that nothing is lost."""
    return [text for name, text in request.form.items() if name not in _SECRET_FIELDS and text]
