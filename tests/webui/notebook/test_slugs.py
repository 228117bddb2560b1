import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.notebook.slugs import LONGEST_SEGMENT, RESERVED, free_slug, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("Projects / Garden", "projects/garden"),
        ("../../etc/passwd", "etc/passwd"),
        ("//a//b//", "a/b"),
        ("a\\b?c#d%2Fe", "a-b-c-d-2fe"),
        ("電池の話", "電池の話"),
        ("Cafe\u0301", "caf\u00e9"),
        ("हिन्दी", "हिन्दी"),
        ("می\u200cخواهم", "میخواهم"),
        ("ΟΔΟΣ", "οδος"),
        ("İstanbul", "i\u0307stanbul"),
        ("\u0301\u0301abc \u0301", "abc"),
        ("a\u202eb", "ab"),
        ("🎉", "untitled"),
        ("...", "untitled"),
        ("", "untitled"),
    ],
)
def test_a_title_gives_an_address_that_can_be_read(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text(max_size=300))
def test_every_title_gives_an_address_that_is_safe_and_stable(title: str) -> None:
    slug = slug_of(title)
    assert slug_of(slug) == slug
    assert unicodedata.is_normalized("NFC", slug)
    for segment in slug.split("/"):
        assert 0 < len(segment) <= LONGEST_SEGMENT
        assert all(c == "-" or unicodedata.category(c)[0] in "LNM" for c in segment)
        assert not segment.startswith("-")
        assert not segment.endswith("-")


@given(st.text(max_size=200), st.integers(0, 60))
def test_a_taken_address_gets_a_number_and_stays_within_bounds(title: str, count: int) -> None:
    taken: set[str] = set()
    for _ in range(count):
        taken.add(free_slug(slug_of(title), taken.__contains__))
    assert len(taken) == count
    assert all(slug_of(slug) == slug for slug in taken)
    assert not any(slug.split("/")[-1] in RESERVED for slug in taken)


def test_numbers_follow_each_other() -> None:
    taken: set[str] = set()
    for _ in range(20):
        taken.add(free_slug("a/note", taken.__contains__))
    assert taken == {"a/note", *(f"a/note-{number}" for number in range(2, 21))}


def test_the_ten_thousandth_untitled_page_asks_for_few_addresses() -> None:
    taken = {"untitled", *(f"untitled-{number}" for number in range(2, 10_000))}
    asked = []

    def is_taken(slug: str) -> bool:
        asked.append(slug)
        return slug in taken

    assert free_slug("untitled", is_taken) == "untitled-10000"
    assert len(asked) < 40


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_page_never_hides_behind_an_address_of_its_own_commands(word: str) -> None:
    assert free_slug(slug_of(f"Trips/{word}"), lambda _: False) == f"trips/{word}-2"
    assert free_slug(slug_of(f"{word}/trips"), lambda _: False) == f"{word}/trips"
