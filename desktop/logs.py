"""The log file: what the program did, never what is in the notebook."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import re
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.folders import unusable_folder

_BYTES = 512 * 1024
_FORMER_FILES = 3
_OWN = ("desktop", "webui")
# Anchored and bounded: a long word must not be tried again from each of its letters.
_ADDRESS = re.compile(r"\b[A-Za-z][A-Za-z0-9+.-]{0,15}://\S+|/\S+")


@contextmanager
def keep_log(folder: Path) -> Iterator[None]:
    """Write what is logged to `inglenook.log` below `folder` while the context lasts.

    Rotates at half a megabyte, three former files. Errors of threads go there too, and when the
    web view takes the whole program down, where each thread stood. Nothing is written to the
    terminal. Raises Unusable.
    """
    path = folder / "inglenook.log"
    try:
        path.touch(mode=0o600)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_BYTES, backupCount=_FORMER_FILES, encoding="utf-8"
        )
    except OSError as error:
        raise unusable_folder(folder, error) from error
    handler.setFormatter(DiscreetFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    former_level, former_hook = root.level, threading.excepthook
    former_raise = logging.raiseExceptions
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    threading.excepthook = _log_thread_error
    # A full disk must not print a traceback for every line that cannot be logged.
    logging.raiseExceptions = False
    try:
        with _telling_of_crashes(path):
            yield
    finally:
        logging.raiseExceptions = former_raise
        threading.excepthook = former_hook
        root.setLevel(former_level)
        root.removeHandler(handler)
        # What a full disk did not take is lost; the rest of the end goes on.
        with suppress(OSError):
            handler.close()


def read_last_lines(folder: Path, count: int) -> list[str]:
    """Answer the last `count` lines of the log below `folder`, the former file's with them."""
    lines: list[str] = []
    for name in ("inglenook.log.1", "inglenook.log"):
        with suppress(OSError):
            lines += (folder / name).read_text("utf-8", "replace").splitlines()
    return lines[-count:]


class DiscreetFormatter(logging.Formatter):
    """Leaves out what may be private.

    Addresses and paths hold page names and tickets, so none is written. Values that libraries put
    into their messages are left out. Of an error its kind and place are written, not its words.
    """

    def format(self, record: logging.LogRecord) -> str:
        discreet = logging.makeLogRecord(record.__dict__)
        own = record.name.partition(".")[0] in _OWN
        words = record.getMessage() if own else str(record.msg)
        discreet.msg, discreet.args = _ADDRESS.sub("(address)", words), None
        discreet.exc_text = None
        return super().format(discreet)

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        error = ei[1] if isinstance(ei, tuple) else None
        lines: list[str] = []
        while isinstance(error, BaseException):
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {Path(each.filename).name}:{each.lineno} {each.name}" for each in frames]
            lines.append(type(error).__qualname__)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


@contextmanager
def _telling_of_crashes(path: Path) -> Iterator[None]:
    """Have a fault of native code written to `path`: file names, lines and functions, no values."""
    # PYTHONFAULTHANDLER, or a test run, has asked for it at another place.
    if faulthandler.is_enabled():
        yield
        return
    with path.open("ab") as file:
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()


def _log_thread_error(told: threading.ExceptHookArgs) -> None:
    if told.exc_value is None or told.exc_type is SystemExit:
        return
    name = told.thread.name if told.thread is not None else "unknown"
    logging.getLogger("desktop.threads").error(
        "the thread %s ended with an error",
        name,
        exc_info=(told.exc_type, told.exc_value, told.exc_traceback),
    )
