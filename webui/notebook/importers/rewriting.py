"""Changing the links of a Markdown text, and nothing else of it: code stays as it is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"[ \t>]*(?:[-*+][ \t]+)?(`{3,}(?=[^`]*$)|~{3,})")
_THINGS = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`)[^\n]{1,2000}?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<wiki>(?P<embed>!?)\[\[(?P<target>[^\[\]|#\n]*)(?P<heading>#[^\[\]|\n]*?)?"
    r"(?:\\?\|(?P<label>[^\[\]\n]*))?\]\])"
    r"|(?P<bang>!?)\[(?P<text>[^\[\]\n]*)\]"
    r"""\([ \t]*(?P<dest><[^<>\n]+>|[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)"""
    r"""(?P<title>[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?[ \t]*\)"""
)


@dataclass(frozen=True, slots=True)
class WikiLink:
    """`![[target#heading|label]]` as it stands in the text; `heading` without its "#"."""

    whole: str
    is_embed: bool
    target: str
    heading: str
    label: str


@dataclass(frozen=True, slots=True)
class MarkdownLink:
    """`![text](destination "title")` as it stands in the text."""

    whole: str
    is_image: bool
    text: str
    destination: str
    title: str


def rewrite_links(
    body: str,
    wiki: Callable[[WikiLink], str],
    markdown: Callable[[MarkdownLink], str],
) -> str:
    """The text with each link outside of code as the two functions answer it."""

    def change(found: re.Match[str]) -> str:
        if found["code"] is not None:
            return found[0]
        if found["wiki"] is not None:
            return wiki(_to_wiki(found))
        return markdown(_to_markdown(found))

    if "](" not in body and "[[" not in body:
        return body
    lines = body.split("\n")
    for at in _prose(lines):
        lines[at] = _THINGS.sub(change, lines[at])
    return "\n".join(lines)


def _prose(lines: list[str]) -> Iterator[int]:
    """The lines outside fenced code that may hold a link."""
    fence = ""
    for at, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line[mark.end() :].strip():
                fence = ""
        elif mark:
            fence = mark[1]
        elif "](" in line or "[[" in line:
            yield at


def _to_wiki(found: re.Match[str]) -> WikiLink:
    heading = (found["heading"] or "").removeprefix("#").strip()
    target = found["target"].rstrip("\\").strip()
    return WikiLink(found[0], bool(found["embed"]), target, heading, (found["label"] or "").strip())


def _to_markdown(found: re.Match[str]) -> MarkdownLink:
    destination = found["dest"].removeprefix("<").removesuffix(">")
    return MarkdownLink(
        found[0], bool(found["bang"]), found["text"], destination, found["title"] or ""
    )
