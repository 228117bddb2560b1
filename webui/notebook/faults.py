"""What SQLite and the system report, told as the notebook's own errors. The one place for it."""

import errno
from pathlib import Path

import apsw

from webui.notebook.errors import DamagedNotebook, NotebookError, StorageFailure, StorageKind

_DAMAGE = (apsw.NotADBError, apsw.CorruptError, apsw.FormatError)

_KINDS_BY_ERROR: dict[type[apsw.Error], StorageKind] = {
    apsw.FullError: "full",
    apsw.ReadOnlyError: "read-only",
    apsw.PermissionsError: "read-only",
    apsw.BusyError: "busy",
    apsw.LockedError: "busy",
    apsw.IOError: "io",
    apsw.CantOpenError: "io",
}

# SQLite reports ENOSPC as full and every other one as an I/O error: a used-up quota (EDQUOT) and
# a file at its size limit (EFBIG) are "full" to a person as well.
_KINDS_BY_NUMBER: dict[int, StorageKind] = {
    errno.ENOSPC: "full",
    errno.EFBIG: "full",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.EROFS: "read-only",
}
if hasattr(errno, "EDQUOT"):
    _KINDS_BY_NUMBER[errno.EDQUOT] = "full"


def told_of_database(error: apsw.Error, path: Path, number: int = 0) -> NotebookError | None:
    """The notebook's word for what SQLite raised; None for an error of the program itself.

    `number` is the system's errno that goes with it, 0 when there is none.
    """
    if isinstance(error, _DAMAGE):
        return DamagedNotebook(path, str(error))
    for kind_of_error, kind in _KINDS_BY_ERROR.items():
        if isinstance(error, kind_of_error):
            is_vague = kind == "io"
            found = _KINDS_BY_NUMBER.get(number, kind) if is_vague else kind
            return StorageFailure(found, str(error))
    return None


def told_of_system(error: OSError) -> StorageFailure:
    """The notebook's word for what the system raised."""
    return StorageFailure(_KINDS_BY_NUMBER.get(error.errno or 0, "io"), str(error))
