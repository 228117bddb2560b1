"""HTML of other programs as Markdown."""

# ruff: noqa: PLC0415 - the libraries take 100 ms to import, and only an import needs them

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from webui.notebook.importers.sources import ArchiveRefused

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_UNWANTED = ("script", "style", "template", "noscript", "iframe", "object", "form", "head")
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_DECLARATION = re.compile(r"<\?xml[^<>]*>")
_IN_BRACKETS = re.compile(r"^\[([^\[\]]*)\]$")
_RAW = "x-raw"
_LISTS = ("ul", "ol")

Change = Callable[["Tag"], str | None]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a format's elements become: Markdown by the element's name; None leaves it as it is."""

    elements: dict[str, Change] = field(default_factory=dict)


def read_html(text: str) -> BeautifulSoup:
    """The document. Raises ArchiveRefused when it is nested beyond measure."""
    from bs4 import BeautifulSoup

    try:
        # Without these a text that looks like an address or like XML is warned about.
        return BeautifulSoup(f"<!-- -->{_DECLARATION.sub('', text)}", "html.parser")
    except RecursionError as error:
        raise ArchiveRefused("Its HTML is nested too deeply to be read.") from error


def to_markdown(document: BeautifulSoup, rules: Rules) -> str:
    """The Markdown of a document, which is used up. Raises ArchiveRefused as `read_html`."""
    try:
        for element in document(_UNWANTED):
            element.decompose()
        _apply(document, rules)
        _nest_lists(document)
        text = str(_converter().convert_soup(document))
    except RecursionError as error:
        raise ArchiveRefused("Its HTML is nested too deeply to be read.") from error
    return _BLANK_LINES.sub("\n\n", _TRAILING.sub("", text)).strip("\n") + "\n"


def raw(document: BeautifulSoup, words: str) -> Tag:
    """An element that stands for Markdown, letter for letter."""
    element = document.new_tag(_RAW)
    element.string = words
    return element


def _apply(document: BeautifulSoup, rules: Rules) -> None:
    for name, change in rules.elements.items():
        for element in document(name):
            words = change(element)
            if words is not None:
                element.replace_with(raw(document, words))


def _nest_lists(document: BeautifulSoup) -> None:
    """Put a list that stands between the items of another into the item before it, where browsers
    show it and where Markdown has it."""
    for inner in document(_LISTS):
        if inner.parent is not None and inner.parent.name in _LISTS:
            before = inner.find_previous_sibling("li")
            if before is not None:
                before.append(inner.extract())


def _converter() -> Any:
    from markdownify import ATX, MarkdownConverter

    class Converter(MarkdownConverter):
        # Called by the names of their arguments.
        def convert_x_raw(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
            return str(el.get_text())

        def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
            # Else a note of Wikipedia, "[31]" within a link, would lead to a page of that name.
            words = _IN_BRACKETS.sub(r"\\[\1\\]", text)
            converter: Any = super()
            return str(converter.convert_a(el, words, parent_tags))

        def convert_input(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002
            if el.get("type") != "checkbox":
                return ""
            return "[x] " if el.has_attr("checked") else "[ ] "

    return Converter(heading_style=ATX, bullets="-", escape_misc=False)
