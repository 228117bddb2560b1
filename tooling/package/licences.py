"""The licences of everything that a bundle holds, in one file that goes with it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path

from tooling.package.places import PackagePlaces

_RULE = "=" * 78
_NAMES = ("licen", "copying", "notice", "authors")
# Wheels that carry no text of their licence, which is one of those in packaging/licences/.
_QT = (
    "pyside6",
    "shiboken6",
)
_QT_NOTE = """\
Qt and Qt for Python, by The Qt Company and others, under the GNU Lesser General Public License,
version 3 (below). Both are shared libraries in the folder PySide6, and may be replaced there by
others of your own. Qt WebEngine contains Chromium and the works that Chromium contains; the page
chrome://credits of any Chromium lists them with their licences.
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


def gather(found: Sequence[Distribution], system: dict[str, str], places: PackagePlaces) -> str:
    """Return one text: Inglenook's licence, Python's, and those of every part."""
    parts = [_head("Inglenook", (places.root / "LICENSE").read_text("utf-8"))]
    parts.append(_head(f"Python {sys.version.split()[0]}", _python_licence()))
    parts += [_describe(each) for each in found if not each.name.lower().startswith(_QT)]
    if any(each.name.lower().startswith(_QT) for each in found):
        versions = ", ".join(
            f"{each.name} {each.version}" for each in found if each.name.lower().startswith(_QT)
        )
        texts = [
            (places.sources / "licences" / name).read_text("utf-8")
            for name in ("LGPL-3.0.txt", "GPL-3.0.txt")
        ]
        parts.append(_head(versions, "\n\n".join([_QT_NOTE, *texts])))
    for name, version in system.items():
        copyright_file = Path("/usr/share/doc") / name / "copyright"
        parts.append(_head(f"{name} {version}", copyright_file.read_text("utf-8", "replace")))
    front_end = places.root / "webui" / "static" / "licenses.txt"
    parts.append(_head("Scripts, styles and typefaces of the pages", front_end.read_text("utf-8")))
    return "\n".join(parts)


def _describe(distribution: Distribution) -> str:
    texts = [
        Path(str(distribution.locate_file(file))).read_text("utf-8", "replace")
        for file in distribution.files or []
        if ".dist-info" in str(file) and file.name.lower().startswith(_NAMES)
    ]
    words = texts or [_read_statement(distribution)]
    return _head(f"{distribution.name} {distribution.version}", "\n\n".join(words))


def _read_statement(distribution: Distribution) -> str:
    """Return what a distribution says of its licence where it brings no text of it."""
    metadata = distribution.metadata
    for name in ("License-Expression", "License"):
        if name in metadata and metadata[name].strip():
            return str(metadata[name])
    classifiers = metadata.get_all("Classifier") or []
    return "\n".join(each for each in classifiers if each.startswith("License"))


def _python_licence() -> str:
    library = Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for file in (library / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"):
        if file.is_file():
            return file.read_text("utf-8")
    return f"{sys.copyright}\n\nPython Software Foundation License, version 2."


def _head(title: str, text: str) -> str:
    return f"{_RULE}\n{title}\n{_RULE}\n\n{text.strip()}\n"


def _read(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
