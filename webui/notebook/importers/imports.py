"""Imports: looked at first, prepared beside the notebook, written as a whole."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from webui.notebook.backups.backups import Backups
from webui.notebook.bodies import clean_body
from webui.notebook.database import Database
from webui.notebook.errors import BodyRefused, FileRefused
from webui.notebook.files import Files
from webui.notebook.graph import read_some
from webui.notebook.importers.archives import open_place, open_source
from webui.notebook.importers.choosing import choose_importer
from webui.notebook.importers.model import FileDraft, Importer, Outline, Problem
from webui.notebook.importers.planning import Placed, Plan, plan_import
from webui.notebook.importers.sources import ArchiveRefused, Source
from webui.notebook.importers.staging import Staging, staging
from webui.notebook.importers.uploaded import open_upload
from webui.notebook.importers.writing import Written, read_digests, write_import
from webui.notebook.moments import Clock, to_milliseconds
from webui.notebook.rows import PageSummary, to_summary
from webui.notebook.work import Cancelled, Progress, unwatched

_MOST_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did. Of pages that were made or changed the first thousand are listed."""

    format: str
    made: int
    changed: int
    unchanged: int
    files: int
    pages: tuple[PageSummary, ...]
    merged: tuple[PageSummary, ...]
    conflicts: tuple[PageSummary, ...]
    in_trash: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """An import that can be run: what will come of it, and the source that it reads."""

    source: Source
    plan: Plan
    importer: Importer
    outline: Outline


class Imports:
    """Brings in what other programs wrote."""

    def __init__(
        self, folder: Path, database: Database, files: Files, backups: Backups, clock: Clock
    ) -> None:
        self._folder = folder
        self._database = database
        self._files = files
        self._backups = backups
        self._clock = clock

    def open_upload(self, upload_id: str) -> Source:
        """What was uploaded, read where it lies. Raises UploadMissing, ArchiveRefused."""
        upload = self._files.uploads.find(upload_id)
        if not upload.is_whole:
            raise ArchiveRefused("The file did not come as a whole. Choose it again.")
        content = self._files.uploads.content_of(upload_id)
        return open_source(upload.name, open_upload(self._database, content, upload.size))

    def open_folder(self, text: str) -> Source:
        """A folder or a file of this computer. Raises ArchiveRefused."""
        return open_place(text)

    def preview(self, source: Source) -> Preview:
        """What will come, what will be renamed, what can't be read. Raises ArchiveRefused."""
        importer = choose_importer(source)
        outline = importer.outline()
        return Preview(source, self._plan(importer, outline), importer, outline)

    def run(self, preview: Preview, progress: Progress = unwatched) -> Report:
        """Bring it in: all of it, or nothing. A backup is made first.

        Raises ArchiveRefused, Cancelled, StorageFailure, NotebookLocked; the notebook is as it was
        then. Once the pages are written there is no end any more but the last.
        """
        importer, outline = preview.importer, preview.outline
        self._backups.make("before import", progress)
        # The notebook may have changed since the preview; what comes has been read once.
        plan = self._plan(importer, outline)
        files = _HeldFiles(self._files, importer, outline.problems)
        try:
            files.take(plan.files, progress)
            with staging(self._folder) as place:
                unchanged = self._prepare(importer, plan, files, place, progress, outline)
                with self._database.writing() as connection:
                    now = to_milliseconds(self._clock())
                    written = write_import(
                        connection, plan, place.texts(), files.digests, now, progress
                    )
        except BaseException:
            files.forget()
            raise
        self._read_texts(len(written.made) + len(written.changed) + len(written.merged), progress)
        return self._report(plan, written, unchanged, files, outline)

    def _plan(self, importer: Importer, outline: Outline) -> Plan:
        if not outline.pages:
            raise ArchiveRefused("There is no page in it that could be read.")
        with self._database.reading() as connection:
            return plan_import(connection, importer, outline)

    def _prepare(
        self,
        importer: Importer,
        plan: Plan,
        files: _HeldFiles,
        place: Staging,
        progress: Progress,
        outline: Outline,
    ) -> int:
        """Put every text that is new or another one into the staging; answer how many were not."""
        with self._database.reading() as connection:
            known = read_digests(connection, plan.source)
        numbers = {each.draft.key: at for at, each in enumerate(plan.pages)}
        unchanged = 0
        for done, (key, text) in enumerate(importer.bodies(Placed(plan, files.address))):
            progress("Preparing", done, len(plan.pages))
            number = numbers.get(key)
            if number is None or plan.pages[number].action == "in trash":
                continue
            try:
                body = clean_body(text)
            except BodyRefused as refused:
                outline.problems.append(Problem.of(plan.pages[number].title, refused))
                continue
            digest = sha256(body.encode()).digest()
            if (
                plan.pages[number].action == "again"
                and known.get(plan.pages[number].draft.known_as) == digest
            ):
                unchanged += 1
                continue
            place.put(number, body, digest)
        return unchanged

    def _read_texts(self, count: int, progress: Progress) -> None:
        """Tags, links and properties of what came, in small steps: others save meanwhile."""
        done = 0
        # Ctrl+C comes too late to undo anything; what waits is read when the notebook is opened.
        with suppress(KeyboardInterrupt):
            while some := read_some(self._database):
                done += some
                _tell_calmly(progress, "Linking", min(done, count), count)

    def _report(
        self, plan: Plan, written: Written, unchanged: int, files: _HeldFiles, outline: Outline
    ) -> Report:
        return Report(
            plan.format,
            len(written.made),
            len(written.changed) + len(written.merged),
            unchanged,
            len(files.digests),
            self._summaries([*written.made, *written.changed]),
            self._summaries(written.merged),
            self._summaries(written.conflicts),
            tuple(each.title for each in plan.of("in trash")),
            tuple((each.draft.title, each.title) for each in plan.renamed),
            tuple(outline.problems),
        )

    def _summaries(self, page_ids: list[int]) -> tuple[PageSummary, ...]:
        with self._database.reading() as connection:
            rows = [
                connection.execute(
                    "select id, slug, title, updated_at from pages where id = ?", (page_id,)
                ).fetchone()
                for page_id in page_ids[:_MOST_SHOWN]
            ]
        return tuple(to_summary(row) for row in rows if row is not None)


class _HeldFiles:
    """The files of an import: their bytes are in the notebook, and nobody sees them yet."""

    def __init__(self, files: Files, importer: Importer, problems: list[Problem]) -> None:
        self._files = files
        self._importer = importer
        self._problems = problems
        self._addresses: dict[str, str] = {}
        self._by_content: dict[tuple[bytes, str], str] = {}
        self.digests: dict[str, bytes] = {}

    def take(self, drafts: tuple[FileDraft, ...], progress: Progress) -> None:
        """Take in the bytes of all of them."""
        total, done = sum(each.size for each in drafts), 0
        for draft in drafts:
            progress("Bringing files in", done, total)
            try:
                self._take_one(draft)
            except (ArchiveRefused, FileRefused) as refused:
                self._problems.append(Problem.of(draft.key, refused))
            done += draft.size

    def address(self, key: str) -> str | None:
        return self._addresses.get(key)

    def forget(self) -> None:
        """Give up what was taken in."""
        for file_id in self.digests:
            self._files.uploads.cancel(file_id)

    def _take_one(self, draft: FileDraft) -> None:
        uploads = self._files.uploads
        wanted = draft.id if draft.id and self._is_free(draft.id) else None
        held = uploads.hold(draft.name, self._importer.chunks(draft.key), wanted)
        digest = uploads.digest_held(held)
        name = uploads.find(held).name
        same = uploads.same_file(name, digest) or self._by_content.get((digest, name))
        if same is not None:
            uploads.cancel(held)
        else:
            self.digests[held] = digest
            self._by_content[digest, name] = held
        self._addresses[draft.key] = file_address(same or held, name)

    def _is_free(self, file_id: str) -> bool:
        return not self._files.has(file_id)


def file_address(file_id: str, name: str) -> str:
    """The address of a file, as texts name it."""
    return f"/files/{file_id}/{quote(name)}"


def _tell_calmly(progress: Progress, phase: str, done: int, total: int) -> None:
    """Tell how far it is. An end that is asked for now comes too late: the pages are there."""
    try:
        progress(phase, done, total)
    except Cancelled:
        return
