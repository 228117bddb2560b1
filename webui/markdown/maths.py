"""Maths, `$…$` and `$$…$$`, typeset as MathML: web views draw it themselves, without a network."""

# ruff: noqa: PLC0415 - the library reads a table of 3,000 symbols, and few pages need it

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from functools import partial
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from webui.language import gettext
from webui.markdown.scene import scene_of

LONGEST_FORMULA = 2_000
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}|[A-Za-z]{3,20}")

TAGS = frozenset(
    """math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms
    mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover""".split()  # noqa: SIM905 - words, and not code
)
ATTRIBUTES = {
    "math": {"display"},
    "mfrac": {"linethickness"},
    "mi": {"mathvariant"},
    "mo": {"stretchy", "fence", "separator", "form", "lspace", "rspace", "minsize", "maxsize"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "mspace": {"width", "height", "depth"},
    "mstyle": {"displaystyle", "scriptlevel", "mathcolor"},
    "mtable": {"columnalign", "displaystyle", "columnlines", "rowlines"},
    "mtd": {"columnalign"},
}


def clean_maths(formula: str) -> str:
    """Answer MathML without everything else.

    MathML within HTML is where two parsers see two things (mutation XSS), so none that a page
    holds by itself is let through, and what is made of formulas is cleaned apart.
    """
    import nh3

    return nh3.clean(
        formula,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_keep_attribute,
        url_schemes=set(),
        link_rel=None,
    )


def _keep_attribute(_tag: str, name: str, value: str) -> str | None:
    return None if name == "mathcolor" and not _COLOUR.fullmatch(value) else value


def maths_plugin(parser: MarkdownIt) -> None:
    """Teach a parser maths. Money is none: "$5 and $10" stays as it is."""
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False)
    for name, is_block in (("math_inline", False), ("math_block", True)):
        parser.renderer.rules[name] = partial(_draw, is_block=is_block)  # type: ignore[attr-defined] # the protocol leaves it out


def _draw(
    tokens: Sequence[Token],
    at: int,
    _options: Any,
    env: MutableMapping[str, Any],
    *,
    is_block: bool,
) -> str:
    source = tokens[at].content.strip()
    scene = scene_of(env)
    allowance = scene.allowance
    allowance.maths -= len(source)
    if len(source) > LONGEST_FORMULA or allowance.maths < 0:
        return _as_written(source, gettext("This formula is too long to be drawn."), is_block)
    formula = _typeset(source, is_block)
    if formula is None:
        return _as_written(source, gettext("This formula can't be read."), is_block)
    place = scene.insert(clean_maths(formula))
    return f'<p class="math">{place}</p>\n' if is_block else place


def _typeset(source: str, is_block: bool) -> str | None:
    from latex2mathml.converter import convert

    try:
        return convert(source, display="block" if is_block else "inline")
    except Exception:  # noqa: BLE001 - half a formula raises whatever the library trips over
        return None


def _as_written(source: str, why: str, is_block: bool) -> str:
    code = f'<code class="math--wrong" title="{escape(why)}">{escape(source)}</code>'
    return f"<p>{code}</p>\n" if is_block else code
