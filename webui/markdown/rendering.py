"""Markdown to HTML that can be shown without fear: markdown-it-py, then nh3 over all of it."""

# ruff: noqa: PLC0415 - the libraries take 100 ms to import, and no login page needs them

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from webui.markdown.scene import Heading, Scene

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from webui.markdown.surroundings import Surroundings

QUERY = "query"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as it is read: its HTML, and its headings with their addresses."""

    html: Markup
    outline: tuple[Heading, ...]


def render(text: str) -> Markup:
    """Answer the HTML of a text by itself: no link is known to be missing, no task can be ticked.

    Every tag and attribute in it is on a list; scripts, styles, frames, event handlers and links
    of other kinds than http, https, mailto and local ones are gone, however they were written.
    """
    return draw(text).html


def draw(
    text: str, surroundings: Surroundings | None = None, slug: str = "", *, can_tick: bool = False
) -> Drawn:
    """Answer a page as it is read in the notebook around it, as safe as `render`.

    Takes less than a second for a megabyte, whatever stands in it.
    """
    from webui.markdown.cleaning import clean

    scene = Scene(surroundings=surroundings, can_tick=can_tick, above=(slug,))
    html = scene.put_inserts(clean(_to_html(scene, text), scene.seal))
    # nh3 is what makes it safe to mark as such.
    return Drawn(Markup(html), tuple(scene.outline))  # noqa: S704


def _to_html(scene: Scene, text: str) -> str:
    from webui.markdown.bounds import as_written, divide
    from webui.markdown.embeds import put_embeds

    parser = _parser()
    env = scene.env()
    text, rest = divide(text)
    tokens = put_embeds(scene, parser.parse(text, env), _to_html)
    return str(parser.renderer.render(tokens, parser.options, env)) + as_written(scene, rest)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    from webui.markdown.bounds import bounds_plugin
    from webui.markdown.callouts import callouts_plugin
    from webui.markdown.headings import headings_plugin
    from webui.markdown.maths import maths_plugin
    from webui.markdown.tasks import tasks_plugin
    from webui.markdown.wikilinks import wikilinks_plugin

    parser = MarkdownIt("commonmark", {"html": True})
    parser.enable(["table", "strikethrough"])
    for plugin in (
        *(front_matter_plugin, footnote_plugin, deflist_plugin, maths_plugin, callouts_plugin),
        *(wikilinks_plugin, headings_plugin, tasks_plugin, bounds_plugin),
    ):
        parser.use(plugin)
    # One writes a line and sees a line: a notebook is not a README.
    parser.options["breaks"] = True
    parser.renderer.rules["fence"] = _draw_fence  # type: ignore[attr-defined] # the protocol leaves it out
    return parser


def _draw_fence(
    tokens: Sequence[Token], at: int, _options: Any, env: MutableMapping[str, Any]
) -> str:
    """Code in its colours, or what a query block shows."""
    from markdown_it.common.utils import unescapeAll

    from webui.markdown.code import colour
    from webui.markdown.scene import scene_of

    token, scene = tokens[at], scene_of(env)
    language = unescapeAll(token.info).strip().partition(" ")[0]
    if language == QUERY and scene.surroundings is not None:
        scene.allowance.queries -= 1
        if scene.allowance.queries >= 0:
            return scene.surroundings.query(token.content, scene.seal)
    html = colour(token.content, language, scene.allowance)
    if html is None:
        html = scene.insert(escape(token.content))
    name = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{name}>{html}</code></pre>\n"
