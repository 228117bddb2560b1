"""The licences of everything that a bundle holds, in one file that goes with it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import Distribution, distributions
from pathlib import Path

from desktop import __version__
from desktop.parts import Part, describe, find_python, read_front_end
from tooling.package.places import PackagePlaces

_LONGEST_NAME = 60
# Wheels that carry no text of their licence, which is one of those in packaging/licences/.
_QT = (
    "pyside6",
    "shiboken6",
)
_QT_NOTE = """\
Qt and Qt for Python, by The Qt Company and others, under the GNU Lesser General Public License,
version 3, whose text stands with PySide6_WebEngine. Both are shared libraries in the folder
PySide6, and may be replaced there by others of your own. Qt WebEngine contains Chromium and the
works that Chromium contains; the page chrome://credits of any Chromium lists them with their
licences.
"""


def find_distributions(sources: Iterable[str]) -> list[Distribution]:
    """Return the installed distributions that own at least one of the files, by name."""
    owners = {
        str(Path(str(distribution.locate_file(file)))): distribution
        for distribution in distributions()
        for file in distribution.files or []
    }
    found = {owner.name: owner for source in sources if (owner := owners.get(source)) is not None}
    return sorted(found.values(), key=lambda each: each.name.lower())


def find_system_packages(sources: Iterable[str]) -> dict[str, str]:
    """Return the Debian packages, with versions, that own libraries in the bundle."""
    if shutil.which("dpkg-query") is None:
        return {}
    libraries = sorted({each for each in sources if each.startswith(("/lib/", "/usr/lib/"))})
    packages: dict[str, str] = {}
    for library in libraries:
        # dpkg knows a file below /lib or below /usr/lib, never by both names.
        for name in (library, library.removeprefix("/usr"), f"/usr{library}"):
            if owner := _read("dpkg-query", "--search", name).partition(":")[0]:
                packages[owner] = _read("dpkg-query", "-W", "-f=${Version}\n", owner).split("\n")[0]
                break
    return packages


def list_parts(
    found: Sequence[Distribution], system: dict[str, str], places: PackagePlaces
) -> list[Part]:
    """Return everything that a bundle holds beside Inglenook, as the program will show it."""
    front_end = places.root / "webui" / "static" / "licenses.txt"
    return [
        find_python(),
        *(_explain_qt(part, places) for part in map(describe, found)),
        *(_read_system_part(name, version) for name, version in system.items()),
        *read_front_end(front_end),
    ]


def describe_own(places: PackagePlaces) -> Part:
    """Return Inglenook itself, as the first of the parts."""
    text = (places.root / "LICENSE").read_text("utf-8").strip()
    return Part("Inglenook", __version__, "MIT", text)


def _explain_qt(part: Part, places: PackagePlaces) -> Part:
    """Give Qt's wheels the texts of their licence. They carry none of their own."""
    if not part.name.lower().startswith(_QT):
        return part
    if part.name.lower() != _QT[0] + "_webengine":
        return replace(part, text=_QT_NOTE)
    texts = [
        (places.sources / "licences" / name).read_text("utf-8")
        for name in ("LGPL-3.0.txt", "GPL-3.0.txt")
    ]
    return replace(part, text="\n\n".join([_QT_NOTE, *texts]))


def _read_system_part(name: str, version: str) -> Part:
    text = (Path("/usr/share/doc") / name / "copyright").read_text("utf-8", "replace")
    named = sorted(set(re.findall(r"^License: *(\S.*)$", text, re.MULTILINE)))
    return Part(name, version, ", ".join(named)[:_LONGEST_NAME] or "see its text", text)


def _read(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
