"""The encrypted notebook: pages, their history, tags, sign-ins and settings in one file.

Knows no web framework. All moments are aware datetimes in UTC.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from webui.notebook.drafts import Draft, DraftNotFound
from webui.notebook.errors import (
    BodyRefused,
    DamagedNotebook,
    FileRefused,
    NameRefused,
    NewerNotebook,
    NoSuchFile,
    NotebookError,
    NotebookExists,
    NotebookLocked,
    NotebookMissing,
    NotEnoughMemory,
    PageInTrash,
    PageNotFound,
    PasswordRefused,
    Refused,
    RevisionNotFound,
    StorageFailure,
    TextMoved,
    TitleRefused,
    UploadMissing,
    UploadOutOfStep,
    WrongPassword,
)
from webui.notebook.notebook import Notebook
from webui.notebook.sign_ins import SignIn
from webui.notebook.slots import STANDARD, Argon2Cost

if TYPE_CHECKING:
    from webui.notebook.files import File
    from webui.notebook.pages import Saved
    from webui.notebook.revisions import Revision
    from webui.notebook.rows import Page, PageSummary
    from webui.notebook.trash import TrashedPage
    from webui.notebook.uploads import Upload

# No login page needs them: each is loaded when somebody first asks for it.
_LOADED_LATER = {
    "File": "files",
    "Page": "rows",
    "PageSummary": "rows",
    "Revision": "revisions",
    "Saved": "pages",
    "TrashedPage": "trash",
    "Upload": "uploads",
}

__all__ = [
    "STANDARD",
    "Argon2Cost",
    "BodyRefused",
    "DamagedNotebook",
    "Draft",
    "DraftNotFound",
    "File",
    "FileRefused",
    "NameRefused",
    "NewerNotebook",
    "NoSuchFile",
    "NotEnoughMemory",
    "Notebook",
    "NotebookError",
    "NotebookExists",
    "NotebookLocked",
    "NotebookMissing",
    "Page",
    "PageInTrash",
    "PageNotFound",
    "PageSummary",
    "PasswordRefused",
    "Refused",
    "Revision",
    "RevisionNotFound",
    "Saved",
    "SignIn",
    "StorageFailure",
    "TextMoved",
    "TitleRefused",
    "TrashedPage",
    "Upload",
    "UploadMissing",
    "UploadOutOfStep",
    "WrongPassword",
]


def __getattr__(name: str) -> object:
    if name not in _LOADED_LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LOADED_LATER[name]}"), name)
