"""What was asked for from outside the notebook: files to bring in, links to follow, a new page.

The host hands over names, addresses and paths of files. Nothing is done before a page of the
notebook comes for it, which only a person who is signed in gets to see.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from webui.language import gettext
from webui.notebook.bodies import LARGEST_BODY
from webui.notebook.characters import replace_surrogates

NEW_PAGE, TODAY, NEW_WINDOW = "new-page", "today", "window"
_SCHEME, _PAGE = "inglenook", "page"
_NOWHERE = "/asked/nothing"
# What was asked for and never looked at is forgotten in the order in which it came.
_MOST = 50
_PREVIEW = 600


@dataclass(frozen=True, slots=True)
class AskedFile:
    """A text file as it is now. `problem` names why it can't come in; None when it can."""

    name: str
    title: str
    body: str = ""
    problem: str | None = None

    @property
    def beginning(self) -> str:
        return self.body[:_PREVIEW]

    @property
    def words(self) -> int:
        return len(self.body.split())


class Asked:
    """Keeps what was asked for under random names, in memory. Any thread may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[Path, ...]] = {}

    def find_paths(self, asked: Sequence[str]) -> list[str]:
        """Answer the local paths that show what was asked for; all files share one."""
        paths = []
        files = []
        for each in asked:
            if each == NEW_PAGE:
                paths.append(f"/asked/page/{self._keep(())}")
            elif each == TODAY:
                paths.append("/journal/today")
            elif each == NEW_WINDOW:
                paths.append("/")
            elif each.partition(":")[0].lower() == _SCHEME:
                paths.append(follow_link(each))
            else:
                files.append(Path(each))
        return [*paths, f"/asked/files/{self._keep(tuple(files))}"] if files else paths

    def look(self, name: str) -> tuple[Path, ...]:
        """Answer the files that stand under `name`; none when it is not known."""
        with self._lock:
            return self._kept.get(name, ())

    def take(self, name: str) -> bool:
        """Forget what stands under `name`. False when it is not known, or was taken before."""
        with self._lock:
            return self._kept.pop(name, None) is not None

    def _keep(self, files: tuple[Path, ...]) -> str:
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[name] = files
            for oldest in list(self._kept)[:-_MOST]:
                del self._kept[oldest]
        return name


def follow_link(address: str) -> str:
    """Answer the local path of the page that `inglenook://page/NAME` names.

    Whatever else stands in it is dropped: any other program may hand such a link over, so it leads
    to a page to read, and nothing it says can be an act.
    """
    try:
        parts = urlsplit(address)
        slug = unquote(parts.path, errors="strict").strip("/")
    except ValueError:  # an address that is none, or bytes that are no UTF-8
        return _NOWHERE
    steps = slug.split("/")
    is_plain = all(step not in ("", ".", "..") for step in steps) and slug.isprintable()
    if parts.netloc.lower() != _PAGE or not is_plain or "\\" in slug:
        return _NOWHERE
    return f"/pages/{quote(slug)}"


def read_file(path: Path) -> AskedFile:
    """Answer a text file, or what is in the way of reading it, as a sentence."""
    name, title = replace_surrogates(path.name), replace_surrogates(path.stem)

    def refuse(problem: str) -> AskedFile:
        return AskedFile(name, title, problem=problem)

    try:
        if not path.is_file():  # a pipe would never end
            return refuse(gettext("It is not there any more."))
        with path.open("rb") as file:
            content = file.read(LARGEST_BODY + 1)
    except OSError as error:
        return refuse(gettext("It can’t be read: %(reason)s.", reason=error.strerror))
    if len(content) > LARGEST_BODY:
        return refuse(gettext("It is larger than 20 MB, the most that a page can hold."))
    try:
        return AskedFile(name, title, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return refuse(
            gettext(
                "Its letters are not written as UTF-8, so they would come in garbled. "
                "Open it in a text editor, save it as UTF-8, and try again."
            )
        )
