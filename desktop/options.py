"""The command line, as a frozen dataclass."""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from desktop import __version__
from desktop.asked import NEW_PAGE, NEW_WINDOW, TODAY, read_asked
from desktop.commands import COMMANDS, Command, Phrase, read_command
from desktop.failures import WRONG_OPTION, CannotStart

_UNREADABLE = (
    "Inglenook can't read this command: %(problem)s. `inglenook --help` lists what there is."
)


@dataclass(frozen=True, slots=True)
class NewNotebook:
    """What `inglenook new` was asked for. The password itself never stands in an argument."""

    name: str
    password_fd: int


@dataclass(frozen=True, slots=True)
class Options:
    """One start of the program. `data_dir` is absolute, or None for the system's own folder.

    `asked` is what windows should show, each as `desktop.asked` writes it.
    """

    data_dir: Path | None = None
    browser: bool = False
    open_browser: bool = True
    new: NewNotebook | None = None
    command: Command | None = None
    asked: tuple[str, ...] = ()
    developer: bool = False


def read_options(argv: Sequence[str], phrase: Phrase = str) -> Options:
    """Answer what `argv` (without the program's name) asks for.

    `phrase` puts what `--help` prints into the person's language. Raises CannotStart with code 2
    and one line for anything unknown. `--help` and `--version` print and leave by SystemExit(0),
    as argparse does.
    """
    words = list(argv)
    first = _first_word(words)
    if first in COMMANDS:
        command, data_dir = read_command(words, _OneLine, _add_data_dir, phrase)
        return Options(data_dir=_absolute(data_dir), command=command)
    if first == "new":
        made = _new_parser(phrase).parse_args(words)
        new = NewNotebook(made.name, made.password_fd)
        return Options(data_dir=_absolute(made.data_dir), new=new)
    parsed = _parser(phrase).parse_args(words)
    return Options(
        data_dir=_absolute(parsed.data_dir),
        browser=parsed.browser,
        open_browser=not parsed.no_open,
        asked=(*parsed.acts, *read_asked(parsed.what)),
        developer=parsed.developer,
    )


def _first_word(words: Sequence[str]) -> str | None:
    """Answer the first word that is no option, if it can be a command; a file may be called so."""
    rest = iter(words)
    for word in rest:
        if word == "--":
            return None
        if word == "--data-dir":
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return None


class _OneLine(argparse.ArgumentParser):
    """Says in one line what it cannot read, and helps in the person's language."""

    def __init__(self, *, phrase: Phrase, **given: Any) -> None:
        formatter = partial(_Formatter, usage=phrase("usage: "))
        super().__init__(allow_abbrev=False, add_help=False, formatter_class=formatter, **given)
        self._positionals.title = phrase("what it is given")
        self._optionals.title = phrase("options")
        self.add_argument("-h", "--help", action="help", help=phrase("show this help and end"))

    def error(self, message: str) -> NoReturn:
        raise CannotStart(_UNREADABLE, WRONG_OPTION, problem=message)


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, *, usage: str) -> None:
        super().__init__(prog)
        self._usage = usage

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._usage if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        # Where letters take two columns, and no spaces stand between them, half as many fit.
        is_wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in text)
        return super()._split_lines(text, width // 2 if is_wide else width)


def _parser(phrase: Phrase) -> argparse.ArgumentParser:
    parser = _OneLine(
        phrase=phrase,
        prog="inglenook",
        description=phrase("A private notebook that opens with a double-click."),
        epilog=phrase(
            "Without a window: `inglenook new`, `export`, `import`, `backup`, `restore` and "
            "`check`; each tells more with --help."
        ),
    )
    parser.add_argument(
        "what",
        nargs="*",
        metavar=phrase("WHAT"),
        help=phrase(
            "a text file to bring in, after a question; or inglenook://page/NAME to show a page"
        ),
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"Inglenook {__version__}",
        help=phrase("show the version and end"),
    )
    _add_data_dir(parser, phrase)
    parser.add_argument(
        "--browser",
        action="store_true",
        help=phrase("serve the notebook to a browser on this computer, without a window"),
    )
    parser.add_argument(
        "--no-open", action="store_true", help=phrase("with --browser: only print the address")
    )
    if getattr(sys, "frozen", False):
        # What people install has no surface that is for developers (CWE-489).
        parser.set_defaults(developer=False)
    else:
        parser.add_argument(
            "--developer",
            action="store_true",
            help=phrase("also serve /styleguide, for who changes the look"),
        )
    for option, name, words in (
        ("--new-page", NEW_PAGE, phrase("start a new page")),
        ("--today", TODAY, phrase("show today's page of the journal")),
        ("--new-window", NEW_WINDOW, phrase("open one more window")),
    ):
        parser.add_argument(
            option, action="append_const", dest="acts", const=name, default=[], help=words
        )
    return parser


def _new_parser(phrase: Phrase) -> argparse.ArgumentParser:
    parser = _OneLine(
        phrase=phrase,
        prog="inglenook new",
        usage="%(prog)s [--data-dir DIR] --name NAME --password-fd N",
        description=phrase("Make a notebook without a window, and print its recovery code."),
    )
    parser.add_argument("new", choices=["new"], help=argparse.SUPPRESS)
    _add_data_dir(parser, phrase)
    parser.add_argument("--name", required=True, help=phrase("the name to sign in with"))
    parser.add_argument(
        "--password-fd",
        required=True,
        type=_descriptor,
        metavar="N",
        help=phrase("the file descriptor that the password is read from"),
    )
    return parser


def _add_data_dir(parser: argparse.ArgumentParser, phrase: Phrase) -> None:
    words = phrase("keep everything of this run below DIR")
    parser.add_argument("--data-dir", metavar="DIR", help=words)


def _descriptor(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _absolute(data_dir: str | None) -> Path | None:
    if data_dir is None:
        return None
    if not data_dir:
        raise CannotStart("After --data-dir the name of a folder is missing.", WRONG_OPTION)
    return Path(data_dir).expanduser().absolute()
