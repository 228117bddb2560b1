"""Composes the program. The only module that imports the application that is shown."""

# ruff: noqa: PLC0415 - a start goes in steps: a second launch ends before the heavy ones

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop import __version__
from desktop.endings import Ending
from desktop.failures import (
    CANCELLED,
    DAMAGED,
    REFUSED,
    UNEXPECTED,
    UNUSABLE,
    WRONG_PASSWORD,
    CannotStart,
    NoScreen,
    Unusable,
)
from desktop.folders import Folders, prepare_folders
from desktop.instance import ask_first_copy, claim, tell_first_copy
from desktop.logs import keep_log
from desktop.options import NewNotebook, Options

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from desktop.backends.contract import Outcome
    from desktop.commands import Command
    from desktop.program import Parts, Service

_CODES = {
    "password": WRONG_PASSWORD,
    "refused": REFUSED,
    "damaged": DAMAGED,
    "unusable": UNUSABLE,
    "cancelled": CANCELLED,
}
_CHANGING = ("import", "restore")
# How many new objects Python lets come before it looks for circles among them. At its own 700 it
# spends a third of the drawing of a long page on that.
_OBJECTS_BETWEEN_SWEEPS = 10_000
# How long (seconds) one thread may keep the interpreter while another waits for it. At Python's own
# 5 ms a save waits so long after each of its statements, when another window searches.
_LONGEST_TURN = 0.0005
_NOT_MADE = "The notebook was not made. %(reason)s"
_log = logging.getLogger(__name__)


def run(options: Options, make: Callable[[Parts], Service] | None = None) -> int:
    """Run from the command line to the last window, and answer the exit code.

    `make` builds the application; the notebook, if nothing else is given. Raises CannotStart.
    """
    if options.command is not None:
        return run_command(prepare_folders(options.data_dir), options.command)
    if options.new is None and not options.browser:
        require_screen()
    gc.set_threshold(_OBJECTS_BETWEEN_SWEEPS)
    sys.setswitchinterval(_LONGEST_TURN)
    with ExitStack() as stack:
        ending = Ending()
        stack.enter_context(ending.by_signal())
        folders = prepare_folders(options.data_dir)
        instance = claim(folders.data)
        if instance is None:
            return _hand_over(folders, options)
        stack.enter_context(instance)
        # After the claim: two copies must not turn one log over.
        stack.enter_context(keep_log(folders.logs))
        if options.new is not None:
            return make_notebook(folders, options.new)
        from desktop.program import Program

        _log.info("Inglenook %s starts", __version__)
        with _explaining(folders):
            program = Program(
                stack,
                folders,
                instance,
                ending,
                make or partial(notebook_service, developer=options.developer),
                options.asked,
            )
            if options.browser:
                program.run_in_browser(open_it=options.open_browser)
            else:
                program.run_in_windows()
    return 0


@contextmanager
def _explaining(folders: Folders) -> Iterator[None]:
    """Log what nobody expected and say where: a traceback helps no one on a terminal."""
    try:
        yield
    except (CannotStart, KeyboardInterrupt):
        raise
    except Exception as error:
        _log.exception("an unexpected error ended the program")
        raise CannotStart(
            "Inglenook met an error that it did not expect and ended. "
            "What is known about it is in %(log)s.",
            UNEXPECTED,
            log=folders.logs / "inglenook.log",
        ) from error


def find_words() -> Callable[[str], str]:
    """Answer what puts a sentence into the first language of the system's that there is."""
    from desktop.surroundings import read_languages
    from webui.tongues import choose_language, read_catalogue

    return read_catalogue(choose_language(read_languages())).gettext


def require_screen() -> None:
    """Raise NoScreen on a Linux without a display, before anything heavy is imported."""
    if sys.platform != "linux":
        return
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        raise NoScreen(
            "There is no screen to open a window on. "
            "Start Inglenook with --browser to use it in a browser."
        )


def notebook_service(parts: Parts, *, developer: bool = False) -> Service:
    """Build the notebook's web application."""
    from desktop.workings import Workings, find_parts
    from webui import bundle
    from webui.front import open_front
    from webui.host import BrowserTabs, Host
    from webui.settings import Settings

    settings = Settings(
        data_dir=parts.folders.data,
        installation=parts.installation,
        version=__version__,
        developer=developer,
    )
    windows = parts.windows if parts.windows is not None else BrowserTabs()
    workings = Workings(parts.folders, lambda: find_parts(bundle.LICENCES))
    host = Host(keys=parts.keys, kept=parts.kept, windows=windows, workings=workings)
    front = open_front(settings, host)
    return NotebookService(front, front.room)


@dataclass(frozen=True, slots=True)
class NotebookService:
    wsgi: WSGIApplication
    room: Any

    def resume(self, wanted: str) -> str:
        return str(self.room.arrival.begin(wanted))

    def find_paths(self, asked: Sequence[str]) -> list[str]:
        return list(self.room.asked.find_paths(asked))

    def look_again(self) -> None:
        self.room.look_again()

    def settle(self) -> Outcome:
        from webui.room import QUIT_SECONDS

        outcome: Outcome = self.room.settle(QUIT_SECONDS)
        return outcome

    def leave(self, why: str) -> None:
        self.room.lock_for_now(why)

    def close(self) -> None:
        self.room.close()


def run_command(folders: Folders, command: Command) -> int:
    """Do what a command asks for, beside a window that may be open. Raises CannotStart."""
    from desktop.surroundings import read_languages
    from desktop.terminal import Terminal
    from webui import command_line
    from webui.terminal import Failed

    terminal = Terminal(command.password_fd, yes=command.yes)
    try:
        for sentence in command_line.run(
            folders.data, command, terminal, lambda: _alone(folders), read_languages()
        ):
            terminal.say(sentence)
    except Failed as error:
        raise CannotStart(error.sentence, _CODES[error.kind]) from error
    finally:
        if command.name in _CHANGING:
            tell_first_copy(folders.data, {"want": "look"})
    return 0


@contextmanager
def _alone(folders: Folders) -> Iterator[bool]:
    """Keep the program from starting on this folder meanwhile; false while it is open."""
    instance = claim(folders.data)
    if instance is None:
        yield False
        return
    with instance:
        yield True


def make_notebook(folders: Folders, wanted: NewNotebook) -> int:
    """Make a notebook without a window and print its recovery code. Raises Unusable."""
    from desktop.surroundings import read_languages
    from desktop.terminal import read_password
    from webui.language import speaking
    from webui.notebook import Notebook, NotebookError
    from webui.passwords import check_new_password
    from webui.reasons import say_why

    password = read_password(wanted.password_fd)
    notebook = Notebook(folders.data)
    with speaking(read_languages()):
        refusals = check_new_password(password, password)
        if refusals:
            raise Unusable(_NOT_MADE, reason=refusals["password"])
        try:
            code = notebook.create(wanted.name, password)
        except NotebookError as error:
            raise Unusable(_NOT_MADE, reason=say_why(error)) from error
    notebook.lock()
    print(code)
    return 0


def _hand_over(folders: Folders, options: Options) -> int:
    if options.new is not None:
        raise Unusable("Inglenook is open on this folder. Close it first, then make the notebook.")
    if sys.platform == "win32":
        import ctypes

        # Only who was started by the person may come to the front, and whom that names.
        ctypes.windll.user32.AllowSetForegroundWindow(-1)
    want = "address" if options.browser else "window"
    answer = ask_first_copy(folders.data, {"want": want, "asked": options.asked})
    if answer is None:
        raise Unusable("Inglenook is already open, but does not answer. End it and start again.")
    address = answer.get("address")
    if address is not None:
        from desktop.outside import open_outside

        print(f"Inglenook is open at {address}", flush=True)
        if options.open_browser:
            open_outside(address)
    return 0
