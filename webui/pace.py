"""How far long work is, in a person's words: on its page, before the login, and in a terminal."""

from __future__ import annotations

from webui.language import gettext, mark, ngettext, say_number
from webui.notebook.work import Work
from webui.sizes import say_bytes

_MINUTE = 60
_IN_BYTES = frozenset({"Copying", "Checking", "Reading", "Bringing files in", "Exporting files"})
_PHASES = {
    "": mark("Beginning"),
    "Copying": mark("Copying"),
    "Checking": mark("Checking"),
    "Reading": mark("Reading"),
    "Reading pages": mark("Reading pages"),
    "Restoring": mark("Restoring"),
    "Bringing files in": mark("Bringing files in"),
    "Exporting": mark("Exporting pages"),
    "Exporting files": mark("Exporting files"),
    "Preparing": mark("Preparing pages"),
    "Writing": mark("Writing pages"),
    "Linking": mark("Linking pages"),
    "Updating": mark("Updating the notebook"),
}


def say_progress(work: Work) -> str:
    """What is being done, and how much of how much."""
    if work.is_ending:
        return gettext("Ending")
    phase = gettext(_PHASES.get(work.phase, work.phase))
    if not work.total:
        return phase
    done, total = _say_amount(work, work.done), _say_amount(work, work.total)
    return gettext("%(phase)s: %(done)s of %(total)s", phase=phase, done=done, total=total)


def say_left(work: Work) -> str:
    """How fast it goes and how long it takes; "" while there is too little to tell by."""
    pace = work.pace
    if pace.rate is None or pace.left is None or not work.is_running:
        return ""
    rate, left = _say_amount(work, pace.rate), _say_seconds(pace.left)
    return gettext("%(rate)s a second, %(left)s", rate=rate, left=left)


def _say_amount(work: Work, amount: float) -> str:
    return say_bytes(int(amount)) if work.phase in _IN_BYTES else say_number(amount)


def _say_seconds(seconds: float) -> str:
    if seconds < _MINUTE:
        whole = max(1, round(seconds))
        return ngettext("about %(num)s second left", "about %(num)s seconds left", whole)
    minutes = round(seconds / _MINUTE)
    return ngettext("about %(num)s minute left", "about %(num)s minutes left", minutes)
