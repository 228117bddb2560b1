"""Tasks: `- [ ]` with a box that knows its line, and the day on which it is due."""

from __future__ import annotations

import re
from datetime import date
from html import escape
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from webui.dates import say_due
from webui.language import gettext
from webui.markdown.headings import plain_text
from webui.markdown.scene import Scene, scene_of
from webui.notebook.tasks import DUE

_BOX = re.compile(r"\[([ xX])\][ \t]+(?=\S)|\[([ xX])\][ \t]*$")


def tasks_plugin(parser: MarkdownIt) -> None:
    """Teach a parser the boxes of tasks, after everything within a line is known."""
    parser.core.ruler.push("tasks", _find_boxes)


def _find_boxes(state: StateCore) -> None:
    scene = scene_of(state.env)
    lists: list[Token] = []
    for at, token in enumerate(state.tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif _begins_item(state.tokens, at) and _make_box(scene, token):
            state.tokens[at - 2].attrSet("class", "task-list-item")
            lists[-1].attrSet("class", "contains-task-list")


def _begins_item(tokens: list[Token], at: int) -> bool:
    return tokens[at].type == "inline" and at > 1 and tokens[at - 2].type == "list_item_open"


def _make_box(scene: Scene, line: Token) -> bool:
    children = line.children or []
    if not children or children[0].type != "text":
        return False
    found = _BOX.match(children[0].content)
    # A box and nothing after it is no task, as the index sees it.
    if found is None or (found[2] is not None and len(children) == 1):
        return False
    children[0].content = children[0].content[found.end() :]
    is_done = (found[1] or found[2]) != " "
    dated = [part for child in children for part in _with_days(scene, child, is_done)]
    place = scene.first_line + (line.map[0] if line.map else 0)
    box = Token("html_inline", "", 0, content=_box(scene, place, is_done, plain_text(children)))
    line.children = [box, Token("text", "", 0, content=" "), *dated]
    return True


def _box(scene: Scene, place: int, is_done: bool, text: str) -> str:
    name = gettext("Done: %(task)s", task=text[:200])
    state = " checked" if is_done else ""
    state += f' data-line="{scene.seal}:{place}"' if scene.can_tick else " disabled"
    return (
        '<input class="task-list-item-checkbox" type="checkbox"'
        f' aria-label="{escape(name)}"{state}>'
    )


def _with_days(scene: Scene, token: Token, is_done: bool) -> list[Token]:
    """The token, with each day in it as people say days, as far as the allowance goes."""
    if token.type != "text":
        return [token]
    parts: list[Token] = []
    at = 0
    for found in islice(DUE.finditer(token.content), scene.allowance.days):
        scene.allowance.days -= 1
        day = _read_day(found[1])
        if day is not None:
            parts.append(Token("text", "", 0, content=token.content[at : found.start()]))
            parts.append(Token("html_inline", "", 0, content=_say(scene, day, is_done)))
            at = found.end()
    return [*parts, Token("text", "", 0, content=token.content[at:])]


def _say(scene: Scene, day: date, is_done: bool) -> str:
    today = scene.surroundings.today if scene.surroundings else None
    is_late = today is not None and day < today and not is_done
    name = "due due--late" if is_late else "due"
    return f'<time class="{name}" datetime="{day.isoformat()}">{escape(say_due(day, today))}</time>'


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
