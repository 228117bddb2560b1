"""A property changes its own lines, and nothing else of the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.notebook import Refused
from webui.notebook.front_matter import Kind, read_properties
from webui.notebook.property_lines import remove_property, set_property

TEXT = """---
# about the boat
Status: open   # for now

"crew": [Ada, Bea]
tags:
  - one   # first
  - two
notes: |
  two
  lines
---

The text: --- and status: none.
"""


@pytest.mark.parametrize(
    ("name", "kind", "values", "old", "new"),
    [
        ("status", "text", ("done",), "Status: open   # for now", "Status: done   # for now"),
        ("status", "text", ("a: b",), "Status: open", 'Status: "a: b"'),
        ("status", "text", ("12",), "Status: open", 'Status: "12"'),
        ("status", "number", ("12",), "Status: open", "Status: 12"),
        ("status", "date", ("2026-03-01",), "Status: open", "Status: 2026-03-01"),
        ("status", "checkbox", ("true",), "Status: open", "Status: true"),
        ("status", "text", ("",), "Status: open", "Status:"),
        ("crew", "list", ("Ada", "B, C"), "[Ada, Bea]", '[Ada, "B, C"]'),
        ("tags", "list", ("x",), "tags:\n  - one   # first\n  - two", "tags:\n  - x"),
        ("tags", "list", (), "tags:\n  - one   # first\n  - two", "tags: []"),
        ("notes", "text", ("short",), "notes: |\n  two\n  lines", "notes: short"),
        ("length", "number", ("7.5",), "  lines\n---", "  lines\nlength: 7.5\n---"),
    ],
)
def test_one_property_changes_and_the_rest_stays_letter_for_letter(
    name: str, kind: Kind, values: tuple[str, ...], old: str, new: str
) -> None:
    assert old in TEXT
    assert set_property(TEXT, name, kind, values) == TEXT.replace(old, new)


def test_a_page_without_properties_gets_its_first_and_loses_its_last() -> None:
    text = set_property("words\n", "tags", "list", ("a", "b"))
    assert text == "---\ntags:\n  - a\n  - b\n---\nwords\n"
    assert remove_property(text, "Tags") == "words\n"
    assert remove_property("words", "none") == "words"


def test_a_property_is_taken_out_with_all_its_lines() -> None:
    assert remove_property(TEXT, "tags") == TEXT.replace("tags:\n  - one   # first\n  - two\n", "")
    assert remove_property(TEXT, "notes") == TEXT.replace("notes: |\n  two\n  lines\n", "")


@pytest.mark.parametrize(
    ("name", "kind", "values"),
    [
        ("", "text", ("x",)),
        ("x" * 61, "text", ("x",)),
        ("a", "number", ("twelve",)),
        ("a", "date", ("2026-02-30",)),
        ("a", "checkbox", ("perhaps",)),
    ],
)
def test_what_no_property_can_say_is_refused(
    name: str, kind: Kind, values: tuple[str, ...]
) -> None:
    with pytest.raises(Refused):
        set_property("", name, kind, values)


def test_lines_that_are_broken_are_left_to_the_person() -> None:
    for text in ("---\na: b: c\n---\n", "---\n- a\n---\n", "---\njust words\n---\n"):
        with pytest.raises(Refused):
            set_property(text, "x", "text", ("y",))


@given(st.text(max_size=30), st.text(max_size=60))
def test_whatever_is_typed_comes_back_as_it_was_or_is_refused(name: str, value: str) -> None:
    try:
        text = set_property(TEXT, name, "text", (value,))
    except Refused:
        return
    values = [each.values for each in read_properties(text)]
    assert (value,) in values
    assert text.endswith("---\n\nThe text: --- and status: none.\n")
