"""What the program is made of, with versions and licences.

An installed program has this noted beside it, since its build. In development, and in a Python
environment of the person's own, the environment is asked.
"""

# ruff: noqa: PLC0415 - nobody waits for these before the page that shows them

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import Distribution

LICENCES, NOTED = "licences.txt", "parts.json"
_PROGRAM = "inglenook"
# The words by which a text is known whose author names no licence.
_KNOWN = {"The origin of this software must not be misrepresented": "Zlib"}
_TEXTS = ("licen", "copying", "notice", "authors")
# The front end's own separator, and the first line of each of its texts.
_RULE = re.compile(r"\n-{80}\n\n")
_HEAD = re.compile(r"(\S+(?: icons)?) (\S+) \((.+)\)\n")
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)[^;]*(?:;(.*))?")
_SYSTEM = re.compile(r"sys_platform\s*==\s*['\"](\w+)")
_LONGEST_NAME = 60
_LINE = "=" * 78


@dataclass(frozen=True, slots=True)
class Part:
    """One work of others that is in the program. `licence` is its short name, `text` all of it."""

    name: str
    version: str
    licence: str
    text: str


def read_parts(bundle: Path, front_end: Path) -> list[Part]:
    """Answer what is noted in the folder `bundle`, else what is installed and built.

    `front_end` is the file of licences that the build of the pages writes.
    """
    if (bundle / NOTED).is_file():
        return _read_noted(bundle)
    return [find_python(), *list_installed(), *read_front_end(front_end)]


def write_parts(own: Part, parts: Iterable[Part], folder: Path) -> None:
    """Write the licences of the program and of its parts into `folder`, and note which they are.

    `LICENCES` is for people who look for it on the disk; `NOTED` says where each text stands there.
    """
    written, noted, length = [], [], 0
    for part in [own, *parts]:
        head = f"{_LINE}\n{part.name} {part.version} ({part.licence})\n{_LINE}\n\n"
        begins, ends = length + len(head), length + len(head) + len(part.text)
        noted.append((part.name, part.version, part.licence, begins, ends))
        written.append(f"{head}{part.text}\n\n")
        length = ends + 2
    # As bytes: a text whose line ends are changed is no longer where it was noted.
    (folder / LICENCES).write_bytes("".join(written).encode("utf-8"))
    (folder / NOTED).write_text(json.dumps(noted[1:]), "utf-8")


def list_installed() -> list[Part]:
    """Answer every distribution that the program needs, directly or through others, by name."""
    from importlib.metadata import distributions

    known = {_plain(each.name): each for each in distributions()}
    found: dict[str, Distribution] = {}
    waiting = [_PROGRAM]
    while waiting:
        name = waiting.pop()
        if name in known and name not in found:
            found[name] = known[name]
            waiting.extend(_needs(known[name]))
    found.pop(_PROGRAM, None)
    return [describe(found[name]) for name in sorted(found)]


def describe(distribution: Distribution) -> Part:
    """Answer a Python distribution as a part, with the texts that came with it."""
    texts = [
        Path(str(distribution.locate_file(file))).read_text("utf-8", "replace").strip()
        for file in distribution.files or []
        if ".dist-info" in str(file) and file.name.lower().startswith(_TEXTS)
    ]
    statement = _read_statement(distribution)
    text = "\n\n".join(texts) or statement
    licence = _shorten(distribution, statement)
    if licence == "OSI Approved":  # a kind of licences, and none of them
        licence = next((name for words, name in _KNOWN.items() if words in text), licence)
    return Part(distribution.name, distribution.version, licence, text)


def find_python() -> Part:
    """Answer the Python that runs."""
    folder = Path(sys.base_prefix)
    library = folder / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    texts = (file for file in (library / "LICENSE.txt", folder / "LICENSE.txt") if file.is_file())
    file = next(texts, None)
    text = file.read_text("utf-8").strip() if file else sys.copyright
    return Part("Python", sys.version.split()[0], "PSF-2.0", text)


def read_front_end(file: Path) -> list[Part]:
    """Answer the scripts, styles and typefaces that are bundled into the pages."""
    if not file.is_file():
        return []
    found = []
    for text in _RULE.split(file.read_text("utf-8")):
        if head := _HEAD.match(text):
            found.append(Part(head[1], head[2], head[3], text[head.end() :].strip()))
    return found


def _read_noted(bundle: Path) -> list[Part]:
    texts = (bundle / LICENCES).read_bytes().decode("utf-8")
    return [
        Part(name, version, licence, texts[begins:ends])
        for name, version, licence, begins, ends in json.loads((bundle / NOTED).read_text("utf-8"))
    ]


def _needs(distribution: Distribution) -> Iterator[str]:
    for line in distribution.requires or []:
        found = _REQUIREMENT.match(line)
        if found is None or "extra" in (found[2] or ""):
            continue
        system = _SYSTEM.search(found[2] or "")
        if system is None or system[1] == sys.platform:
            yield _plain(found[1])


def _plain(name: str) -> str:
    """PyPA's normal form of names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _read_statement(distribution: Distribution) -> str:
    """Answer what a distribution says of its licence where it brings no text of it."""
    metadata = distribution.metadata
    for name in ("License-Expression", "License"):
        if name in metadata and metadata[name].strip():
            return str(metadata[name])
    return "\n".join(_classifiers(distribution))


def _shorten(distribution: Distribution, statement: str) -> str:
    lines = statement.strip().splitlines()
    if len(lines) == 1 and len(lines[0]) <= _LONGEST_NAME and "::" not in lines[0]:
        return lines[0]
    classified = [each.rpartition(":: ")[2] for each in _classifiers(distribution)]
    return ", ".join(classified) or (lines[0][:_LONGEST_NAME] if lines else "")


def _classifiers(distribution: Distribution) -> list[str]:
    classifiers = distribution.metadata.get_all("Classifier") or []
    return [each for each in classifiers if each.startswith("License")]
