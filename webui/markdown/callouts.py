"""Callouts: a quotation that begins with `[!note]`, `[!warning]- Title` and the like."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from webui.language import gettext, mark

_MARK = re.compile(r"\[!([A-Za-z][A-Za-z-]{0,30})\]([+-]?)(?:[ \t]+([^\n]*))?(?:\n|$)")

# Each family looks its own way; what other programs call them leads to one of them.
_FAMILIES = {
    "note": ("note", "info", "abstract", "summary", "todo", "example", "important"),
    "tip": ("tip", "hint", "success", "check", "done"),
    "question": ("question", "help", "faq"),
    "warning": ("warning", "caution", "attention"),
    "danger": ("danger", "error", "bug", "failure", "fail", "missing"),
    "quote": ("quote", "cite"),
}
_FAMILY_OF = {name: family for family, names in _FAMILIES.items() for name in names}
_TITLES = {
    "note": mark("Note"),
    "info": mark("Info"),
    "abstract": mark("Summary"),
    "summary": mark("Summary"),
    "todo": mark("To do"),
    "example": mark("Example"),
    "important": mark("Important"),
    "tip": mark("Tip"),
    "hint": mark("Hint"),
    "success": mark("Success"),
    "question": mark("Question"),
    "warning": mark("Warning"),
    "caution": mark("Caution"),
    "danger": mark("Danger"),
    "error": mark("Error"),
    "bug": mark("Bug"),
    "quote": mark("Quote"),
}
CLASSES = frozenset({"callout", "callout__title", *(f"callout--{family}" for family in _FAMILIES)})


def callouts_plugin(parser: MarkdownIt) -> None:
    """Teach a parser callouts. With "-" or "+" one folds, closed or open."""
    parser.core.ruler.before("inline", "callouts", _make_callouts)


def _make_callouts(state: StateCore) -> None:
    tokens: list[Token] = []
    # For each quotation that is open: the tag that its end takes, None for a plain one.
    tags: list[str | None] = []
    for at, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            found = _find_mark(state.tokens, at)
            tags.append(None if found is None else "details" if found[2] else "aside")
            tokens.append(token)
            if found is not None:
                tokens += _open(token, found)
                state.tokens[at + 2].content = state.tokens[at + 2].content[found.end() :]
            continue
        if token.type == "blockquote_close" and (tag := tags.pop()) is not None:
            token.tag = tag
        tokens.append(token)
    state.tokens = [*_without_empty(tokens)]


def _find_mark(tokens: list[Token], at: int) -> re.Match[str] | None:
    if len(tokens) <= at + 2 or tokens[at + 2].type != "inline":
        return None
    return _MARK.match(tokens[at + 2].content) if tokens[at + 1].type == "paragraph_open" else None


def _open(quote: Token, found: re.Match[str]) -> list[Token]:
    """Make the quotation a callout, and answer its title."""
    kind = found[1].lower()
    folds = found[2]
    quote.tag = "details" if folds else "aside"
    quote.attrs = {"class": f"callout callout--{_FAMILY_OF.get(kind, 'note')}"}
    if folds == "+":
        quote.attrs["open"] = ""
    tag = "summary" if folds else "p"
    opening = Token("callout_title_open", tag, 1, attrs={"class": "callout__title"}, block=True)
    closing = Token("callout_title_close", tag, -1, block=True)
    known = gettext(_TITLES[kind]) if kind in _TITLES else found[1].capitalize()
    title = Token("inline", "", 0, content=(found[3] or "").strip() or known, children=[])
    title.map = quote.map
    return [opening, title, closing]


def _without_empty(tokens: list[Token]) -> list[Token]:
    """The tokens without the paragraphs of which the mark was all."""
    kept: list[Token] = []
    skip = 0
    for at, token in enumerate(tokens):
        if skip:
            skip -= 1
        elif token.type == "paragraph_open" and not tokens[at + 1].content:
            skip = 2
        else:
            kept.append(token)
    return kept
