"""What a page has beside its words is found in time in proportion to the page."""

import time

import pytest

from webui.notebook.search.facts import find_facts

_FEW, _MANY = 10_000, 40_000


@pytest.mark.parametrize("opening", ["[", "![", "[[", "[a ", "![a", "[[a|", "[^", "[a.png", "[!["])
def test_a_page_of_opening_brackets_costs_what_its_length_costs(opening: str) -> None:
    few, many = (_least_time(opening * number) for number in (_FEW, _MANY))
    # Four times the text; sixteen times the time if each bracket looked at all that follow.
    assert many < 9 * few


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("See ![roses](/files/1/roses.png).", {"image", "file"}),
        ("See [the roses](https://roses.example).", {"link"}),
        ("[![roses](/files/1/roses.png)](/pages/roses)", {"image", "file", "link"}),
        ("[1] and [2]: no more than [3]\n(a note)", set()),
        ("First\n[a] ![b [c](d)", {"image", "link"}),
        ("[[roses.png]] and [[Roses]]", {"file", "link"}),
        ("![no picture](", {"image"}),
        ("![ends\nhere](x)", set()),
    ],
)
def test_pictures_files_and_links_are_told_apart(body: str, kinds: set[str]) -> None:
    assert set(find_facts(body).kinds) == kinds


def _least_time(body: str) -> float:
    return min(_time(body) for _ in range(5))


def _time(body: str) -> float:
    began = time.thread_time()
    find_facts(body)
    return time.thread_time() - began
