"""Finding what a link of another program means among the files of a source."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import unquote

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Index:
    """Paths, found by the whole of them, from a folder, or by the name; case doesn't count."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._by_path: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        # Of several with one name the one that lies highest counts, as in Obsidian.
        for path in sorted(paths, key=lambda each: (each.count("/"), each)):
            self._by_path.setdefault(path.casefold(), path)
            self._by_name.setdefault(path.rpartition("/")[2].casefold(), path)

    def find(self, wanted: str, folder: str = "", ending: str = "") -> str | None:
        """The path that `wanted` means, from within a folder; with `ending` also without it."""
        for place in self._places(wanted, folder):
            for path in (place, place + ending):
                if found := self._by_path.get(path.casefold()):
                    return found
        return None

    def find_name(self, wanted: str, ending: str = "") -> str | None:
        """The path whose last parts are `wanted`."""
        name = wanted.rpartition("/")[2].casefold()
        for last in (name, name + ending):
            found = self._by_name.get(last)
            if found and (found.casefold().removesuffix(ending)).endswith(
                wanted.casefold().removesuffix(ending)
            ):
                return found
        return None

    @staticmethod
    def _places(wanted: str, folder: str) -> list[str]:
        here = posixpath.normpath(posixpath.join(folder, wanted))
        top = posixpath.normpath(wanted.lstrip("/"))
        return [top] if wanted.startswith("/") else [here, top]


def local_path(destination: str) -> tuple[str, str] | None:
    """The path and the heading of a Markdown link; None when it leads out of the source."""
    if _SCHEME.match(destination) or destination.startswith(("//", "#", "?")):
        return None
    path, _, heading = destination.partition("#")
    return unquote(path), unquote(heading)
