"""The last word on what the HTML of a page may hold: nh3, with lists of what does no harm."""

# ruff: noqa: PLC0415 - the library takes 50 ms to import, and no login page needs it

from __future__ import annotations

import re
from collections.abc import Callable

from webui.markdown import callouts, code

_MORE_TAGS = {"input", "label", "section", "figure", "figcaption"}
# Parts of a picture that are links, where nobody expects one.
_UNWANTED_TAGS = {"map", "area"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "class", "id"},
    "aside": {"class"},
    "code": {"class", "title"},
    "details": {"class", "open"},
    "div": {"class"},
    "hr": {"class"},
    "input": {"type", "checked", "disabled", "class", "aria-label", "data-line"},
    "li": {"class", "id", "data-page", "data-revision"},
    "ol": {"class", "start"},
    "p": {"class"},
    "section": {"class", "data-page", "data-revision"},
    "span": {"class"},
    "summary": {"class"},
    "sup": {"class"},
    "table": {"class"},
    "td": {"align", "class"},
    "th": {"align", "scope"},
    "time": {"class", "datetime"},
    "ul": {"class"},
    **{heading: {"id"} for heading in _HEADINGS},
}
_CLASSES = (
    {
        *("contains-task-list", "task-list-item", "task-list-item-checkbox", "due", "due--late"),
        *("footnotes", "footnotes-list", "footnote-item", "footnote-ref", "footnote-backref"),
        *("footnotes-sep", "wikilink", "wikilink--missing", "file", "math", "math--wrong"),
        *("embed", "embed__head", "embed__note", "as-written"),
        *("query", "query__count", "query__wrong", "query__group", "query__note", "query__when"),
        *("query__table", "query__list", "query__days", "query__day", "query__empty"),
        *("query__place", "query__number", "query__month", "query__day--today"),
    }
    | callouts.CLASSES
    | code.CLASSES
)
# A page's ids must not pass for the program's own (OWASP DOM Clobbering Prevention).
_IDS = {
    "li": re.compile(r"fn(?:-e\d+-)?\d+"),
    "a": re.compile(r"fnref(?:-e\d+-)?\d+(?::\d+)?"),
    **{heading: re.compile(r"h-[^\s\"'<>&#]{1,120}") for heading in _HEADINGS},
}
# A picture loads by itself, so it may come from the notebook's files alone: elsewhere would tell
# of the reading, and some other address of ours would be asked for with the person's own rights.
_OWN_FILE = re.compile(r"/files/[0-9A-Za-z-]+/[^/?#\\]+")
# Browsers drop controls, and read slashes and backslashes as a host (WHATWG URL section 4.4).
_LEADS_ASTRAY = re.compile(r"[\x00-\x1f\x7f\\]|^\s*//")
_SEALED = frozenset({"data-line", "data-page", "data-revision"})

Filter = Callable[[str, str, str], str | None]


def clean(html: str, seal: str) -> str:
    """Answer the HTML without everything that is not on a list.

    What tells the program's own scripts something carries the seal, or is gone: nobody who writes
    a page can make a box that ticks another page's task.
    """
    import nh3

    return nh3.clean(
        html,
        tags=(nh3.ALLOWED_TAGS | _MORE_TAGS) - _UNWANTED_TAGS,
        attributes={**nh3.ALLOWED_ATTRIBUTES, **_merge(nh3.ALLOWED_ATTRIBUTES)},
        attribute_filter=_filter(seal),
        # A field for text would be a place to ask for a password.
        set_tag_attribute_values={"input": {"type": "checkbox"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


def _merge(known: dict[str, set[str]]) -> dict[str, set[str]]:
    return {tag: names | known.get(tag, set()) for tag, names in _ATTRIBUTES.items()}


def _filter(seal: str) -> Filter:
    sealed = f"{seal}:"

    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute in _SEALED:
            return value.removeprefix(sealed) if value.startswith(sealed) else None
        if value == seal:
            return value
        return _keep(tag, attribute, value)

    return keep


def _keep(tag: str, attribute: str, value: str) -> str | None:
    match tag, attribute:
        case _, "class":
            return _keep_classes(tag, value)
        case _, "id":
            known = _IDS.get(tag)
            return value if known and known.fullmatch(value) else None
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
