"""What build.spec does with PyInstaller's findings: leaves things out, and says what is in.

Runs inside PyInstaller, in the environment for packages.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from desktop.parts import LICENCES, NOTED, write_parts
from tooling.package import licences, trim
from tooling.package.places import PackagePlaces

Entry = tuple[str, str, str]
"""A file as PyInstaller lists it: its place in the bundle, its source, its kind."""


def list_data(root: Path, package: str) -> list[tuple[str, str]]:
    """Return every file of `package` that is read at run time, as (source, folder in the bundle).

    All that is no code: whoever adds such a file need not think of this place.
    """
    return [
        (str(path), path.parent.relative_to(root).as_posix())
        for path in sorted((root / package).rglob("*"))
        if path.is_file() and is_data(path.relative_to(root / package))
    ]


def is_data(path: PurePath) -> bool:
    """Tell whether a file of a package, by its path there, is read at run time and no code.

    Sources of the pages and of the catalogues are built from, and the language that shows what was
    never translated is for developers.
    """
    made_from = path.parts[0] == "assets" or path.suffix in (".po", ".pot")
    is_code = path.suffix in (".py", ".pyc", ".pyi") or "__pycache__" in path.parts
    return not made_from and not is_code and "en-x-rtl" not in path.parts


def leave_out(analysis: Any) -> None:
    """Take out of `analysis` what `trim` knows to be of no use."""
    analysis.datas = [entry for entry in analysis.datas if trim.is_wanted(_place(entry))]
    if sys.platform == "linux":
        analysis.binaries = _choose_binaries(analysis.binaries)
        kept = {_place(entry) for entry in [*analysis.binaries, *analysis.datas]}
        # PyInstaller links every library at the top of the bundle; a link's source is its target.
        for kind in ("binaries", "datas"):
            entries = getattr(analysis, kind)
            setattr(analysis, kind, [each for each in entries if _leads_somewhere(each, kept)])


def slim(analysis: Any, places: PackagePlaces) -> None:
    """Put a slimmer file in place of each that `trim` knows to hold more than is asked for."""
    folder = places.build / "slimmed"

    def choose(entry: Entry) -> Entry:
        if not trim.is_dates(_place(entry)):
            return entry
        slimmed = folder / _place(entry)
        slimmed.parent.mkdir(parents=True, exist_ok=True)
        known = pickle.loads(Path(entry[1]).read_bytes())  # noqa: S301 - of a locked package
        slimmed.write_bytes(pickle.dumps(trim.slim_dates(known), pickle.HIGHEST_PROTOCOL))
        return entry[0], str(slimmed), entry[2]

    analysis.datas = [choose(entry) for entry in analysis.datas]


def describe(analysis: Any, places: PackagePlaces) -> list[Entry]:
    """Note which distributions are in; return the licences of everything as two more files.

    One is for people who look for it on the disk, the other for the program's own page.
    """
    sources = [
        entry[1] for kind in ("pure", "binaries", "datas") for entry in getattr(analysis, kind)
    ]
    found = licences.find_distributions(sources)
    system = licences.find_system_packages(sources)
    borrowed = [_place(entry) for entry in analysis.binaries if trim.is_below_system(entry[1])]
    contents = {"python": [each.name for each in found], "system": system, "borrowed": borrowed}
    places.contents.write_text(json.dumps(contents, indent=2), "utf-8")
    parts = licences.list_parts(found, system, places)
    write_parts(licences.describe_own(places), parts, places.build)
    return [(name, str(places.build / name), "DATA") for name in (LICENCES, NOTED)]


def _choose_binaries(entries: Iterable[Entry]) -> list[Entry]:
    own = [each for each in entries if not trim.is_of_the_system(each[1])]
    files = [(_place(each), each[1]) for each in own if each[2] != "SYMLINK"]
    kept = trim.choose_libraries(files, _read_needs)
    return [each for each in own if each[2] == "SYMLINK" or _place(each) in kept]


def _leads_somewhere(entry: Entry, kept: set[str]) -> bool:
    if entry[2] != "SYMLINK":
        return True
    return (PurePosixPath(_place(entry)).parent / entry[1]).as_posix() in kept


def _read_needs(source: str) -> list[str]:
    # The environment for packages has it, the checkout's own does not.
    from PyInstaller.depend.bindepend import get_imports  # type: ignore[import-untyped]  # noqa: PLC0415

    if not Path(source).is_file():
        return []
    return [Path(name).name for name, _ in get_imports(source)]


def _place(entry: Entry) -> str:
    return entry[0].replace("\\", "/")
