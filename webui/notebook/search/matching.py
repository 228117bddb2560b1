"""A query against the text of one page: is it right, how often, and where."""

import re
from collections.abc import Callable
from functools import lru_cache

from webui.notebook.search.letters import letter_pattern
from webui.notebook.search.nodes import And, Node, Not, Or, Text

_BETWEEN = r"[\W_]{0,40}?"
_ASCII_BEFORE, _ASCII_AFTER = "(?<![a-z0-9])", "(?![a-z0-9])"


def pattern_of(text: Text) -> re.Pattern[str]:
    """Finds the pieces in a folded text."""
    return _compile(text.pieces, text.begins)


def is_right(node: Node, title: str, text: str, ask: Callable[[Node], bool]) -> bool:
    """Whether a page answers the query. Title and text are folded; facts are asked of the index."""
    match node:
        case Text():
            found = pattern_of(node).search
            return bool(found(title) or (node.field == "any" and found(text)))
        case And():
            return all(is_right(part, title, text, ask) for part in node.parts)
        case Or():
            return any(is_right(part, title, text, ask) for part in node.parts)
        case Not():
            return not is_right(node.part, title, text, ask)
    return ask(node)


def any_of(texts: list[Text]) -> re.Pattern[str] | None:
    """Finds any of the texts, the longest first; None when there are none."""
    sources = {pattern_of(text).pattern for text in texts}
    if not sources:
        return None
    return re.compile("|".join(sorted(sources, key=len, reverse=True)))


@lru_cache(maxsize=256)
def _compile(pieces: tuple[tuple[str, bool], ...], begins: bool) -> re.Pattern[str]:
    source = _BETWEEN.join(re.escape(piece) for piece, _ in pieces)
    before, after = _edges("".join(piece for piece, _ in pieces))
    first_is_run, last_is_run = pieces[0][1], pieces[-1][1]
    start = "" if first_is_run else before
    end = "" if last_is_run else (f"{letter_pattern()}*" if begins else after)
    if begins and not last_is_run and source.isascii():
        end = "[a-z0-9]*"
    return re.compile(start + source + end)


def _edges(source: str) -> tuple[str, str]:
    """What may not stand before and after a word. Letters beyond ASCII take long to compile."""
    if source.isascii():
        return _ASCII_BEFORE, _ASCII_AFTER
    letter = letter_pattern()
    return f"(?<!{letter})", f"(?!{letter})"
