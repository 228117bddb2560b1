"""A terminal, or what stands in its place: sentences out, a password and a yes in."""

from __future__ import annotations

import os
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable
from io import TextIOWrapper

from desktop.failures import Unusable

_BETWEEN_SECONDS = 0.2


class Terminal:
    """Answers go to standard output; questions and progress to standard error."""

    def __init__(self, password_fd: int | None, *, yes: bool) -> None:
        self._password_fd = password_fd
        self._yes = yes
        self._told_at = 0.0
        self._has_line = False
        for stream in (sys.stdout, sys.stderr):
            # A title in a script that the terminal has no letters for ends no command.
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")

    def say(self, sentence: str) -> None:
        self._end_line()
        print(sentence, flush=True)

    def ask_password(self, prompt: str) -> str:
        """Read the password, never from an argument. Raises Unusable."""
        if self._password_fd is not None:
            return read_password(self._password_fd)
        if not sys.stdin.isatty():
            raise Unusable("There is no terminal to ask on. Give the password by --password-fd N.")
        import getpass  # noqa: PLC0415 - only a terminal needs it

        try:
            return getpass.getpass(f"{prompt}: ")
        except EOFError as error:
            raise Unusable("No password was given.") from error

    def agrees(self, question: str, yes: str, no: str) -> bool:
        """Ask for a yes. Where nobody can answer, only --yes is one."""
        self._end_line()
        if self._yes or not sys.stdin.isatty():
            return self._yes
        print(f"{question} [{yes}/{no}] ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().casefold().startswith((yes.casefold(), "y"))

    def tell(self, words: Callable[[], str], /) -> None:
        """Show how far the work is, on one line, when somebody may be looking."""
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self._told_at < _BETWEEN_SECONDS:
            return
        self._told_at = now
        self._has_line = True
        line = _fit(words(), shutil.get_terminal_size().columns - 1)
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    def _end_line(self) -> None:
        if self._has_line:
            self._has_line = False
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _fit(line: str, columns: int) -> str:
    """As much of a line as has room: what wraps can't be written over."""
    taken = 0
    for at, letter in enumerate(line):
        taken += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if taken > columns:
            return line[:at]
    return line


def read_password(descriptor: int) -> str:
    """Answer the password that a descriptor holds, its line end left out. Raises Unusable."""
    try:
        with os.fdopen(descriptor, "rb") as source:
            return source.read().decode("utf-8").removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable("The password could not be read from the file descriptor.") from error
