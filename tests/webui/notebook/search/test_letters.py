import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.notebook.search.letters import cut, fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("CAFE\u0301", "café"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("Œuvre Ærø", "oeuvre aero"),
        ("Ёлка", "елка"),
        ("ΆΝΘΡΩΠΟΣ", "ανθρωπος"),
        ("עִבְרִית", "עברית"),
        ("سَلَام أهلاً", "سلام اهلا"),
        ("می\u200cخواهم", "میخواهم"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("ｶﾞﾗｽ", "ガラス"),
        ("Tiếng Việt", "tieng viet"),
        ("👩\u200d💻❤\ufe0f", "👩💻❤"),
    ],
)
def test_what_looks_alike_to_a_person_is_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("мой", "мои"), ("か", "が"), ("कि", "की"), ("น้ำ", "นำ")]
)
def test_letters_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("it's snake_case 3.14", ["it", "s", "snake", "case", "3", "14"]),
        ("iPhone手机が한국", ["iphone", "手机が한국"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("สวัสดี ครับ", ["สวัสดี", "ครับ"]),
        ("a👩\u200d💻b → €5", ["a", "👩💻", "b", "→", "€", "5"]),
        ("...!? -- ()", []),
    ],
)
def test_text_is_cut_into_words_and_runs(text: str, pieces: list[str]) -> None:
    assert [piece for piece, _ in cut(fold(text))] == pieces


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
