"""`[[Page]]` and `[[Page|label]]`: links between pages by their titles."""

from __future__ import annotations

from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from webui.notebook.links import WIKILINK
from webui.notebook.slugs import slug_of


def wikilinks_plugin(parser: MarkdownIt) -> None:
    """Teach a parser wiki links. A link leads to where a page of that title lives."""
    parser.inline.ruler.before("link", "wikilink", _read_link)


def _read_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    found = WIKILINK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        _push_link(state, found[1].strip(), (found[2] or found[1]).strip())
    state.pos = found.end()
    return True


def _push_link(state: StateInline, title: str, label: str) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": f"/pages/{quote(slug_of(title))}", "class": "wikilink"}
    state.push("text", "", 0).content = label
    state.push("link_close", "a", -1)
