import pytest

from webui.notebook import BodyRefused
from webui.notebook.bodies import LARGEST_BODY, clean_body


def test_line_ends_of_a_form_are_those_of_the_editor() -> None:
    assert clean_body("a\r\nb\rc\n") == "a\nb\nc\n"


def test_what_no_file_can_hold_is_replaced_and_the_rest_stays() -> None:
    assert clean_body("a\ud83d b\0 \u202e  ") == "a\ufffd b\ufffd \u202e  "


@pytest.mark.parametrize("text", ["x" * (LARGEST_BODY + 1), "é" * (LARGEST_BODY // 2 + 1)])
def test_a_text_above_20_megabytes_is_refused_before_anything_is_written(text: str) -> None:
    with pytest.raises(BodyRefused, match="20 MB"):
        clean_body(text)
