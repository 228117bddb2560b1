import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.notebook.characters import clean_line, replace_surrogates


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a \t b\n\nc  ", "a b c"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("a\u200bb\ufeffc\u00add", "abcd"),
        ("a\0b\x1bc\x7f", "abc"),
        ("cafe\u0301", "caf\u00e9"),
        ("\u3164\u115f", ""),
        ("\u200d\u200c", ""),
        ("\ud800", "\ufffd"),
        ("a\u200db", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🚀 ❤\ufe0f\u200d🔥", "👩\u200d🚀 ❤\ufe0f\u200d🔥"),
        ("\u0600١٢", "\u0600١٢"),
    ],
)
def test_a_line_is_kept_as_the_person_sees_it(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


@given(st.text())
def test_a_clean_line_stays_as_it_is(text: str) -> None:
    line = clean_line(text)
    assert clean_line(line) == line
    assert unicodedata.is_normalized("NFC", line)
    assert line == line.strip()
    assert not any(unicodedata.category(c) == "Cc" for c in line)


@given(st.text(alphabet=st.characters(categories=["Cs", "L"])))
def test_text_without_lone_surrogates_can_be_written_to_the_disk(text: str) -> None:
    assert len(replace_surrogates(text).encode().decode()) == len(text)
