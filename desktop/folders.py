"""Where a run keeps its files: the system's folder for this person, or everything below one."""

# ruff: noqa: PLC0415 - platformdirs takes 40 ms that --data-dir does not need

from __future__ import annotations

import errno
import os
import re
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.failures import Unusable

_INSTALLATION = re.compile(r"[0-9a-f]{16}")
_A_FILE = (
    "Inglenook cannot keep your notebook in %(folder)s: %(file)s is a file, not a folder. "
    "Move it away, or choose --data-dir."
)
_NOT_YOURS = (
    "Inglenook cannot keep your notebook in %(folder)s: you may not write there. "
    "Choose another folder with --data-dir."
)
_READ_ONLY = (
    "Inglenook cannot keep your notebook in %(folder)s: the disk is read-only. "
    "Choose another folder with --data-dir."
)
_FULL = (
    "Inglenook cannot keep your notebook in %(folder)s: the disk is full. "
    "Make room and start again."
)
_OTHERWISE = "Inglenook cannot keep your notebook in %(folder)s: %(reason)s."


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one data folder, all of them 0700.

    `webview` is made only by a web view that insists on one.
    """

    data: Path
    logs: Path
    webview: Path


def prepare_folders(data_dir: Path | None) -> Folders:
    """Make what is missing and prove that files can be written.

    Raises Unusable with a sentence when that fails, and then leaves no folder behind that was not
    there. Folders that already exist keep their place; their access is narrowed to the person who
    runs the program.
    """
    data = data_dir if data_dir is not None else _system_folder()
    folders = Folders(data=data, logs=data / "logs", webview=data / "webview")
    missing: list[Path] = []
    try:
        missing += [each for each in (folders.logs, data, *data.parents) if not each.exists()]
        for folder in (folders.data, folders.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
        # An unnamed file: nothing stays behind, whenever the program is cut off.
        with tempfile.TemporaryFile(dir=folders.data) as trial:
            trial.write(b"inglenook")
            trial.flush()
            os.fsync(trial.fileno())
    except OSError as error:
        for each in missing:
            # One that was not made after all, or in which another program wrote meanwhile.
            with suppress(OSError):
                each.rmdir()
        raise unusable_folder(data, error) from error
    return folders


def read_installation(folders: Folders) -> str:
    """Answer the random id (16 hex digits) of this data folder, made at the first start.

    It tells cookies of several notebooks on one computer apart and is no secret.
    """
    path = folders.data / "installation"
    try:
        known = path.read_text("ascii", errors="replace").strip() if path.exists() else ""
        if _INSTALLATION.fullmatch(known):
            return known
        fresh = secrets.token_hex(8)
        write_private(path, fresh + "\n")
    except OSError as error:
        raise unusable_folder(folders.data, error) from error
    return fresh


def write_private(path: Path, text: str) -> None:
    """Replace `path` as a whole by `text`, readable by this person alone. Raises OSError."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def unusable_folder(folder: Path, error: OSError) -> Unusable:
    """Put `error`, met below `folder`, into a sentence that says what can be done."""
    match error.errno:
        case errno.EEXIST | errno.ENOTDIR:
            return Unusable(_A_FILE, folder=folder, file=_find_file(Path(error.filename)))
        case errno.EACCES | errno.EPERM:
            return Unusable(_NOT_YOURS, folder=folder)
        case errno.EROFS:
            return Unusable(_READ_ONLY, folder=folder)
        case errno.ENOSPC | errno.EDQUOT:
            return Unusable(_FULL, folder=folder)
        case _:
            return Unusable(_OTHERWISE, folder=folder, reason=error.strerror or error)


def _find_file(path: Path) -> Path:
    """Answer the part of `path` that is a file where a folder should be."""
    parts = [*reversed(path.parents), path]
    return next((each for each in parts if each.is_file()), path)


def _system_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("inglenook", appauthor=False, roaming=False)
