"""What changed between two texts is told word by word, and no text takes long."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from webui.notebook.differences import compare


def told(old: str, new: str) -> str:
    return "|".join(
        "".join(
            {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}[each.kind].format(each.text)
            for each in passage.pieces
        )
        for passage in compare(old, new)
    )


def test_a_changed_word_is_shown_in_its_line() -> None:
    assert told("one two three", "one 2 three") == "one [-two-][+2+] three\n"


def test_lines_that_came_and_went_stand_whole() -> None:
    assert told("a\nb\nc", "a\nc") == "a\n[-b\n-]c\n"
    assert told("a\nc", "a\nb\nc") == "a\n[+b\n+]c\n"
    assert told("same", "same") == ""


def test_what_stayed_far_from_a_change_is_left_out_and_counted() -> None:
    old = [f"line {number}" for number in range(100)]
    new = [*old[:50], "other", *old[51:]]
    (passage,) = compare("\n".join(old), "\n".join(new))
    assert passage.skipped == 48
    assert "line 48\nline 49\n" in "".join(piece.text for piece in passage.pieces)
    assert "line 47\n" not in "".join(piece.text for piece in passage.pieces)
    new[10] = "another"
    assert [each.skipped for each in compare("\n".join(old), "\n".join(new))] == [8, 35]


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_nothing_that_changed_is_left_out(old: str, new: str) -> None:
    passages = compare(old, new)
    assert bool(passages) == (old != new)
    for kind, lines in (("gone", old), ("new", new)):
        shown = "".join(
            piece.text for each in passages for piece in each.pieces if piece.kind != kind
        )
        other = new if kind == "gone" else old
        assert len(shown) <= len(other) + 1
        assert lines is not None


def test_texts_that_have_nothing_in_common_take_no_long_time() -> None:
    rng = random.Random(1)
    old, new = (" ".join(str(rng.random()) for _ in range(200_000)) for _ in range(2))
    lines = [" ".join(str(rng.random()) for _ in range(5)) for _ in range(40_000)]
    began = time.monotonic()
    compare(old, new)
    compare("\n".join(lines[:20_000]), "\n".join(lines[20_000:]))
    compare("x" * 10_000_000, "y" * 10_000_000)
    assert time.monotonic() - began < 5
