"""Markdown to HTML that can be shown without fear: markdown-it-py, then nh3 over all of it."""

# ruff: noqa: PLC0415 - both libraries take 100 ms to import, and no login page needs them

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MORE_TAGS = {"input", "label", "section", "figure", "figcaption"}
# Parts of a picture that are links, where nobody expects one.
_UNWANTED_TAGS = {"map", "area"}
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "class", "id"},
    "code": {"class"},
    "hr": {"class"},
    "input": {"type", "checked", "disabled", "class"},
    "li": {"class", "id"},
    "ol": {"class", "start"},
    "section": {"class"},
    "sup": {"class"},
    "td": {"align"},
    "th": {"align"},
    "ul": {"class"},
}
_CLASSES = {
    "contains-task-list",
    "task-list-item",
    "task-list-item-checkbox",
    "footnotes",
    "footnotes-list",
    "footnote-item",
    "footnote-ref",
    "footnote-backref",
    "footnotes-sep",
    "wikilink",
}
# The ids that footnotes need, and no other: a page's ids must not pass for the program's own
# (OWASP DOM Clobbering Prevention).
_FOOTNOTE_ID = re.compile(r"fn(?:ref)?\d+(?::\d+)?")
# A picture loads by itself, so it may come from the notebook's files alone: elsewhere would tell
# of the reading, and some other address of ours would be asked for with the person's own rights.
_OWN_FILE = re.compile(r"/files/[0-9A-Za-z-]+/[^/?#\\]+")
# Browsers drop controls, and read slashes and backslashes as a host (WHATWG URL section 4.4).
_LEADS_ASTRAY = re.compile(r"[\x00-\x1f\x7f\\]|^\s*//")


def render(text: str) -> Markup:
    """Answer the HTML of a page's Markdown.

    Every tag and attribute in it is on a list; scripts, styles, frames, event handlers and links
    of other kinds than http, https, mailto and local ones are gone, however they were written.
    """
    # nh3 is what makes it safe to mark as such.
    return Markup(_clean(_parser().render(text)))  # noqa: S704


def _clean(html: str) -> str:
    import nh3

    return nh3.clean(
        html,
        tags=(nh3.ALLOWED_TAGS | _MORE_TAGS) - _UNWANTED_TAGS,
        attributes={**nh3.ALLOWED_ATTRIBUTES, **_ATTRIBUTES},
        attribute_filter=_keep_attribute,
        # A field for text would be a place to ask for a password.
        set_tag_attribute_values={"input": {"type": "checkbox"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    from webui.markdown.wikilinks import wikilinks_plugin

    parser = MarkdownIt("commonmark", {"html": True})
    parser.enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(tasklists_plugin, label=True).use(footnote_plugin).use(
        deflist_plugin
    )
    parser.use(wikilinks_plugin)
    # One writes a line and sees a line: a notebook is not a README.
    parser.options["breaks"] = True
    return parser


def _keep_attribute(tag: str, attribute: str, value: str) -> str | None:
    match tag, attribute:
        case _, "class":
            return _keep_classes(tag, value)
        case _, "id":
            return value if _FOOTNOTE_ID.fullmatch(value) else None
        case "img", "src":
            return value if _OWN_FILE.fullmatch(value) else None
        case "a", "href":
            return None if _LEADS_ASTRAY.search(value) else value
    return value


def _keep_classes(tag: str, value: str) -> str | None:
    kept = [
        name
        for name in value.split()
        if name in _CLASSES or (tag == "code" and name.startswith("language-"))
    ]
    return " ".join(kept) or None
