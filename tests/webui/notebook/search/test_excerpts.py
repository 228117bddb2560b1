import pytest

from webui.notebook.search.excerpts import LONGEST_SENTENCE, Marker
from webui.notebook.search.letters import cut, fold
from webui.notebook.search.nodes import Text


def show(body: str, *asked: str) -> list[str]:
    """The sentences, with square brackets round what was asked for."""
    texts = [Text(tuple(cut(fold(each)))) for each in asked]
    return [
        "".join(f"[{part.text}]" if part.is_match else part.text for part in line)
        for line in Marker(texts).excerpt(body)
    ]


@pytest.mark.parametrize(
    ("body", "asked", "shown"),
    [
        ("One. The garden is wet. Three.", ["garden"], ["The [garden] is wet."]),
        ("A garden.\n\nA wet garden!", ["garden", "wet"], ["A [garden].", "A [wet] [garden]!"]),
        ("## The *garden*", ["garden"], ["The [garden]"]),
        ("- [ ] dig the [[Old garden|garden]]", ["garden"], ["dig the [garden]"]),
        ("> see [the **garden**](https://x.y)", ["garden"], ["see the [garden]"]),
        ("今天在花园里看书。晚上。", ["花园"], ["今天在[花园]里看书。"]),
        ("Straße und Café", ["strasse", "cafe"], ["[Straße] und [Café]"]),
        ("cafe\u0301 noir", ["cafe"], ["[cafe\u0301] noir"]),
        ("text\n\n#garden #home", ["garden"], ["#[garden] #home"]),
        ("garden text\n\n#garden", ["garden"], ["[garden] text"]),
        ("---\nkey: value\n---\nFirst. Second.", [], ["First."]),
        ("nothing of it", ["garden"], ["nothing of it"]),
        ("", ["garden"], []),
        ("foo_bar_baz and 2 * 3 * 4", ["bar"], ["foo_[bar]_baz and 2 * 3 * 4"]),
    ],
)
def test_the_sentence_is_shown_as_it_reads_with_what_was_asked_for_marked(
    body: str, asked: list[str], shown: list[str]
) -> None:
    assert show(body, *asked) == shown


def test_of_a_long_sentence_the_part_is_shown_that_answers() -> None:
    body = " ".join(f"word{number}" for number in range(2_000)) + " garden and so on " + "x " * 500
    (line,) = show(body, "garden")
    assert "[garden] and so on" in line
    assert line.startswith("…")
    assert len(line) < LONGEST_SENTENCE + 10
