"""What can go wrong with a notebook, in words a person can be shown."""

from pathlib import Path
from typing import Literal

StorageKind = Literal["full", "read-only", "io", "busy", "gone"]

_STORAGE_SENTENCES: dict[StorageKind, str] = {
    "full": "The disk is full.",
    "read-only": "The notebook's folder can't be written to.",
    "io": "The disk could not be read or written.",
    "busy": "Another program is using the notebook.",
    "gone": "The notebook's folder is not where it was.",
}


class NotebookError(Exception):
    """The notebook could not do what was asked. `str()` is a sentence.

    `template` and `values` are the same sentence before its values went in, for who translates it.
    """

    sentence = "The notebook could not do that."

    def __init__(self, template: str | None = None, **values: object) -> None:
        self.template = template or self.sentence
        self.values = values
        super().__init__(self.template % values if values else self.template)


class WrongPassword(NotebookError):
    """What was given opens no key slot: a password, a recovery code, or a kept key."""

    sentence = "That does not open this notebook."


class NotebookMissing(NotebookError):
    """There is no notebook in the folder yet."""

    sentence = "There is no notebook here yet."


class NotebookExists(NotebookError):
    """There is a notebook in the folder already, and it is left as it is."""

    sentence = "There is a notebook here already."


class NotebookLocked(NotebookError):
    """The notebook is locked, or was locked while this was under way."""

    sentence = "The notebook is locked."


class NewerNotebook(NotebookError):
    """A newer Inglenook wrote this notebook; it was not touched."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__("This notebook was written by a newer Inglenook. Update to open it.")
        self.found = found
        self.known = known


class DamagedNotebook(NotebookError):
    """A file of the notebook is missing or is not as it was written."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__("The notebook's file %(name)s is damaged.", name=path.name)
        self.path = path
        self.detail = detail


class StorageFailure(NotebookError):
    """The disk did not do its part. Nothing that was saved before is lost."""

    def __init__(self, kind: StorageKind, detail: str = "") -> None:
        super().__init__(_STORAGE_SENTENCES[kind])
        self.kind: StorageKind = kind
        self.detail = detail


class NotEnoughMemory(NotebookError):
    """The key derivation did not get the memory that it asks for."""

    sentence = "There is not enough free memory to open the notebook."


class PageNotFound(NotebookError):
    """No page has this address or number."""

    sentence = "There is no such page."


class PageInTrash(PageNotFound):
    """The page is in the trash, from which it can be restored."""

    sentence = "This page is in the trash."

    def __init__(self, page_id: int) -> None:
        super().__init__()
        self.page_id = page_id


class RevisionNotFound(NotebookError):
    """The page has no revision with this number."""

    sentence = "There is no such version of this page."


class NoSuchFile(NotebookError):
    """No file has this id."""

    sentence = "There is no such file."


class UploadMissing(NotebookError):
    """No file with this id is on its way: it is whole already, or was given up."""

    sentence = "This upload is over."


class UploadOutOfStep(NotebookError):
    """A part came that does not follow on what is there: go on from byte `received`."""

    sentence = "The upload goes on from another place."

    def __init__(self, received: int) -> None:
        super().__init__()
        self.received = received


class Refused(NotebookError):
    """What was given can't be taken; `reason` is a sentence for the person who gave it."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, **values)
        self.reason = str(self)


class TitleRefused(Refused):
    """The title can't be used."""


class BodyRefused(Refused):
    """The text of the page can't be kept."""


class PropertyRefused(Refused):
    """The property can't be kept, or its lines can't be read."""


class FolderRefused(Refused):
    """The folder can't be moved there."""


class FileRefused(Refused):
    """The file can't be kept."""


class TextMoved(Refused):
    """The place in a text that was to be changed is no longer there."""


class NameRefused(Refused):
    """The owner's name can't be used."""


class PasswordRefused(Refused):
    """The password can't be used."""
