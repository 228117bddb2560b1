from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.notebook.search.language import FILTERS, Query, read_query
from webui.notebook.search.nodes import (
    And,
    Folder,
    Has,
    Links,
    Node,
    Not,
    Or,
    Property,
    Span,
    Tag,
    Text,
)

TODAY = date(2026, 3, 15)


def read(text: str) -> Query:
    return read_query(text, TODAY)


def word(text: str, *, begins: bool = True) -> Text:
    return Text(((text, False),), begins)


def phrase(*words: str, begins: bool = False) -> Text:
    return Text(tuple((each, False) for each in words), begins)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("garden", word("garden")),
        ("Garden Café", And((word("garden"), word("cafe")))),
        (
            "in the garden",
            And((word("in", begins=False), word("the", begins=False), word("garden"))),
        ),
        ("in* x", And((word("in"), word("x")))),
        ('"in the garden"', phrase("in", "the", "garden")),
        ('"in the gard"*', phrase("in", "the", "gard", begins=True)),
        ("“in the” „x”", And((phrase("in", "the"), phrase("x")))),
        ("don't", phrase("don", "t", begins=True)),
        ("snake_case", phrase("snake", "case", begins=True)),
        ("手机", Text((("手机", True),), begins=True)),
        ("garden -art", And((word("garden"), Not(word("art", begins=False))))),
        ("-art*", Not(word("art"))),
        ("NOT art", Not(word("art", begins=False))),
        ("a OR b", Or((word("a", begins=False), word("b")))),
        ("aaaa || bbbb", Or((word("aaaa"), word("bbbb")))),
        ("aaaa AND bbbb", And((word("aaaa"), word("bbbb")))),
        ("aaaa or bbbb", And((word("aaaa"), word("or", begins=False), word("bbbb")))),
        ("xxxx (aaaa OR bbbb)", And((word("xxxx"), Or((word("aaaa"), word("bbbb")))))),
        ("-(aaaa OR bbbb)", Not(Or((word("aaaa"), word("bbbb"))))),
        ("tag:garden", Tag("garden")),
        ("tag:#Garden/Walls", Tag("garden/walls")),
        ("in:Projects/2026", Folder("projects/2026")),
        ("title:plan", Text((("plan", False),), begins=True, field="title")),
        ('title:"the plan"', Text((("the", False), ("plan", False)), field="title")),
        ("has:task", Has("task")),
        ("has:Links", Has("link")),
        ("links:[[Garden]]", Links("garden")),
        ('links:"Garden plans"', Links("garden-plans")),
        ("created:2026-02", Span("created", date(2026, 2, 1), date(2026, 2, 28))),
        ("updated:2026-01..2026-03", Span("updated", date(2026, 1, 1), date(2026, 3, 31))),
        ("updated:2025..", Span("updated", date(2025, 1, 1), date(2199, 12, 31))),
        ("updated:today", Span("updated", TODAY, TODAY)),
        ("updated:2026-3-7", Span("updated", date(2026, 3, 7), date(2026, 3, 7))),
        ("status:open", Property("status", "open", phrase("status", "open", begins=True))),
        ("https://example.org", phrase("https", "example", "org", begins=True)),
        ("12:30", phrase("12", "30", begins=True)),
    ],
)
def test_what_is_typed_is_understood(typed: str, meant: Node) -> None:
    assert read(typed) == Query(meant)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("tag:", "tag: takes"),
        ("has:dragons", "has: takes task, image, file or link"),
        ("created:soon", "created: takes a day"),
        ("updated:2026-13", "updated: takes a day"),
        ("in:", "in: takes"),
        ("title:", "title: takes"),
        ("links:", "links: takes"),
        ("!!!", "Type a word"),
        ("((-))", "Type a word"),
        ("word " * 40, "Only the first 32 words"),
    ],
)
def test_what_can_not_be_understood_is_answered_with_a_hint(typed: str, hint: str) -> None:
    (sentence,) = read(typed).hints
    assert sentence.startswith(hint)


def test_what_can_be_understood_beside_it_is_looked_for_all_the_same() -> None:
    assert read("garden has:dragons").node == word("garden", begins=True)


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_typed_is_nothing_meant_and_no_hint(typed: str) -> None:
    assert read(typed) == Query(None)


@pytest.mark.parametrize(
    "typed", ["(aaaa", "aaaa)", '"aaaa', "((aaaa))", "-(-aaaa)", "aaaa OR", "OR aaaa"]
)
def test_what_is_not_finished_is_understood_as_far_as_it_goes(typed: str) -> None:
    meant = read(typed).node
    assert isinstance(meant, Text)
    assert meant.pieces == (("aaaa", False),)


_PARTS = st.sampled_from(
    [*'()"*-:|&“”.', " ", " OR ", " NOT ", " AND ", "..", "2026-01", "手", "é", "\ud800", "\0"]
    + [f"{name}:" for name in FILTERS]
)


@given(st.lists(_PARTS | st.text(max_size=4)).map("".join))
def test_anything_typed_means_something_or_is_answered_with_a_hint(typed: str) -> None:
    query = read(typed)
    assert query.node is not None or query.hints or not typed.strip()


@pytest.mark.parametrize("part", ["(", "-", "NOT ", '"', "a OR (", "-(", "tag:", "a:"])
def test_a_long_odd_query_is_read_at_once(part: str) -> None:
    read(part * 100_000)
