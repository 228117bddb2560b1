"""Bounds: however odd a page is, drawing it takes less than a second for a megabyte.

What goes beyond them is shown as it was written.
"""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from webui.language import gettext
from webui.markdown.scene import Scene, scene_of

LONGEST_DRAWN = 1_000_000
MOST_LINES = 20_000

# Signs that the parser stops at, each of which costs some microseconds.
_MARK = re.compile(r"[\n!\"$&*:<>\[\\\]^_`{}~]")
_EACH_LINE = 8
MOST_COLUMNS = 500


def bounds_plugin(parser: MarkdownIt) -> None:
    """Teach a parser to stop reading what would take long."""
    parser.core.ruler.at("inline", _read_lines)
    parser.block.ruler.at("table", _read_table, {"alt": ["paragraph", "reference"]})


def divide(text: str) -> tuple[str, str]:
    """The part of a text that is drawn, and the rest, which is shown as it was written."""
    end = len(text) if len(text) <= LONGEST_DRAWN else text.rfind("\n", 0, LONGEST_DRAWN) + 1
    end = end or LONGEST_DRAWN
    at = -1
    for _ in range(MOST_LINES):
        at = text.find("\n", at + 1, end)
        if at < 0:
            return text[:end], text[end:]
    return text[: at + 1], text[at + 1 :]


def as_written(scene: Scene, text: str) -> str:
    """The HTML of what is not drawn."""
    if not text:
        return ""
    why = gettext("This page is very long. From here on it is shown as it was written.")
    plain = scene.insert(escape(text))
    return f'<p class="embed__note">{escape(why)}</p>\n<pre class="as-written">{plain}</pre>'


def _read_lines(state: StateCore) -> None:
    scene = scene_of(state.env)
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = token.children or []
        scene.allowance.marks -= _EACH_LINE + len(_MARK.findall(token.content))
        if scene.allowance.marks >= 0:
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        else:
            html = escape(token.content).replace("\n", "<br>\n")
            plain = Token("html_inline", "", 0, content=scene.insert(html))
            token.children = [plain]


def _read_table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A table ends where the allowance does."""
    if silent:
        return table(state, first, end, silent)
    allowance = scene_of(state.env).allowance
    columns = max(1, state.src.count("|", state.bMarks[first], state.eMarks[first]) - 1)
    if columns > MOST_COLUMNS:
        return False
    end = min(end, first + 2 + max(0, allowance.cells) // columns)
    is_table = table(state, first, end, silent)
    if is_table:
        allowance.cells -= columns * (state.line - first)
    return is_table
