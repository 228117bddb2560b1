"""The judge of pages sees what it has to."""

from __future__ import annotations

import itertools
import random

import pytest
from markdown_it import MarkdownIt

from tests.fuzz.pages import Writer, find_breaches


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<img src=x>",
        "<img src='/events'>",
        "<p onclick=x>",
        "<p style='x'>",
        "<a href=javascript:x>",
        "<a href='java\nscript:x'>",
        "<a href=' javascript:x'>",
        "<a href='&#106;avascript:x'>",
        "<a href=//evil.com>",
        "<a href='/\\evil.com'>",
        "<a href='\\\\evil.com'>",
        "<a href=file:///x>",
        "<a id=csrf-token>",
        "<input type=password>",
        "<turbo-stream>",
        "<!-- x -->",
        "<svg/>",
    ],
)
def test_what_may_not_be_there_is_found(html: str) -> None:
    assert find_breaches(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>x</p>",
        "<a href='https://example.org/?a=b#c' rel=noopener>x</a>",
        "<a href='/pages/x' class=wikilink>x</a>",
        "<img src='/files/1/x.png' alt=x>",
        "<li id=fn1>x</li>",
    ],
)
def test_what_may_be_there_is_left_alone(html: str) -> None:
    assert find_breaches(html) == []


def test_without_the_cleaning_most_of_the_texts_would_get_through() -> None:
    unsafe = MarkdownIt("commonmark", {"html": True})
    texts = itertools.islice(Writer(random.Random(1)).texts(), 500)
    caught = sum(bool(find_breaches(unsafe.render(text))) for text in texts)
    assert caught > 300
