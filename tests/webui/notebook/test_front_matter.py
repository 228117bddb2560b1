"""Front matter: read as people write it, harmless whatever it holds."""

import time

import pytest

from webui.notebook.front_matter import read_front_matter, read_properties

TEXT = """---
status: open   # for now
pages: 12
half: -0.5
made: 2026-03-01
done: false
quoted: "12"
none:
tags: garden, work/clients
aliases:
  - The Plan
  - 'Plan B'   # a comment
notes: |
  two
  # lines

deep:
  more: [1, {a: b}]
flow: [1, "two"]
---
The text.
"""


def test_each_value_has_the_kind_that_a_person_sees_in_it() -> None:
    kinds = {each.name: (each.kind, each.values) for each in read_properties(TEXT)}
    assert kinds == {
        "status": ("text", ("open",)),
        "pages": ("number", ("12",)),
        "half": ("number", ("-0.5",)),
        "made": ("date", ("2026-03-01",)),
        "done": ("checkbox", ("false",)),
        "quoted": ("text", ("12",)),
        "none": ("text", ("",)),
        "tags": ("list", ("garden", "work/clients")),
        "aliases": ("list", ("The Plan", "Plan B")),
        "notes": ("text", ("two\n# lines\n",)),
        "deep": ("other", ("",)),
        "flow": ("list", ("1", "two")),
    }


def test_each_property_knows_its_own_lines() -> None:
    lines = TEXT.split("\n")[1:]
    for each in read_properties(TEXT):
        assert lines[each.first].startswith(f"{each.name}:")
    spans = {each.name: (each.first, each.last) for each in read_properties(TEXT)}
    assert spans["aliases"] == (8, 10)
    assert spans["deep"] == (15, 16)


def test_a_day_that_is_none_and_an_answer_that_is_a_word_stay_text() -> None:
    text = "---\nday: 2026-02-30\nanswer: yes\nphone: 0123\ntime: 12:30\n---\n"
    assert {each.kind for each in read_properties(text)} == {"text"}


def test_what_is_no_front_matter_has_no_properties() -> None:
    for text in ("", "text", "---", "---\ntext", "--- a: b ---", "a\n---\nb: c\n---\n"):
        assert read_front_matter(text) is None
    for text in ("---\n---\n", "---\n- a\n- b\n---\n", "---\nwords\n---\n"):
        assert read_properties(text) == ()


def test_a_mistake_is_told_with_its_line_and_the_rest_is_still_found() -> None:
    front = read_front_matter("---\nstatus: open\ntitle: one: two\ntags: a\n---\n")
    assert front is not None
    assert front.problem == 2
    assert [(each.name, each.values) for each in front.properties] == [
        ("status", ("open",)),
        ("title", ("one: two",)),
        ("tags", ("a",)),
    ]


@pytest.mark.parametrize(
    "block",
    [
        "a: &a [x]\n" + "".join(f"b{n}: [*a, *a, *a]\n" for n in range(100)),
        "a: " + "[" * 20_000 + "\n",
        "a: " + "{a: " * 10_000 + "\n",
        "a: !!python/object/apply:os.system ['true']\n",
        "? [a, b]\n: c\nd: e\n",
        "a: \x07\n",
        "a: " + "x" * 60_000 + "\n",
        "".join(f"k{n}: v\n" for n in range(5_000)),
        "a: b\n--- \nc: d\n",
        "<<: *x\n",
    ],
)
def test_no_block_takes_long_or_makes_anything_happen(block: str) -> None:
    began = time.monotonic()
    properties = read_properties(f"---\n{block}---\n")
    assert time.monotonic() - began < 1
    assert len(properties) <= 200
