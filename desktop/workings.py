"""What the program can tell of itself: what it is made of, its log, where its folder is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.folders import Folders
from desktop.logs import read_last_lines
from desktop.outside import open_folder
from desktop.parts import Part, read_parts

_LINES = 400


class Workings:
    """Reads anew whenever it is asked, and keeps nothing. Any thread may ask."""

    def __init__(self, folders: Folders, find_parts: Callable[[], Sequence[Part]]) -> None:
        self._folders = folders
        self._find_parts = find_parts

    def parts(self) -> Sequence[Part]:
        """Answer the works of others in this program, each with the text of its licence."""
        return self._find_parts()

    def log(self) -> str:
        """Answer the last lines of the log, which has nothing of the notebook in it."""
        return "\n".join(read_last_lines(self._folders.logs, _LINES))

    def open_folder(self) -> bool:
        """Show the data folder in the system's file manager. False when none took it."""
        return open_folder(self._folders.data)


def find_parts(front_end: Path) -> list[Part]:
    """Answer the parts of the program that runs; `front_end` as `read_parts` has it."""
    return read_parts(Path(__file__).resolve().parent.parent, front_end)
