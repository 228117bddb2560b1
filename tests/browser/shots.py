"""Which pictures there are: every page and state, in each size, theme, language and fullness."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tests.browser.states import STATES, State, search

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LANGUAGES = ("en", "zh-Hant")
FULLNESS = ("full", "empty")


@dataclass(frozen=True, slots=True)
class Size:
    """A window, in pixels of a page. At a `zoom` of 2 half as many of them have room."""

    width: int
    height: int
    zoom: int = 1


SIZES = {
    "narrow": Size(480, 820),
    "usual": Size(1180, 820),
    "wide": Size(2560, 1300),
    "zoomed": Size(590, 410, zoom=2),
}
_README_SIZE = Size(1320, 820)

# What looks otherwise in a notebook in which nothing was written yet.
_EMPTY = frozenset(
    {
        *("list", "search help", "trash", "files", "backups", "tasks", "links", "journal"),
        *("drafts", "settings", "import", "export", "help", "palette", "session", "queries"),
    }
)
README: dict[str, tuple[State, Scheme]] = {
    "page": (State("page", "/pages/the-hearth-book"), "light"),
    "night": (State("night", "/pages/the-hearth-book"), "dark"),
    "search": (State("search", "/pages/the-hearth-book", search), "light"),
}


@dataclass(frozen=True, slots=True)
class Shot:
    """One state in one size; a picture of it is taken in each of `schemes`."""

    state: State
    size: Size
    size_name: str
    language: str
    fullness: str
    schemes: tuple[Scheme, ...] = SCHEMES

    def file(self, scheme: Scheme) -> str:
        return name_file(self.state.name, self.fullness, self.language, scheme, self.size_name)

    @property
    def files(self) -> list[str]:
        return [self.file(scheme) for scheme in self.schemes]


def name_file(name: str, *rest: str) -> str:
    """Answer the name of a picture of what is called `name`."""
    return ".".join([name.replace(" ", "-").replace(",", ""), *rest, "png"])


def list_shots(
    names: Iterable[str],
    *,
    sizes: Iterable[str],
    languages: Iterable[str],
    fullness: Iterable[str],
) -> list[Shot]:
    """Answer what is to be taken, in the order that needs the fewest notebooks."""
    wanted = set(names)
    asked = [state for state in STATES if not wanted or state.name in wanted]
    return [
        Shot(state, SIZES[size], size, language, full)
        for language in languages
        for full in fullness
        for size in sizes
        for state in asked
        if (full == "full" or state.name in _EMPTY) and (not state.is_narrow or size == "narrow")
    ]


def list_readme() -> dict[str, Shot]:
    """Answer the pictures of the README by the names of their files."""
    return {
        name: Shot(state, _README_SIZE, "usual", "en", "full", (scheme,))
        for name, (state, scheme) in README.items()
    }
