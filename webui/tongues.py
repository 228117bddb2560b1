"""The languages that the program speaks. Read at the build as well, where there is no Flask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DOMAIN = "inglenook"


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
