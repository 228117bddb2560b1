"""What pages hold beyond CommonMark: callouts, maths, code, embeds, tasks; all of it bounded."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from tests.fuzz.pages import find_breaches
from webui.markdown.rendering import draw, render
from webui.markdown.surroundings import Shown, ShownFile, Target


class Pages:
    """A notebook of a few pages around the one that is drawn."""

    today = date(2026, 3, 1)

    def __init__(self, **texts: str) -> None:
        self._texts = texts

    def resolve(self, slugs: Iterable[str]) -> Mapping[str, Target]:
        return {slug: Target(slug, slug.title()) for slug in slugs if slug in self._texts}

    def embed(self, slug: str, heading: str) -> Shown | None:
        text = self._texts.get(slug)
        return None if text is None or heading else Shown(slug, slug.title(), 7, text, 0)

    def file(self, name: str) -> ShownFile | None:
        return ShownFile(f"/files/1/{name}", name, "image/png") if name == "a.png" else None

    def query(self, source: str, seal: str) -> str:
        return f'<section class="query"><input data-line="{seal}:3">{source}</section>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("> [!note]\n> x", '<p class="callout__title">Note</p>\n<p>x</p>'),
        (
            "> [!WARNING] Take *care*\n> x",
            'callout--warning">\n<p class="callout__title">Take <em>',
        ),
        ("> [!tip]- Fold\n> x", '<details class="callout callout--tip">\n<summary class='),
        ("> [!note]+ Fold\n> x", '<details class="callout callout--note" open="">'),
        ("> [!made-up]\n> x", "Made-up</p>"),
        ("> plain [!note]", "<blockquote>\n<p>plain [!note]</p>"),
        ("$x^2$", "<msup><mi>x</mi><mn>2</mn></msup>"),
        ("$$\na < b\n$$", '<p class="math"><math display="block">'),
        ("It cost $5 and $10.", "<p>It cost $5 and $10.</p>"),
        ("$x^2^3$", 'class="math--wrong"'),
        ("```python\n# hi\n```", '<span class="code-comment"># hi</span>'),
        ("```nonsense\n<b>\n```", '<code class="language-nonsense">&lt;b&gt;\n</code>'),
        ("before <!-- kept --> after", "<p>before  after</p>"),
        ("## Rose Garden\n\n## Rose garden", '<h2 id="h-rose-garden-2">'),
        ("[x](#Rose Garden) [[#Rose Garden]]", 'href="#h-rose-garden"'),
    ],
)
def test_each_part_is_drawn(text: str, html: str) -> None:
    drawn = str(render(text))
    assert html in drawn
    assert find_breaches(drawn) == []


def test_a_page_knows_its_outline() -> None:
    outline = draw("# A *b* `c`\n\n## [[D|e]]\n\n## F").outline
    assert [(each.level, each.text, each.id) for each in outline] == [
        (1, "A b c", "h-a-b-c"),
        (2, "e", "h-e"),
        (2, "F", "h-f"),
    ]


def test_boxes_know_their_line_only_where_they_can_be_ticked() -> None:
    text = "---\na: b\n---\n\n- [ ] one @2026-02-20\n  1. [x] two @2026-03-02\n- [y] no"
    html = str(draw(text, Pages(), "x", can_tick=True).html)
    assert 'data-line="4"' in html
    assert 'checked="" data-line="5"' in html or 'data-line="5" checked=""' in html
    assert '<time class="due due--late" datetime="2026-02-20">' in html
    assert '<time class="due" datetime="2026-03-02">tomorrow</time>' in html
    assert "[y] no" in html
    assert "data-line" not in render(text)


@pytest.mark.parametrize(
    "text",
    [
        '<input type="checkbox" data-line="3">',
        '<section class="embed" data-page="secret" data-revision="1">x</section>',
        '<li data-page="secret">x</li>',
        '<span class="0123456789abcdef">0</span>',
        "<math><mi>x</mi></math>",
        '<div title="\n\n$x$\n\n">',
        '<b title="$x$">y</b> $x$',
    ],
)
def test_what_is_written_cannot_pose_as_what_the_program_writes(text: str) -> None:
    html = str(draw(text, Pages(), "x", can_tick=True).html)
    assert "data-line" not in html
    assert "data-page" not in html
    assert [each for each in find_breaches(html) if "math" not in each] == []


def test_pages_within_pages_end_even_in_a_circle() -> None:
    pages = Pages(a="A ![[b]]\n\n![[b]]", b="B\n\n![[c]]", c="C\n\n![[a]]\n\n![[d]]", d="D ![[d]]")
    html = str(draw("![[a]]", pages, "top").html)
    assert html.count("<p>B</p>") == 1
    assert "would show itself" in html
    assert html.count('class="embed"') == 5
    many = Pages(a="x " * 2000)
    assert str(draw("![[a]]\n\n" * 500, many, "top").html).count("<p>x x") <= 50


def test_a_query_block_asks_the_notebook_and_elsewhere_is_code() -> None:
    html = str(draw("```query\nlist\n```", Pages(), "x").html)
    assert '<section class="query"><input data-line="3" type="checkbox">list' in html
    assert "<pre><code" in render("```query\nlist\n```")


SHAPES = (
    *(
        "[",
        "![",
        "[[",
        "![[a]]\n\n",
        "*a ",
        "*a_ ",
        "**a *b ",
        "`a ",
        "~~a~~ ",
        "$a",
        "$a$ ",
        "<a ",
    ),
    *("<b>x", "&", "&amp;", "a>", '"', "\\*", "[a](", "[a]: x 'y\n", "<http://a>", "^[a]", "<!--"),
    *(
        "> ",
        "> a\n\n",
        "- a\n",
        "# a\n",
        "a\n: b\n\n",
        "- [ ] a @2026-11-30\n",
        "> [!note]\n> y\n\n",
    ),
    *(
        "```\nx\n```\n",
        "```python\nx = 1 # y\n```\n",
        "$$\na\n$$\n",
        "word\n",
        "a\\\n",
        "    &\n",
        "|a",
    ),
)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_megabyte_of_anything_is_drawn_before_one_tires(shape: str) -> None:
    text = shape * (1_000_000 // len(shape))
    began = time.thread_time()
    html = str(draw(text, Pages(a="x"), "x", can_tick=True).html)
    # A second on a machine of its own; others work here, too.
    assert time.thread_time() - began < 3
    assert html or shape == "<!--"


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{'  ' * depth}- a\n" for depth in range(700)),
        "> " * 3000 + "x",
        "|a" * 200_000 + "|\n" + "|-" * 200_000 + "|\n",
        "|a|\n|-|\n" + "|x|\n" * 200_000,
        "".join(f"[^{n}]\n\n[^{n}]: x\n\n" for n in range(40_000)),
        "$" + "{" * 1500 + "$",
        "```python\n" + "(" * 900_000 + "\n```",
        "x" * 1_000_000,
    ],
)
def test_nesting_and_tables_without_end_are_drawn_as_well(text: str) -> None:
    began = time.thread_time()
    assert str(render(text))
    assert time.thread_time() - began < 3


def test_what_is_not_drawn_of_a_long_page_is_shown_as_it_was_written() -> None:
    html = str(render("line <b>\n" * 30_000))
    assert "This page is very long" in html
    assert html.count("line &lt;b&gt;") + html.count("line <b>") == 30_000


def test_of_thousands_of_dated_tasks_the_last_days_are_shown_as_they_were_written() -> None:
    html = str(render("- [ ] water the roses @2026-11-30\n" * 6_000))
    assert html.count('class="task-list-item-checkbox"') == 6_000
    assert html.count('<time class="due"') == 5_000
    assert html.count("@2026-11-30</li>") == 1_000
