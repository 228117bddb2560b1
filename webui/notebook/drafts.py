"""Drafts: text that could not be saved into its page, kept until the person has seen it.

The disk may be full, or the notebook locked by the time the text comes. A draft is sealed at once,
held in memory, and written into a small file of its own as well when the disk allows.
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from webui.notebook.bodies import clean_body
from webui.notebook.durable import replace_file
from webui.notebook.errors import NotebookError, NotebookLocked, Refused
from webui.notebook.faults import told_of_system
from webui.notebook.moments import Clock, from_milliseconds, to_milliseconds

Kept = Literal["on disk", "in memory"]

_ENDING = ".draft"
# Windows that cannot save send theirs again and again; no more than these are held.
_MOST = 200


class DraftNotFound(NotebookError):
    """There is no such draft."""

    sentence = "There is no such draft any more."


class DraftsWaiting(Refused):
    """Drafts that only the present key opens have not been looked at."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, the page that it was written on, and the revision that it started from."""

    id: uuid.UUID
    page_id: int
    title: str
    base: int
    body: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Opener:
    """What the open notebook reads drafts with."""

    key: bytearray
    notebook: str


class Drafts:
    """The drafts of a notebook, open or locked. `opener` raises NotebookLocked while it is locked.

    Drafts can be put in for as long as the program runs, once the notebook was open in it.
    """

    def __init__(self, folder: Path, opener: Callable[[], Opener], clock: Clock) -> None:
        self._folder = folder
        self._opener = opener
        self._clock = clock
        self._turn = threading.Lock()
        self._slit: bytes | None = None
        self._sealed: dict[uuid.UUID, bytes] = {}

    def get_ready(self) -> None:
        """The notebook was opened: from now on drafts can be put in, later locked or not."""
        self._slit = _derive(self._opener())

    @contextmanager
    def changing_key(self) -> Iterator[None]:
        """No draft comes within; those that come afterwards are sealed to the key of then.

        Raises DraftsWaiting, NotebookLocked, StorageFailure.
        """
        opener = self._opener()
        with self._turn:
            sealed = {**self._read_files(), **self._sealed}
            if any(_unseal(opener, name, each) for name, each in sealed.items()):
                raise DraftsWaiting(
                    "Texts that could not be saved are waiting. Look at them first: they are sealed"
                    " with the present key."
                )
            try:
                yield
            finally:
                self._slit = _derive(opener)

    def keep(self, draft_id: uuid.UUID, page_id: int, title: str, base: int, body: str) -> Kept:
        """Keep a text, in the place of an earlier one of this id; answer where it is.

        Raises NotebookLocked when the notebook was not open yet, BodyRefused.
        """
        from webui.notebook.letterbox import seal_to  # noqa: PLC0415 - it says why

        if self._slit is None:
            raise NotebookLocked
        facts = {
            "page": page_id,
            "title": title,
            "base": base,
            "body": clean_body(body),
            "kept_at": to_milliseconds(self._clock()),
        }
        with self._turn:
            sealed = seal_to(self._slit, json.dumps(facts).encode())
            self._sealed[draft_id] = sealed
            while len(self._sealed) > _MOST:
                del self._sealed[next(iter(self._sealed))]
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            replace_file(self._path(draft_id), sealed)
        except OSError:
            return "in memory"
        return "on disk"

    def list(self) -> list[Draft]:
        """The drafts, the newest first. Raises NotebookLocked, StorageFailure."""
        opener = self._opener()
        with self._turn:
            sealed = {**self._read_files(), **self._sealed}
        drafts = [_unseal(opener, draft_id, each) for draft_id, each in sealed.items()]
        known = [each for each in drafts if each is not None]
        return sorted(known, key=lambda each: each.kept_at, reverse=True)

    def get(self, draft_id: uuid.UUID) -> Draft:
        """Raises DraftNotFound, NotebookLocked, StorageFailure."""
        for draft in self.list():
            if draft.id == draft_id:
                return draft
        raise DraftNotFound

    def discard(self, draft_id: uuid.UUID) -> None:
        """Forget a draft; one that is not there is forgotten already. Raises StorageFailure."""
        with self._turn:
            self._sealed.pop(draft_id, None)
        try:
            self._path(draft_id).unlink(missing_ok=True)
        except OSError as error:
            raise told_of_system(error) from error

    @property
    def are_there(self) -> bool:
        """Whether there is anything to look at, open or locked."""
        return bool(self._sealed) or any(self._folder.glob(f"*{_ENDING}"))

    def _path(self, draft_id: uuid.UUID) -> Path:
        return self._folder / f"{draft_id}{_ENDING}"

    def _read_files(self) -> dict[uuid.UUID, bytes]:
        files = {_id_of(path): path for path in self._folder.glob(f"*{_ENDING}")}
        try:
            return {name: path.read_bytes() for name, path in files.items() if name is not None}
        except OSError as error:
            raise told_of_system(error) from error


def _derive(opener: Opener) -> bytes:
    from webui.notebook.letterbox import derive_slit  # noqa: PLC0415 - it says why

    return derive_slit(opener.key, opener.notebook)


def _id_of(path: Path) -> uuid.UUID | None:
    """The draft that a file holds; None for a file of somebody else."""
    try:
        return uuid.UUID(path.stem)
    except ValueError:
        return None


def _unseal(opener: Opener, draft_id: uuid.UUID, sealed: bytes) -> Draft | None:
    from webui.notebook.letterbox import open_sealed  # noqa: PLC0415 - it says why

    text = open_sealed(opener.key, opener.notebook, sealed)
    if text is None:
        return None
    facts: dict[str, Any] = json.loads(text)
    return Draft(
        id=draft_id,
        page_id=facts["page"],
        title=facts["title"],
        base=facts["base"],
        body=facts["body"],
        kept_at=from_milliseconds(facts["kept_at"]),
    )
