"""The user guide: the chapters of docs/guide, in the language of the person where there are any."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"\d\d-([a-z-]+)\.md")
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Chapter:
    """`name` is its address, `body` its Markdown below the title."""

    name: str
    title: str
    body: str

    @property
    def sections(self) -> list[tuple[str, str]]:
        """Each heading of the second rank with its text, the beginning under the title itself."""
        parts = re.split(r"^## +(.+)$", self.body, flags=re.M)
        return [(self.title, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]


@dataclass(frozen=True, slots=True)
class Answer:
    """A section of the guide that has what was looked for."""

    chapter: Chapter
    heading: str
    excerpt: str


def read_guide(folder: Path, tag: str) -> list[Chapter]:
    """Answer the chapters in order. One that is not written in the language comes in English."""
    english = {path.name: path for path in sorted(folder.glob("*.md"))}
    own = {path.name: path for path in (folder / tag).glob("*.md")}
    return [_read(own.get(name, path)) for name, path in english.items() if _NAME.match(name)]


def look_up(chapters: list[Chapter], words: str) -> list[Answer]:
    """Answer the sections that have every word, titles first."""
    asked = words.casefold().split()
    found = [
        (heading.casefold(), Answer(chapter, heading, _excerpt(text, asked)))
        for chapter in chapters
        for heading, text in chapter.sections
        if asked and all(word in f"{heading} {text}".casefold() for word in asked)
    ]
    found.sort(key=lambda each: not all(word in each[0] for word in asked))
    return [answer for _, answer in found]


def guide_folder(package: Path) -> Path:
    """Where the chapters lie: inside an installed program, or in the checkout that it runs from."""
    bundled = package / "guide"
    return bundled if bundled.is_dir() else package.parent / "docs" / "guide"


def _read(path: Path) -> Chapter:
    heading, _, body = path.read_text("utf-8").partition("\n")
    found = _NAME.match(path.name)
    return Chapter(found[1] if found else path.stem, heading.removeprefix("# "), body.strip())


def _excerpt(text: str, asked: list[str]) -> str:
    plain = " ".join(re.sub(r"[*`|#>\[\]-]+", " ", text).split())
    at = min((plain.casefold().find(word) for word in asked if word in plain.casefold()), default=0)
    start = max(0, at - _AROUND)
    cut = plain[start : at + 2 * _AROUND]
    return f"{'…' if start else ''}{cut}{'…' if len(plain) > at + 2 * _AROUND else ''}"
