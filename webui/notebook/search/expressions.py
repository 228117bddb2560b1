"""The syntax of the index (FTS5's), every token in quotes."""

from webui.notebook.search.tokens import EVERY_PAGE


def quote(token: str) -> str:
    """The pages with a token."""
    # No sign and no letter that tokens are made of is a quotation mark.
    return f'"{token}"'


def every(expressions: list[str]) -> str:
    """What all of them list."""
    return expressions[0] if len(expressions) == 1 else f"({' AND '.join(expressions)})"


def some(expressions: list[str]) -> str:
    """What any of them lists."""
    return expressions[0] if len(expressions) == 1 else f"({' OR '.join(expressions)})"


def exclude(wanted: list[str], unwanted: list[str]) -> str:
    """What all of the wanted list, or else every page, without what any of the unwanted lists."""
    found = every(wanted or [quote(EVERY_PAGE)])
    return f"({found} NOT {some(unwanted)})" if unwanted else found
