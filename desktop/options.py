"""The command line, as a frozen dataclass."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from desktop import __version__
from desktop.asked import NEW_PAGE, NEW_WINDOW, TODAY, read_asked
from desktop.commands import COMMANDS, Command, read_command
from desktop.failures import WRONG_OPTION, CannotStart


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


def read_options(argv: Sequence[str]) -> Options:
    """Answer what `argv` (without the program's name) asks for.

    Raises CannotStart with code 2 and one line for anything unknown. `--help` and `--version`
    print and leave by SystemExit(0), as argparse does.
    """
    words = list(argv)
    first = _first_word(words)
    if first in COMMANDS:
        command, data_dir = read_command(words, _OneLine, _add_data_dir)
        return Options(data_dir=_absolute(data_dir), command=command)
    if first == "new":
        made = _new_parser().parse_args(words)
        new = NewNotebook(made.name, made.password_fd)
        return Options(data_dir=_absolute(made.data_dir), new=new)
    parsed = _parser().parse_args(words)
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
    def error(self, message: str) -> NoReturn:
        sentence = f"inglenook: {message}. `inglenook --help` lists what there is."
        raise CannotStart(sentence, WRONG_OPTION)


def _parser() -> argparse.ArgumentParser:
    parser = _OneLine(
        prog="inglenook",
        description="A private notebook that opens with a double-click.",
        epilog="Without a window: `inglenook new`, `export`, `import`, `backup`, `restore` and "
        "`check`; each tells more with --help.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "what",
        nargs="*",
        metavar="WHAT",
        help="a text file to bring in, after a question; or inglenook://page/NAME to show a page",
    )
    parser.add_argument("--version", action="version", version=f"Inglenook {__version__}")
    _add_data_dir(parser)
    parser.add_argument(
        "--browser",
        action="store_true",
        help="serve the notebook to a browser on this computer, without a window",
    )
    parser.add_argument(
        "--no-open", action="store_true", help="with --browser: only print the address"
    )
    if getattr(sys, "frozen", False):
        # What people install has no surface that is for developers (CWE-489).
        parser.set_defaults(developer=False)
    else:
        parser.add_argument(
            "--developer",
            action="store_true",
            help="also serve /styleguide, for who changes the look",
        )
    for option, name, words in (
        ("--new-page", NEW_PAGE, "start a new page"),
        ("--today", TODAY, "show today's page of the journal"),
        ("--new-window", NEW_WINDOW, "open one more window"),
    ):
        parser.add_argument(
            option, action="append_const", dest="acts", const=name, default=[], help=words
        )
    return parser


def _new_parser() -> argparse.ArgumentParser:
    parser = _OneLine(
        prog="inglenook new",
        usage="%(prog)s [--data-dir DIR] --name NAME --password-fd N",
        description="Make a notebook without a window, and print its recovery code.",
        allow_abbrev=False,
    )
    parser.add_argument("new", choices=["new"], help=argparse.SUPPRESS)
    _add_data_dir(parser)
    parser.add_argument("--name", required=True, help="the name to sign in with")
    parser.add_argument(
        "--password-fd",
        required=True,
        type=_descriptor,
        metavar="N",
        help="the file descriptor that the password is read from",
    )
    return parser


def _add_data_dir(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", metavar="DIR", help="keep everything of this run below DIR")


def _descriptor(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _absolute(data_dir: str | None) -> Path | None:
    if data_dir is None:
        return None
    if not data_dir:
        raise CannotStart("inglenook: --data-dir needs the name of a folder.", WRONG_OPTION)
    return Path(data_dir).expanduser().absolute()
