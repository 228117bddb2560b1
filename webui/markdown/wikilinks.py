"""Links between pages: `[[Page#Heading|label]]`, `![[embed]]`, `[label](/pages/page)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote, urlencode

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from webui.language import gettext
from webui.markdown.headings import id_of
from webui.markdown.scene import scene_of
from webui.notebook.links import WIKILINK, local_target, title_in
from webui.notebook.slugs import slug_of

_SIZE = re.compile(r"\d{1,4}(?:x\d{1,4})?")
_FILE_NAME = re.compile(r".+\.\w{1,8}")
_IMAGE = re.compile(r"image/.+")


def wikilinks_plugin(parser: MarkdownIt) -> None:
    """Teach a parser links to pages; each knows where it leads, and whether a page is there."""
    parser.inline.ruler.before("link", "wikilink", _read_link)
    # Before images, of which an embed looks like the beginning.
    parser.inline.ruler.before("wikilink", "wiki_embed", _read_embed)
    parser.core.ruler.after("inline", "lead_links", _lead_links)


def embeds_of(tokens: list[Token]) -> Iterator[tuple[int, Token]]:
    """Paragraphs that are an embed and nothing else, by where they begin."""
    for at, token in enumerate(tokens):
        if token.type == "inline" and tokens[at - 1].type == "paragraph_open":
            children = [each for each in token.children or () if each.content or each.nesting]
            if children and children[0].meta.get("embed") and children[-1].type == "link_close":
                depth = [each.type for each in children].count("link_open")
                if depth == 1 and children[0].type == "link_open":
                    yield at - 1, children[0]


def _read_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    found = WIKILINK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        _push_link(state, found, is_embed=False)
    state.pos = found.end()
    return True


def _read_embed(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("![[", state.pos):
        return False
    found = WIKILINK.match(state.src, state.pos + 1)
    if found is None:
        return False
    if not silent and not _push_file(state, found):
        _push_link(state, found, is_embed=True)
    state.pos = found.end()
    return True


def _push_link(state: StateInline, found: re.Match[str], *, is_embed: bool) -> None:
    title, _, heading = (part.strip() for part in found[1].partition("#"))
    label = (found[2] or found[1]).strip()
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": "", "class": "wikilink"}
    opening.meta = {
        "slug": slug_of(title) if title else "",
        "title": title,
        "heading": heading,
        "embed": is_embed,
    }
    state.push("text", "", 0).content = label
    state.push("link_close", "a", -1)


def _push_file(state: StateInline, found: re.Match[str]) -> bool:
    """A picture is shown, another file linked to; answer whether there is such a file."""
    scene = scene_of(state.env)
    name = found[1].strip()
    if scene.surroundings is None or not _FILE_NAME.fullmatch(name) or not scene.allowance.files:
        return False
    scene.allowance.files -= 1
    file = scene.surroundings.file(name)
    if file is None:
        return False
    label = (found[2] or "").strip()
    if _IMAGE.fullmatch(file.type):
        size = label if _SIZE.fullmatch(label) else ""
        image = state.push("image", "img", 0)
        image.attrs = {"src": file.url, "alt": ""}
        if size:
            image.attrs["width"] = size.partition("x")[0]
        text = Token("text", "", 0, content=file.name if size else label or file.name)
        image.children = [text]
        image.content = text.content
        return True
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": file.url, "class": "file"}
    state.push("text", "", 0).content = label or file.name
    state.push("link_close", "a", -1)
    return True


def _lead_links(state: StateCore) -> None:
    """Give every link to a page its address, all asked of the notebook at once."""
    links = [link for link in _open_links(state.tokens) if _is_local(link)]
    surroundings = scene_of(state.env).surroundings
    slugs = {link.meta["slug"] for link in links if link.meta["slug"]}
    found = surroundings.resolve(slugs) if surroundings and slugs else {}
    for link in links:
        slug = link.meta["slug"]
        target = found.get(slug)
        anchor = f"#{quote(id_of(link.meta['heading']))}" if link.meta["heading"] else ""
        if not slug:
            link.attrSet("href", anchor)
        elif target is None and surroundings is not None:
            _lead_nowhere(link)
        else:
            link.attrSet("href", f"/pages/{quote(target.slug if target else slug)}{anchor}")


def _lead_nowhere(link: Token) -> None:
    """To the page that offers to make the page."""
    asked = {"title": link.meta["title"]} if link.meta["title"] else {}
    query = f"?{urlencode(asked)}" if asked else ""
    link.attrSet("href", f"/pages/{quote(link.meta['slug'])}{query}")
    link.attrSet("class", "wikilink wikilink--missing")
    link.attrSet("title", gettext("This page does not exist yet"))


def _open_links(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                yield child


def _is_local(link: Token) -> bool:
    """Whether a link leads to a page or within this one; what is known of it is then in `meta`."""
    if "slug" in link.meta:
        return True
    href = str(link.attrGet("href") or "")
    if href.startswith("#") and not href.startswith("#fn"):
        link.meta.update(_within(unquote(href[1:])))
        return True
    target = local_target(href)
    if target is None:
        return False
    slug, heading = target
    link.meta = {**link.meta, "slug": slug, "title": title_in(href), "heading": heading}
    link.attrSet("class", "wikilink")
    return True


def _within(heading: str) -> dict[str, Any]:
    return {"slug": "", "title": "", "heading": heading}
