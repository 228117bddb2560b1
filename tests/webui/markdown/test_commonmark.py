"""CommonMark's own examples: each is drawn as the specification says, or differs for a reason."""

from __future__ import annotations

import re
from pathlib import Path

from webui.markdown.cleaning import clean
from webui.markdown.rendering import render

SPEC = Path(__file__).parents[3] / "node_modules" / "commonmark-spec" / "spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)

_FRONT_MATTER = "a text that begins with --- begins with its properties, which are not shown"
_PAGES = "an address without a scheme or a slash is the title of a page, as in [x](Garden.md)"
_HEADING = "an address within the page is that of a heading, which has a prefix of its own"
_WIKI = "[[…]] is a link to a page"
REASONS = {
    **dict.fromkeys((96, 98), _FRONT_MATTER),
    **dict.fromkeys(
        (194, 195, 203, 204, 484, 492, 495, 496, 498, 499, 500, 502, 503, 504, 522), _PAGES
    ),
    501: _HEADING,
    **dict.fromkeys((548, 559, 590), _WIKI),
}


def examples() -> list[tuple[str, str]]:
    text = SPEC.read_text("utf-8")
    found = [(source, html) for source, html in EXAMPLE.findall(text)]
    return [(source.replace("→", "\t"), html.replace("→", "\t")) for source, html in found]


def plain(html: str) -> str:
    """What two HTML texts that look the same have in common."""
    html = re.sub(r' id="h-[^"]*"| class="wikilink"|</?span[^>]*>', "", html)
    # A line that one writes is a line that one sees: the specification leaves that to the program.
    html = re.sub(r"<br>\n?", "\n", html)
    return re.sub(r"\n+", "\n", re.sub(r">\n+<", "><", html)).strip()


def test_the_examples_of_the_specification_are_drawn_as_it_says() -> None:
    found = examples()
    assert len(found) == 652
    differing = {
        number
        for number, (source, html) in enumerate(found, start=1)
        if plain(str(render(source))) != plain(clean(html, "none"))
    }
    print(f"{len(found) - len(differing)} of {len(found)} examples pass.")
    for number in sorted(differing & REASONS.keys()):
        print(f"  {number}: {REASONS[number]}")
    assert differing == REASONS.keys()
