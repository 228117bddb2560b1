"""What the notebook does for a terminal: each function answers the sentences to print.

They open the notebook a second time, beside a window that may be open: SQLite keeps the two apart,
a save waits for the moment in which an import is written. What is said, is said in the language
that was chosen in the notebook, as soon as it is open, and in the system's before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, cast

from webui.differing import GROUPS
from webui.language import gettext, mark, ngettext, say_number, speak, speaking
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
from webui.reasons import say_why
from webui.room import LANGUAGE
from webui.sizes import say_bytes
from webui.terminal import Command, Failed, Kind, Terminal, tell_on

_MOST_SHOWN = 20
_EVERY_PAGE = 10_000_000


def run(
    folder: Path,
    command: Command,
    terminal: Terminal,
    alone: Callable[[], AbstractContextManager[bool]],
    languages: Sequence[str] = (),
) -> Iterator[str]:
    """Do it, and yield what to print. Raises Failed.

    `alone` keeps others away from the folder, or answers that somebody is there. `languages` are
    the tags of those that the system speaks.
    """
    tell = tell_on(terminal)
    notebook = Notebook(folder, opening=tell)
    with speaking(languages):
        try:
            if command.name in ("restore", "backup") and command.only_look and not command.backup:
                yield from describe(list_backups(folder, command.place))
            elif command.whole:
                yield from _restore_whole(folder, command, terminal, alone)
            else:
                yield from _run_open(notebook, command, terminal, tell)
        except NotebookError as error:
            raise Failed(_sentence_of(error), _kind_of(error)) from error
        except KeyboardInterrupt as error:
            sentence = gettext("It was cancelled. The notebook is as it was.")
            raise Failed(sentence, "cancelled") from error


def _run_open(
    notebook: Notebook, command: Command, terminal: Terminal, tell: Progress
) -> Iterator[str]:
    notebook.unlock(terminal.ask_password(gettext("Password")))
    try:
        speak(notebook.settings.get(LANGUAGE))
        yield from _choose(notebook, command, terminal, tell)
    finally:
        notebook.lock()


def _choose(
    notebook: Notebook, command: Command, terminal: Terminal, tell: Progress
) -> Iterator[str]:
    place = command.place or Path()
    match command.name:
        case "export":
            return export(notebook, place, cast("Format", command.kind), command.tag, tell)
        case "import":
            return bring_in(notebook, place, tell, only_look=command.only_look)
        case "backup":
            return back_up(notebook, tell)
        case "check":
            return check(notebook, tell)
        case _:
            return restore(notebook, command, terminal, tell)


def _restore_whole(
    folder: Path,
    command: Command,
    terminal: Terminal,
    alone: Callable[[], AbstractContextManager[bool]],
) -> Iterator[str]:
    backup = find_one(folder, command.place, command.backup or "latest")
    with alone() as is_alone:
        if not is_alone:
            raise Failed(
                gettext("Inglenook is open on this folder. Close it first, then restore."),
                "unusable",
            )
        password = terminal.ask_password(gettext("Password"))
        former = restore_whole(folder, backup, password, tell_on(terminal))
    yield gettext(
        "The notebook is as it was in %(backup)s. What was there before lies in %(place)s.",
        backup=backup.id,
        place=former,
    )


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
        case DamagedNotebook() | StorageFailure():
            return f"{say_why(error)} {error.detail}".strip()
        case _:
            return say_why(error)


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
            raise ExportRefused(
                mark("A .json holds JSON; Markdown and HTML go into a .zip or a folder.")
            )
        _write_new(target, exports.stream(kind, chosen, render, tell))
    else:
        exports.into_folder(target, kind, chosen, render, tell)
    yield gettext(
        "Exported to %(place)s. It is not encrypted: whoever has it can read all of it.",
        place=target,
    )


def bring_in(notebook: Notebook, place: Path, tell: Progress, *, only_look: bool) -> Iterator[str]:
    """Import a folder or a file, or only say what would come."""
    imports = notebook.imports
    preview = imports.preview(open_place(str(place)))
    plan = preview.plan
    yield plan.format
    yield from _count(
        (gettext("New pages"), len(plan.of("new"))),
        (gettext("Pages that came before"), len(plan.of("again"))),
        (gettext("Files (%(size)s)", size=say_bytes(plan.bytes_of_files)), len(plan.files)),
    )
    for page in plan.renamed[:_MOST_SHOWN]:
        yield "  " + gettext("Renamed: %(old)s → %(new)s", old=page.draft.title, new=page.title)
    if only_look:
        yield from _problems(plan.problems)
        return
    report = imports.run(preview, tell)
    is_news = report.made or report.changed or report.conflicts or report.files
    yield gettext("Imported.") if is_news else gettext("Everything was already here.")
    yield from _count(
        (gettext("New pages"), report.made),
        (gettext("Changed pages"), report.changed),
        (gettext("Pages that are as they were"), report.unchanged),
        (gettext("Files"), report.files),
    )
    if report.conflicts:
        yield gettext("Yours stayed, and what came is among their earlier versions")
    for kept in report.conflicts:
        yield f"  {kept.title}"
    yield from _problems(report.problems)


def back_up(notebook: Notebook, tell: Progress) -> Iterator[str]:
    """Make a backup and check it."""
    backup = notebook.backups.make("asked", tell)
    size = say_bytes(backup.size)
    yield gettext("Made and checked: %(place)s (%(size)s)", place=backup.path, size=size)


def describe(backups: Iterable[Backup]) -> Iterator[str]:
    """A line for each backup."""
    for backup in backups:
        made = backup.made_at.astimezone().isoformat(sep=" ", timespec="seconds")
        yield f"{backup.id}\t{made}\t{say_bytes(backup.size)}"


def restore(
    notebook: Notebook, command: Command, terminal: Terminal, tell: Progress
) -> Iterator[str]:
    """Say what differs from a backup, and bring pages back when the person agrees."""
    backups = notebook.backups
    found = backups.list()
    is_latest = command.backup in (None, "latest")
    backup_id = found[0].id if is_latest and found else command.backup or "latest"
    differing = backups.compare(backup_id).of("newer", "older", "missing", "trashed")
    if command.pages:
        wanted = {title.casefold() for title in command.pages}
        differing = [each for each in differing if each.title.casefold() in wanted]
    differences = dict(GROUPS)
    for each in differing[:_MOST_SHOWN]:
        yield f"  {gettext(differences[each.kind])}: {each.title}"
    if len(differing) > _MOST_SHOWN:
        yield "  " + gettext("and %(num)s more", num=say_number(len(differing) - _MOST_SHOWN))
    if not differing:
        yield gettext("Nothing differs.")
    elif command.only_look or not _agrees_to_restore(terminal, len(differing)):
        yield gettext("Nothing was changed.")
    else:
        count = backups.restore(backup_id, [each.page_id for each in differing], tell)
        yield ngettext("Restored %(num)s page.", "Restored %(num)s pages.", count)
        yield gettext("What it said before is among its earlier versions.")


def _agrees_to_restore(terminal: Terminal, count: int) -> bool:
    question = ngettext("Restore %(num)s page?", "Restore %(num)s pages?", count)
    # Translators: the letter that a person types in a terminal for yes.
    yes = gettext("y")
    # Translators: the letter that a person types in a terminal for no.
    no = gettext("n")
    return terminal.agrees(question, yes, no)


def check(notebook: Notebook, tell: Progress) -> Iterator[str]:
    """Read everything that the notebook and its backups hold. Raises DamagedNotebook."""
    findings = notebook.check(tell)
    if not findings.is_whole:
        raise DamagedNotebook(Path("notebook.db"), "; ".join(findings.problems))
    yield gettext("The notebook is whole.")
    yield from _count((gettext("Pages"), findings.pages), (gettext("Tables read"), findings.tables))
    for backup in notebook.backups.list():
        if not is_as_it_was(backup, tell):
            raise DamagedNotebook(
                backup.path, gettext("Its bytes are not those that were checked.")
            )
        yield gettext("The backup is whole: %(name)s", name=backup.id)


def find_one(folder: Path, elsewhere: Path | None, backup_id: str) -> Backup:
    """A backup by its name, or the latest, without opening the notebook. Raises NoSuchBackup."""
    for backup in list_backups(folder, elsewhere):
        if backup_id in ("latest", backup.id):
            return backup
    raise NoSuchBackup(mark("There is no such backup. `inglenook restore --list` shows them."))


def _count(*counts: tuple[str, int]) -> Iterator[str]:
    """A line for each number: no sentence has to bend to several at once."""
    for what, number in counts:
        yield f"  {what}: {say_number(number)}"


def _problems(problems: Iterable[Any]) -> Iterator[str]:
    for problem in problems:
        yield f"  {problem.what}: {say_why(problem)}"


def _write_new(path: Path, chunks: Iterable[bytes]) -> None:
    try:
        with path.open("xb") as file:
            for chunk in chunks:
                file.write(chunk)
    except FileExistsError as error:
        raise ExportRefused(
            mark("“%(name)s” is there already. Choose another name."), name=path
        ) from error
    except OSError as error:
        raise StorageFailure("io", str(error)) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise
