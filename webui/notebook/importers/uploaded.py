"""An upload that becomes no file of the notebook: an archive, read where it lies, encrypted."""

import io
import os

from webui.notebook.contents import read_bytes
from webui.notebook.database import Database

_BUFFER = 256 * 1024


class UploadedFile(io.RawIOBase):
    """The bytes that came, to be read from any place. Ends with NotebookLocked, as all reading."""

    def __init__(self, database: Database, content_id: int, size: int) -> None:
        super().__init__()
        self._database = database
        self._content = content_id
        self._size = size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        stop = min(self._size, self._at + len(buffer))
        done = 0
        for piece in read_bytes(self._database, self._content, self._at, stop):
            buffer[done : done + len(piece)] = piece
            done += len(piece)
        self._at += done
        return done


def open_upload(database: Database, content_id: int, size: int) -> io.BufferedReader:
    """The upload as a file, with some of it at hand."""
    return io.BufferedReader(UploadedFile(database, content_id, size), _BUFFER)
