"""The program's own words in the person's language, as gettext keeps them.

English is the key. Values are named, `%(name)s`, so that a translation may move them. Which
language it is, is decided once for each request: the one chosen in Settings, else the first that
the web view asks for and there is, else English, for which nothing is loaded at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, g, has_request_context, request
from jinja2 import pass_context
from jinja2.runtime import Context

from webui.tongues import (
    DOMAIN,
    ENGLISH,
    LANGUAGES,
    PSEUDO,
    Language,
    choose_language,
    language_of,
    read_catalogue,
)

if TYPE_CHECKING:
    from gettext import NullTranslations

__all__ = [
    "DOMAIN",
    "ENGLISH",
    "LANGUAGES",
    "PSEUDO",
    "Language",
    "Words",
    "gettext",
    "init_app",
    "language_of",
    "locale_name",
    "mark",
    "ngettext",
    "say_number",
    "speak",
    "speaking",
    "spoken",
]

_EXTENSION = "inglenook-words"
# Below it all these languages write a whole number alike.
_GROUPED_FROM = 1000


class Words:
    """The catalogues of one application, each read when somebody first needs it."""

    def __init__(self, folder: Path, chosen: Callable[[], str | None]) -> None:
        self._folder = folder
        self._read: dict[str, NullTranslations] = {}
        self.chosen = chosen

    def of(self, language: Language) -> NullTranslations | None:
        """Answer the catalogue of a language; None for English and for what was not built."""
        if language is ENGLISH:
            return None
        if language.tag not in self._read:
            self._read[language.tag] = read_catalogue(language, self._folder)
        return self._read[language.tag]


def init_app(app: Flask, chosen: Callable[[], str | None] = lambda: None) -> None:
    """Give templates `_` and `ngettext`, which escape the values that they take, and `language`.

    `chosen` answers the tag that the person chose, None to follow the system.
    """
    app.extensions[_EXTENSION] = Words(Path(app.root_path) / "languages", chosen)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    install = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]
    install(_find, _find_counted, newstyle=True)
    words = app.jinja_env.globals
    words["ngettext"] = _count_in_figures(cast("Callable[..., str]", words["ngettext"]))
    app.context_processor(lambda: {"language": spoken()})


def gettext(text: str, **values: object) -> str:
    """Answer a sentence with its values in it."""
    return _find(text) % values if values else _find(text)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Answer the sentence that fits the number, which it may name as `%(num)s`."""
    return _find_counted(one, many, number) % {"num": say_number(number), **values}


def say_number(number: float, decimals: int = 0) -> str:
    """Answer a number, rounded to so many decimals, as the person's language writes it."""
    if spoken() in (ENGLISH, PSEUDO):
        return f"{number:,.{decimals}f}"
    if not decimals and abs(round(number)) < _GROUPED_FROM:
        return str(round(number))
    from babel.numbers import format_decimal  # noqa: PLC0415 - only for large ones, not in English

    return format_decimal(number, f"#,##0.{'0' * decimals}".rstrip("."), locale=locale_name())


def locale_name() -> str:
    """Answer the spoken language as Babel names it, as in "zh_Hant"."""
    return spoken().tag.replace("-", "_")


def mark(text: str) -> str:
    """Answer the text itself: a sentence that stands in a table and is found there, to be put into
    the person's language when it is shown."""
    return text


def spoken() -> Language:
    """Answer the language of the request being served; English outside of one."""
    if not has_request_context():
        return ENGLISH
    if "language" not in g:
        g.language = language_of(_words().chosen()) or choose_language(
            request.accept_languages.values()
        )
    return cast("Language", g.language)


@contextmanager
def speaking(tags: Sequence[str]) -> Iterator[None]:
    """Speak the first language of `tags` that there is, where no request asks for one: on a
    terminal."""
    app = Flask(__package__)
    init_app(app)
    with app.test_request_context(headers={"Accept-Language": ", ".join(tags)}):
        yield


def speak(tag: str | None) -> None:
    """Speak the language that the person chose from now on, if they chose one."""
    g.language = language_of(tag) or spoken()


def _words() -> Words:
    return cast("Words", current_app.extensions[_EXTENSION])


def _catalogue() -> NullTranslations | None:
    language = spoken()
    return None if language is ENGLISH else _words().of(language)


def _find(text: str) -> str:
    catalogue = _catalogue()
    return catalogue.gettext(text) if catalogue and text else text


def _find_counted(one: str, many: str, number: int) -> str:
    catalogue = _catalogue()
    if catalogue:
        return catalogue.ngettext(one, many, number)
    return one if number == 1 else many


def _count_in_figures(counted: Callable[..., str]) -> Callable[..., str]:
    """Let a template's `ngettext` write its number as the person's language does."""

    @pass_context
    def ngettext(context: Context, one: str, many: str, number: int, **values: object) -> str:
        return counted(context, one, many, number, **{"num": say_number(number), **values})

    return ngettext
