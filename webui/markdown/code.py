"""Code, coloured: words of a programming language in spans with classes, for the style sheet."""

# ruff: noqa: PLC0415 - Pygments takes 30 ms to import, and few pages hold code

from __future__ import annotations

import time
from html import escape
from itertools import islice

from webui.markdown.scene import Allowance

LONGEST_BLOCK = 20_000
_LONGEST_LINE = 2_000
_SECONDS = 0.15
# The editor's kinds, by the beginning of Pygments' own short names.
_KINDS = {
    "": "",
    "k": "keyword",
    "kc": "value",
    "kt": "type",
    "ow": "keyword",
    "nf": "name",
    "fm": "name",
    "nc": "type",
    "nd": "",
    "nb": "",
    "nt": "type",
    "na": "property",
    "no": "value",
    "ne": "",
    "s": "string",
    "m": "value",
    "c": "comment",
    "cp": "keyword",
    "gh": "keyword",
    "gu": "keyword",
    "gd": "keyword",
    "gi": "string",
    "gp": "comment",
    "l": "value",
}
CLASSES = frozenset(f"code-{kind}" for kind in _KINDS.values() if kind)


def colour(source: str, language: str, allowance: Allowance) -> str | None:
    """The HTML of some code; None when its language is not known, or there is too much of it."""
    allowance.code -= len(source)
    is_long = len(source) > LONGEST_BLOCK or allowance.code < 0
    if not language or is_long or any(len(line) > _LONGEST_LINE for line in source.split("\n")):
        return None
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
    parts: list[str] = []
    until = time.monotonic() + _SECONDS
    done = 0
    for kind, text in lexer.get_tokens(source):
        parts.append(_span(_kind_of(kind), text))
        done += len(text)
        if time.monotonic() > until:
            # A language that takes too long is shown plain from here on.
            parts.append(escape("".join(islice(source, done, None))))
            break
    return "".join(parts)


def _kind_of(kind: object) -> str:
    from pygments.token import STANDARD_TYPES

    name = STANDARD_TYPES.get(kind, "")  # type: ignore[call-overload] # its keys are types
    while name not in _KINDS:
        name = name[:-1]
    return _KINDS[name]


def _span(kind: str, text: str) -> str:
    plain = escape(text)
    return f'<span class="code-{kind}">{plain}</span>' if kind and text.strip() else plain
