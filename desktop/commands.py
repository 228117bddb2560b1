"""The commands for people who script: what `inglenook export …` and its like are asked for."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `place` is absolute: where an export goes, an import or a backup is."""

    name: str
    password_fd: int | None = None
    place: Path | None = None
    kind: str = "markdown"
    tag: str | None = None
    backup: str | None = None
    pages: tuple[str, ...] = field(default=())
    only_look: bool = False
    yes: bool = False
    whole: bool = False


Phrase = Callable[[str], str]
"""What puts words into the language of the person."""
Add = Callable[[argparse.ArgumentParser, Phrase], None]


def read_command(
    words: Sequence[str],
    make: Callable[..., argparse.ArgumentParser],
    add_data_dir: Add,
    phrase: Phrase,
) -> tuple[Command, str | None]:
    """Answer the command that `words` are, and the data folder as it is written."""
    parser = make(phrase=phrase, prog="inglenook")
    add_data_dir(parser, phrase)
    commands = parser.add_subparsers(dest="name", required=True, metavar="COMMAND")
    for name, (sentence, add) in COMMANDS.items():
        told = phrase(sentence)
        command = commands.add_parser(name, phrase=phrase, help=told, description=told)
        # Not a default of its own: it would take the place of what stood before the command.
        command.add_argument(
            "--data-dir",
            metavar="DIR",
            default=argparse.SUPPRESS,
            help=phrase("keep everything of this run below DIR"),
        )
        command.add_argument(
            "--password-fd",
            type=_descriptor,
            metavar="N",
            help=phrase(
                "read the password from this file descriptor; asked for on the terminal without"
            ),
        )
        add(command, phrase)
    found = parser.parse_args(words)
    return _to_command(found), found.data_dir


def _to_command(found: argparse.Namespace) -> Command:
    place = getattr(found, "place", None)
    return Command(
        name=found.name,
        password_fd=found.password_fd,
        place=Path(place).expanduser().absolute() if place else None,
        kind=getattr(found, "format", "markdown"),
        tag=getattr(found, "tag", None),
        backup=getattr(found, "backup", None),
        pages=tuple(getattr(found, "page", [])),
        only_look=getattr(found, "look", False) or getattr(found, "list", False),
        yes=getattr(found, "yes", False),
        whole=getattr(found, "whole", False),
    )


def _export(command: argparse.ArgumentParser, phrase: Phrase) -> None:
    command.add_argument(
        "place",
        metavar=phrase("TO"),
        help=phrase("a folder that is empty or not there, or a new .zip or .json"),
    )
    command.add_argument("--format", choices=["markdown", "html", "json"], default="markdown")
    command.add_argument("--tag", help=phrase("only pages with this tag"))


def _import(command: argparse.ArgumentParser, phrase: Phrase) -> None:
    command.add_argument(
        "place", metavar=phrase("FROM"), help=phrase("a folder, an archive or a document")
    )
    command.add_argument("--look", action="store_true", help=phrase("only say what would come"))


def _backup(command: argparse.ArgumentParser, phrase: Phrase) -> None:
    _add_list(command, phrase)


def _restore(command: argparse.ArgumentParser, phrase: Phrase) -> None:
    command.add_argument("backup", nargs="?", help=phrase("its name, or `latest`"))
    _add_list(command, phrase)
    command.add_argument("--look", action="store_true", help=phrase("only say what differs"))
    command.add_argument(
        "--page",
        action="append",
        default=[],
        metavar="TITLE",
        help=phrase("only this page; repeatable"),
    )
    command.add_argument("--yes", action="store_true", help=phrase("ask nothing before restoring"))
    command.add_argument(
        "--whole",
        action="store_true",
        help=phrase(
            "put the whole backup in the place of a notebook that can't be opened; "
            "asks for the password of the backup's time"
        ),
    )
    command.add_argument(
        "--from",
        dest="place",
        metavar="DIR",
        help=phrase("with --whole or --list: where backups lie"),
    )


def _check(_command: argparse.ArgumentParser, _phrase: Phrase) -> None:
    """It asks for nothing more."""


def _add_list(command: argparse.ArgumentParser, phrase: Phrase) -> None:
    command.add_argument("--list", action="store_true", help=phrase("list the backups instead"))


COMMANDS: dict[str, tuple[str, Add]] = {
    "export": ("Export pages. What is exported is not encrypted.", _export),
    "import": ("Bring in what another program exported.", _import),
    "backup": ("Make a backup and check it.", _backup),
    "restore": ("Say what differs from a backup, and bring pages back.", _restore),
    "check": ("Read the whole notebook and its backups, and say whether they are whole.", _check),
}


def _descriptor(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
