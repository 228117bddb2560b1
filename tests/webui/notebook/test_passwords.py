import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.notebook import PasswordRefused, WrongPassword
from webui.notebook.passwords import accept_password, normalise_password, read_code, write_code


def test_a_password_is_the_same_from_every_keyboard() -> None:
    assert normalise_password("cafe\u0301\u00a0x") == normalise_password("café x") == "café x"


def test_spaces_case_and_scripts_of_a_password_count() -> None:
    assert accept_password(" Пароль 電池 ") == " Пароль 電池 "
    assert normalise_password("A") != normalise_password("a")


@pytest.mark.parametrize("password", ["", "a\tb", "a\nb", "a\0b"])
def test_a_password_that_could_not_be_typed_again_is_refused(password: str) -> None:
    with pytest.raises(PasswordRefused):
        accept_password(password)


@given(st.text())
def test_any_text_given_as_a_password_can_be_worked_with(text: str) -> None:
    assert normalise_password(normalise_password(text).encode().decode()) == normalise_password(
        text
    )


@given(st.binary(min_size=20, max_size=20))
def test_a_recovery_code_read_back_is_the_same(code: bytes) -> None:
    shown = write_code(code)
    assert [len(group) for group in shown.split("-")] == [4] * 8
    assert read_code(shown) == code


@given(st.binary(min_size=20, max_size=20))
def test_a_recovery_code_is_read_however_it_is_copied(code: bytes) -> None:
    shown = write_code(code)
    look_alike = shown.replace("0", "o").replace("1", "l")
    for typed in (
        shown.lower(),
        look_alike,
        look_alike.upper(),
        shown.replace("1", "i"),
        shown.replace("-", ""),
        shown.replace("-", " – "),
        f"\n {shown}\u200b\t",
        "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in shown),
    ):
        assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["", "abc", "0" * 31, "0" * 33, "U" * 32, "é" * 32, "0" * 10**6])
def test_what_can_not_be_a_recovery_code_opens_nothing(typed: str) -> None:
    with pytest.raises(WrongPassword):
        read_code(typed)
