"""Pages within pages: `![[Page]]` and `![[Page#Heading]]`, bounded, and never in a circle."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import quote

from markdown_it.token import Token

from webui.language import gettext
from webui.markdown.headings import id_of
from webui.markdown.scene import DEEPEST_EMBED, Scene
from webui.markdown.surroundings import Shown
from webui.markdown.wikilinks import embeds_of

Draw = Callable[[Scene, str], str]


def put_embeds(scene: Scene, tokens: list[Token], draw: Draw) -> list[Token]:
    """Replace each paragraph that is an embed by the page that it names, as `draw` draws it."""
    drawn = {}
    for at, link in embeds_of(tokens):
        html = _draw_embed(scene, link, draw)
        if html is not None:
            drawn[at] = Token("html_block", "", 0, content=html)
    if not drawn:
        return tokens
    kept: list[Token] = []
    skip = 0
    for at, token in enumerate(tokens):
        if skip:
            skip -= 1
        elif at in drawn:
            kept.append(drawn[at])
            skip = 2
        else:
            kept.append(token)
    return kept


def _draw_embed(scene: Scene, link: Token, draw: Draw) -> str | None:
    """The HTML of an embed; None for what stays a link: there is no such page, or no end of it."""
    if scene.surroundings is None or not link.meta["slug"]:
        return None
    heading = link.meta["heading"]
    shown = scene.surroundings.embed(link.meta["slug"], heading)
    if shown is None:
        return None
    if shown.slug in scene.above:
        return _frame(scene, shown, heading, _note(gettext("This page would show itself here.")))
    allowance = scene.allowance
    allowance.embeds -= 1
    allowance.embedded -= len(shown.text)
    if len(scene.above) > DEEPEST_EMBED or min(allowance.embeds, allowance.embedded) < 0:
        return _frame(scene, shown, heading, _note(gettext("Open the page to read it.")))
    inner = Scene(
        surroundings=scene.surroundings,
        can_tick=scene.can_tick,
        above=(*scene.above, shown.slug),
        first_line=shown.line,
        allowance=allowance,
        inserts=scene.inserts,
        seal=scene.seal,
    )
    return _frame(scene, shown, heading, draw(inner, shown.text))


def _frame(scene: Scene, shown: Shown, heading: str, html: str) -> str:
    anchor = f"#{quote(id_of(heading))}" if heading else ""
    title = f"{shown.title} › {heading}" if heading else shown.title
    return (
        f'<section class="embed" data-page="{scene.seal}:{escape(shown.slug)}"'
        f' data-revision="{scene.seal}:{shown.revision}">'
        f'<p class="embed__head"><a class="wikilink" href="/pages/{quote(shown.slug)}{anchor}">'
        f"{escape(title)}</a></p>\n{html}</section>\n"
    )


def _note(sentence: str) -> str:
    return f'<p class="embed__note">{escape(sentence)}</p>'
