import pytest

from webui.notebook import NameRefused, TitleRefused
from webui.notebook.titles import clean_name, clean_title


@pytest.mark.parametrize("typed", ["", "   ", "\u200b", "\u3000\u3164\n"])
def test_a_title_of_nothing_but_spaces_becomes_untitled(typed: str) -> None:
    assert clean_title(typed) == "Untitled"


def test_a_title_of_300_characters_is_kept_and_a_longer_one_is_refused_with_its_length() -> None:
    assert len(clean_title("x" * 300)) == 300
    with pytest.raises(TitleRefused, match="This one has 301") as refused:
        clean_title("x" * 301)
    assert refused.value.reason == str(refused.value)


def test_an_owner_needs_a_name_that_can_be_seen() -> None:
    assert clean_name("  Ada  Lovelace ") == "Ada Lovelace"
    for name in ("", " \u200b ", "x" * 101):
        with pytest.raises(NameRefused):
            clean_name(name)
