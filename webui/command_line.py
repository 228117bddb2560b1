"""What the notebook does for a terminal: each function answers the sentences to print.

They open the notebook a second time, beside a window that may be open: SQLite keeps the two apart,
a save waits for the moment in which an import is written, and windows show what came when they are
looked at next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal, Protocol, cast

from webui.markdown.rendering import render
from webui.notebook import Notebook
from webui.notebook.backups.copies import Backup, is_as_it_was
from webui.notebook.backups.whole import list_backups, restore_whole
from webui.notebook.errors import (
    DamagedNotebook,
    NotebookError,
    Refused,
    StorageFailure,
    WrongPassword,
)
from webui.notebook.exporters.exports import ExportRefused, Format
from webui.notebook.importers.archives import open_place
from webui.notebook.work import Progress
from webui.sizes import say_bytes

_MOST_SHOWN = 20
_EVERY_PAGE = 10_000_000


Kind = Literal["password", "refused", "damaged", "unusable"]


class Command(Protocol):
    """What was asked for. `place` is where an export goes, an import or a backup is."""

    @property
    def name(self) -> str: ...
    @property
    def place(self) -> Path | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def tag(self) -> str | None: ...
    @property
    def backup(self) -> str | None: ...
    @property
    def pages(self) -> tuple[str, ...]: ...
    @property
    def only_look(self) -> bool: ...
    @property
    def whole(self) -> bool: ...


class Terminal(Protocol):
    """Who is asked, and told."""

    def ask_password(self) -> str: ...
    def agrees(self, question: str, /) -> bool: ...
    def tell(self, phase: str, done: int, total: int, /) -> None: ...


class Failed(Exception):
    """It could not be done. `sentence` is for the person, `kind` for the exit code."""

    def __init__(self, sentence: str, kind: Kind) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.kind = kind


def run(
    folder: Path,
    command: Command,
    terminal: Terminal,
    alone: Callable[[], AbstractContextManager[None]],
) -> Iterator[str]:
    """Do it, and yield what to print. `alone` keeps others away from the folder. Raises Failed."""
    try:
        if command.name in ("restore", "backup") and command.only_look and not command.backup:
            yield from describe(list_backups(folder, command.place))
        elif command.whole:
            yield from _restore_whole(folder, command, terminal, alone)
        else:
            notebook = Notebook(folder)
            notebook.unlock(terminal.ask_password())
            try:
                yield from _run_open(notebook, command, terminal)
            finally:
                notebook.lock()
    except NotebookError as error:
        raise Failed(_sentence_of(error), _kind_of(error)) from error


def _run_open(notebook: Notebook, command: Command, terminal: Terminal) -> Iterator[str]:
    place = command.place or Path()
    match command.name:
        case "export":
            kind = cast("Format", command.kind)
            return export(notebook, place, kind, command.tag, terminal.tell)
        case "import":
            return bring_in(notebook, place, terminal.tell, only_look=command.only_look)
        case "backup":
            return back_up(notebook, terminal.tell)
        case "check":
            return check(notebook, terminal.tell)
        case _:
            return restore(notebook, command, terminal)


def _restore_whole(
    folder: Path,
    command: Command,
    terminal: Terminal,
    alone: Callable[[], AbstractContextManager[None]],
) -> Iterator[str]:
    backup = find_one(folder, command.place, command.backup or "latest")
    with alone():
        former = restore_whole(folder, backup, terminal.ask_password(), terminal.tell)
    yield f"The notebook is as it was in {backup.id}. What was there before lies in {former}."


def _kind_of(error: NotebookError) -> Kind:
    match error:
        case WrongPassword():
            return "password"
        case Refused():
            return "refused"
        case DamagedNotebook():
            return "damaged"
        case _:
            return "unusable"


def _sentence_of(error: NotebookError) -> str:
    match error:
        case DamagedNotebook():
            return f"{error} {error.detail}"
        case StorageFailure():
            return f"{error} {error.detail}".strip()
        case _:
            return str(error)


class NoSuchBackup(Refused):
    """The backup that was named is not there."""


def export(
    notebook: Notebook, target: Path, kind: Format, tag: str | None, tell: Progress
) -> Iterator[str]:
    """Export all pages, or those with a tag, into a new folder, or a file by its ending."""
    chosen = None
    if tag is not None:
        chosen = [page.id for page in notebook.tags.pages(tag, _EVERY_PAGE)]
    exports = notebook.exports
    if target.suffix in (".zip", ".json"):
        if (target.suffix == ".json") != (kind == "json"):
            raise ExportRefused("A .json holds JSON; Markdown and HTML go into a .zip or a folder.")
        _write_new(target, exports.stream(kind, chosen, render, tell))
    else:
        exports.into_folder(target, kind, chosen, render, tell)
    yield f"Exported to {target}. It is not encrypted: whoever has it can read all of it."


def bring_in(notebook: Notebook, place: Path, tell: Progress, *, only_look: bool) -> Iterator[str]:
    """Import a folder or a file, or only say what would come."""
    imports = notebook.imports
    preview = imports.preview(open_place(str(place)))
    plan = preview.plan
    new, again = len(plan.of("new")), len(plan.of("again"))
    size = say_bytes(plan.bytes_of_files)
    yield (
        f"{plan.format}: {new} new pages, {again} that came before, "
        f"{len(plan.files)} files ({size})."
    )
    for page in plan.renamed[:_MOST_SHOWN]:
        yield f"  renamed: {page.draft.title} -> {page.title}"
    if only_look:
        yield from _problems(plan.problems)
        return
    report = imports.run(preview, tell)
    yield (
        f"Imported: {report.made} new pages, {report.changed} changed, "
        f"{report.unchanged} as they were, {report.files} files."
    )
    for kept in report.conflicts:
        yield f"  yours stayed, what came is among its earlier versions: {kept.title}"
    yield from _problems(report.problems)


def back_up(notebook: Notebook, tell: Progress) -> Iterator[str]:
    """Make a backup and check it."""
    backup = notebook.backups.make("asked", tell)
    yield f"Made and checked: {backup.path} ({say_bytes(backup.size)})"


def describe(backups: Iterable[Backup]) -> Iterator[str]:
    """A line for each backup."""
    for backup in backups:
        made = backup.made_at.astimezone().isoformat(sep=" ", timespec="seconds")
        yield f"{backup.id}\t{made}\t{say_bytes(backup.size)}"


def restore(notebook: Notebook, command: Command, terminal: Terminal) -> Iterator[str]:
    """Say what differs from a backup, and bring pages back when the person agrees."""
    backups = notebook.backups
    found = backups.list()
    is_latest = command.backup in (None, "latest")
    backup_id = found[0].id if is_latest and found else command.backup or "latest"
    differing = backups.compare(backup_id).of("newer", "older", "missing", "trashed")
    if command.pages:
        wanted = {title.casefold() for title in command.pages}
        differing = [each for each in differing if each.title.casefold() in wanted]
    for each in differing[:_MOST_SHOWN]:
        yield f"  {each.kind}: {each.title}"
    if len(differing) > _MOST_SHOWN:
        yield f"  and {len(differing) - _MOST_SHOWN} more"
    if not differing:
        yield "Nothing differs."
    elif command.only_look or not terminal.agrees(f"Restore {len(differing)} pages?"):
        yield "Nothing was changed."
    else:
        count = backups.restore(backup_id, [each.page_id for each in differing], terminal.tell)
        yield f"Restored {count} pages. What they said before is among their earlier versions."


def check(notebook: Notebook, tell: Progress) -> Iterator[str]:
    """Read everything that the notebook and its backups hold. Raises DamagedNotebook."""
    findings = notebook.check(tell)
    if not findings.is_whole:
        raise DamagedNotebook(Path("notebook.db"), "; ".join(findings.problems))
    yield f"The notebook is whole: {findings.pages} pages, {findings.tables} tables read."
    for backup in notebook.backups.list():
        if not is_as_it_was(backup, tell):
            raise DamagedNotebook(backup.path, "its bytes are not those that were checked")
        yield f"The backup is whole: {backup.id}"


def find_one(folder: Path, elsewhere: Path | None, backup_id: str) -> Backup:
    """A backup by its name, or the latest, without opening the notebook. Raises NoSuchBackup."""
    for backup in list_backups(folder, elsewhere):
        if backup_id in ("latest", backup.id):
            return backup
    raise NoSuchBackup("There is no such backup. `inglenook restore --list` shows them.")


def _problems(problems: Iterable[Any]) -> Iterator[str]:
    for problem in problems:
        yield f"  {problem.what}: {problem.why}"


def _write_new(path: Path, chunks: Iterable[bytes]) -> None:
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
    except FileExistsError as error:
        raise ExportRefused(
            "“%(name)s” is there already. Choose another name.", name=path
        ) from error
    except OSError as error:
        raise StorageFailure("io", str(error)) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
