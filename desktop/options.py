"""The command line, as a frozen dataclass."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from desktop import __version__
from desktop.failures import WRONG_OPTION, CannotStart


@dataclass(frozen=True, slots=True)
class NewNotebook:
    """What `inglenook new` was asked for. The password itself never stands in an argument."""

    name: str
    password_fd: int


@dataclass(frozen=True, slots=True)
class Options:
    """One start of the program. `data_dir` is absolute, or None for the system's own folder."""

    data_dir: Path | None = None
    browser: bool = False
    open_browser: bool = True
    new: NewNotebook | None = None


def read_options(argv: Sequence[str]) -> Options:
    """Answer what `argv` (without the program's name) asks for.

    Raises CannotStart with code 2 and one line for anything unknown. `--help` and `--version`
    print and leave by SystemExit(0), as argparse does.
    """
    parsed = _parser().parse_args(list(argv))
    new = NewNotebook(parsed.name, parsed.password_fd) if parsed.command == "new" else None
    return Options(
        data_dir=_absolute(parsed.data_dir),
        browser=parsed.browser,
        open_browser=not parsed.no_open,
        new=new,
    )


class _OneLine(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sentence = f"inglenook: {message}. `inglenook --help` lists what there is."
        raise CannotStart(sentence, WRONG_OPTION)


def _parser() -> argparse.ArgumentParser:
    parser = _OneLine(
        prog="inglenook",
        description="A private notebook that opens with a double-click.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Inglenook {__version__}")
    _add_data_dir(parser, default=None)
    parser.add_argument(
        "--browser",
        action="store_true",
        help="serve the notebook to a browser on this computer, without a window",
    )
    parser.add_argument(
        "--no-open", action="store_true", help="with --browser: only print the address"
    )
    commands = parser.add_subparsers(dest="command", metavar="", prog="inglenook")
    new = commands.add_parser(
        "new", help="make a notebook without a window; prints its recovery code"
    )
    # A subparser's own default would overwrite what stood before the word `new`.
    _add_data_dir(new, default=argparse.SUPPRESS)
    new.add_argument("--name", required=True, help="the name to sign in with")
    new.add_argument(
        "--password-fd",
        required=True,
        type=_descriptor,
        metavar="N",
        help="the file descriptor that the password is read from",
    )
    return parser


def _add_data_dir(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--data-dir",
        metavar="DIR",
        default=default,
        help="keep everything of this run below DIR",
    )


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
