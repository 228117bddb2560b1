import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.notebook.merge import merge

LINES = st.lists(st.sampled_from(["", "a", "b", "c", "d"]), max_size=8)
TEXTS = LINES.map("\n".join)


@pytest.mark.parametrize(
    ("base", "one", "other", "merged"),
    [
        ("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC"),
        ("a\nb", "A\nb", "a\nB", "A\nB"),
        ("a\nb", "a\nb\nc", "A\nb", "A\nb\nc"),
        ("a\nb", "a\nb\nc", "a\nB", "a\nB\nc"),
        ("a\nb\nc", "a\nc", "a\nb\nc\nd", "a\nc\nd"),
        ("a\nb\nc", "x\na\nb\nc", "a\nb\nc\ny", "x\na\nb\nc\ny"),
        ("a\nb", "a\nx\nb", "a\nx\nb", "a\nx\nb"),
        ("a\n", "a\nb\n", "x\na\n", "x\na\nb\n"),
        ("", "", "typed", "typed"),
        ("-\n-\n-\n-", "1\n-\n3\n-", "-\n2\n-\n-", "1\n2\n3\n-"),
        (
            "- [ ]\n- [ ]\n- [ ]",
            "- [x]\n- [ ]\n- [ ]",
            "- [ ]\n- [ ]\n- [x]",
            "- [x]\n- [ ]\n- [x]",
        ),
    ],
)
def test_edits_of_different_lines_are_both_kept(
    base: str, one: str, other: str, merged: str
) -> None:
    assert merge(base, one, other) == merged
    assert merge(base, other, one) == merged


@pytest.mark.parametrize(
    ("base", "one", "other"),
    [
        ("a", "b", "c"),
        ("", "one", "other"),
        ("a\nb\nc", "a\nX\nc", "a\nc"),
        ("a\nb", "a\nx\nb", "a\ny\nb"),
        ("a\nb\nc\nd", "a\nd", "a\nb\nnew\nc\nd"),
    ],
)
def test_edits_of_the_same_line_are_left_to_the_person(base: str, one: str, other: str) -> None:
    assert merge(base, one, other) is None
    assert merge(base, other, one) is None


@given(TEXTS, TEXTS)
def test_a_change_on_one_side_alone_is_taken_whole(base: str, text: str) -> None:
    assert merge(base, base, text) == text
    assert merge(base, text, base) == text
    assert merge(base, text, text) == text


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_who_saved_first(base: str, one: str, other: str) -> None:
    assert merge(base, one, other) == merge(base, other, one)


@given(LINES, st.data())
def test_any_edit_of_one_line_merges_with_any_edit_of_another(
    lines: list[str], data: st.DataObject
) -> None:
    base = [*lines, "a", "a"]
    first, second = data.draw(
        st.lists(st.integers(0, len(base) - 1), min_size=2, max_size=2, unique=True)
    )
    one, other, both = list(base), list(base), list(base)
    one[first] = both[first] = "mine"
    other[second] = both[second] = "theirs"
    assert merge("\n".join(base), "\n".join(one), "\n".join(other)) == "\n".join(both)


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_that_somebody_wrote_is_lost(base: str, one: str, other: str) -> None:
    merged = merge(base, one, other)
    if merged is not None:
        new = (set(one.split("\n")) | set(other.split("\n"))) - set(base.split("\n"))
        assert new <= set(merged.split("\n"))


def test_texts_that_are_hard_to_compare_do_not_hold_up_a_save() -> None:
    random = Random(7)
    base, one, other = ([random.choice("ab") for _ in range(size)] for size in (1400, 1400, 9000))
    before = time.perf_counter()
    merge("\n".join(base), "\n".join(one), "\n".join(other))
    assert time.perf_counter() - before < 5
