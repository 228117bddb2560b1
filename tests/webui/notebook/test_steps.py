from hypothesis import given
from hypothesis import strategies as st

from webui.notebook.steps import step_between

TEXTS = st.text(alphabet="ab\n", max_size=12)


@given(TEXTS, TEXTS)
def test_a_former_text_comes_back_letter_by_letter(former: str, later: str) -> None:
    assert step_between(former, later).undo(later) == former


@given(TEXTS, TEXTS, TEXTS)
def test_typing_in_one_place_keeps_nothing_but_what_it_replaced(
    before: str, typed: str, after: str
) -> None:
    assert step_between(before + after, before + typed + after).middle == ""
