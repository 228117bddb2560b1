"""The languages that the program speaks. Read at the build as well, where there is no Flask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN = "inglenook"
_FOLDER = Path(__file__).parent / "languages"
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})


@dataclass(frozen=True, slots=True)
class Language:
    """`tag` as BCP 47 has it, `name` as its own speakers call it."""

    tag: str
    name: str
    direction: Literal["ltr", "rtl"] = "ltr"


ENGLISH = Language("en", "English")
LANGUAGES = (
    Language("de", "Deutsch"),
    ENGLISH,
    Language("es", "Español"),
    Language("fr", "Français"),
    Language("ja", "日本語"),
    Language("zh-Hans", "简体中文"),
    Language("zh-Hant", "繁體中文"),
)
# No person's language: every sentence is marked, and runs from right to left. It shows what was
# never put into words, and what leans on left and right.
PSEUDO = Language("en-x-rtl", "Right to left", "rtl")


def language_of(tag: str | None) -> Language | None:
    """Answer the language for a tag such as "de-AT", "zh-TW" or "ja"; None if there is none."""
    parts = (tag or "").lower().replace("_", "-").split("-")
    if "-".join(parts) == PSEUDO.tag:
        return PSEUDO
    if parts[0] == "zh":
        parts[0] = "zh-hant" if _TRADITIONAL & set(parts) else "zh-hans"
    return next((each for each in LANGUAGES if each.tag.lower() == parts[0]), None)


def choose_language(tags: Iterable[str]) -> Language:
    """Answer the first language of `tags` that there is, else English."""
    known = (language_of(tag) for tag in tags)
    return next((language for language in known if language), ENGLISH)


def read_catalogue(language: Language, folder: Path = _FOLDER) -> NullTranslations:
    """Answer the sentences of a language, none for English and for what was not built."""
    from gettext import GNUTranslations, NullTranslations  # noqa: PLC0415 - not for English

    path = folder / language.tag / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        return GNUTranslations(file)
