"""The program's own words in the person's language, as gettext keeps them.

English is the key. Values are named, `%(name)s`, so that a translation may move them.
"""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Give templates `_` and `ngettext`, which escape the values that they take."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    install = app.jinja_env.install_gettext_callables  # type: ignore[attr-defined]
    install(_find, _find_counted, newstyle=True)


def gettext(text: str, **values: object) -> str:
    """Answer a sentence with its values in it."""
    return _find(text) % values if values else _find(text)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Answer the sentence that fits the number, which it may name as `%(num)d`."""
    return _find_counted(one, many, number) % {"num": number, **values}


def mark(text: str) -> str:
    """Answer the text itself: a sentence that stands in a table and is found there, to be put into
    the person's language when it is shown."""
    return text


def _find(text: str) -> str:
    return text


def _find_counted(one: str, many: str, number: int) -> str:
    return one if number == 1 else many
