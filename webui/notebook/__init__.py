"""The encrypted notebook: pages, their history, tags, sign-ins and settings in one file.

Knows no web framework. All moments are aware datetimes in UTC.
"""

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
from webui.notebook.files import File
from webui.notebook.notebook import Notebook
from webui.notebook.pages import Saved
from webui.notebook.revisions import Revision
from webui.notebook.rows import Page, PageSummary
from webui.notebook.sign_ins import SignIn
from webui.notebook.slots import STANDARD, Argon2Cost
from webui.notebook.trash import TrashedPage
from webui.notebook.uploads import Upload

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
