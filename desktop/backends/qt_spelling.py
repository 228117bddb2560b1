"""Spell checking, where the system has dictionaries for it. None is bundled: they are large.

Chromium reads hunspell's dictionaries in a form of its own, `.bdic`, from one folder
(`QTWEBENGINE_DICTIONARIES_PATH`). Linux distributions put them into one of those below, made by
Qt's `qwebengine_convert_dict`; a person's own may lie in their data folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

_SYSTEM = (
    "/usr/share/qt6/qtwebengine_dictionaries",
    "/usr/share/hunspell-bdic",
    "/usr/share/qt5/qtwebengine_dictionaries",
)
_VARIABLE = "QTWEBENGINE_DICTIONARIES_PATH"
_MOST = 3


def find_dictionaries(own: Path) -> Path | None:
    """Answer the folder with dictionaries: the person's own, or the system's; None if none is."""
    named = os.environ.get(_VARIABLE)
    places = [Path(named)] if named else []
    places += [own, *map(Path, _SYSTEM)]
    return next((place for place in places if any(place.glob("*.bdic"))), None)


def use_dictionaries(folder: Path) -> None:
    """Tell Qt WebEngine where the dictionaries are. Before it starts."""
    os.environ[_VARIABLE] = str(folder)


def choose_languages(folder: Path, spoken: Iterable[str]) -> Sequence[str]:
    """Answer the dictionaries for the languages that a person speaks ("de-AT", "en"), best first.

    The dictionary of the same country goes before one of another.
    """
    there = sorted(path.stem for path in folder.glob("*.bdic"))
    chosen: list[str] = []
    for tag in spoken:
        wanted = tag.replace("_", "-").lower()
        language = wanted.partition("-")[0]
        plain = {name: name.replace("_", "-").lower() for name in there}
        fitting = [name for name in there if plain[name].partition("-")[0] == language]
        fitting.sort(key=lambda name: not plain[name].startswith(wanted))
        chosen += [name for name in fitting[:1] if name not in chosen]
    return chosen[:_MOST]
