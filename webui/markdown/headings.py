"""Headings have addresses, and make the outline of a page."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from webui.markdown.scene import Heading, scene_of
from webui.notebook.slugs import plain_slug

# Addresses within a page begin so: none of them can pass for an id of the program itself.
PREFIX = "h-"
MOST_OUTLINED = 500


def headings_plugin(parser: MarkdownIt) -> None:
    """Teach a parser to give each heading an id, and to list them in the scene."""
    parser.core.ruler.push("heading_ids", _name_headings)


def id_of(heading: str) -> str:
    """The id of the first heading that says this; an id is its own."""
    name = heading.removeprefix(PREFIX)
    return PREFIX + (plain_slug(name).replace("/", "-") or "section")


def plain_text(tokens: list[Token] | None) -> str:
    """The words of a line, without its marks."""
    words = []
    for token in tokens or ():
        if token.type == "image":
            words.append(plain_text(token.children))
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type != "html_inline":
            words.append(token.content)
    return "".join(words).strip()


def _name_headings(state: StateCore) -> None:
    scene = scene_of(state.env)
    if scene.is_embedded:
        return
    seen: dict[str, int] = {}
    for at, token in enumerate(state.tokens):
        if token.type != "heading_open":
            continue
        text = plain_text(state.tokens[at + 1].children)
        name = id_of(text)
        seen[name] = seen.get(name, 0) + 1
        number = seen[name]
        token.attrSet("id", name if number == 1 else f"{name}-{number}")
        if len(scene.outline) < MOST_OUTLINED and text:
            level = int(token.tag[1])
            scene.outline.append(Heading(level, text, str(token.attrGet("id"))))
