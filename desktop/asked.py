"""What a start of the program was asked to show: a file, a link to a page, a new page.

Each is one string, so that it passes from a second launch to the first as it is: one of the three
names below, an address of the program's own scheme, or the absolute path of a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from desktop.failures import WRONG_OPTION, CannotStart

NEW_PAGE, TODAY, NEW_WINDOW = "new-page", "today", "window"
NAMES = frozenset({NEW_PAGE, TODAY, NEW_WINDOW})
SCHEME = "inglenook"

MOST = 20
"""So many windows or files at one time, and no more."""
_LONGEST = 4096
_TOO_MANY = "Inglenook takes at most %(most)d files or links at a time."


def read_asked(words: Sequence[str]) -> tuple[str, ...]:
    """Answer what files and links on the command line stand for. Raises CannotStart with code 2."""
    if len(words) > MOST:
        raise CannotStart(_TOO_MANY, WRONG_OPTION, most=MOST)
    return tuple(_read_one(word) for word in words)


def read_errand(told: object) -> tuple[str, ...]:
    """Answer what a second launch says it was asked for, without what it cannot have been."""
    if not isinstance(told, list):
        return ()
    fits = (each for each in told if isinstance(each, str) and len(each) <= _LONGEST)
    return tuple(fits)[:MOST]


def _read_one(word: str) -> str:
    scheme = word.partition(":")[0].lower()
    if scheme == SCHEME and ":" in word:
        return word[:_LONGEST]
    path = _path_of_address(word) if scheme == "file" else Path(word).expanduser().absolute()
    if not path.is_file():
        raise CannotStart("There is no file “%(name)s”.", WRONG_OPTION, name=word)
    return str(path)


def _path_of_address(word: str) -> Path:
    """Desktops name files by addresses (RFC 8089), whose host is this computer."""
    parts = urlsplit(word)
    if parts.netloc not in ("", "localhost"):
        return Path()
    # With the bytes of a name that is not UTF-8, as the system itself writes them.
    return Path(unquote(parts.path, errors="surrogateescape"))
