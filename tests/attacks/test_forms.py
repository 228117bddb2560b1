"""A form whose token is missing, old, or somebody else's changes nothing and loses no text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.attacks.routes import UNSAFE, every_route
from tests.attacks.running import Running, Visitor
from tests.webui.conftest import NAME, PASSWORD

TOKENS = "OWASP CSRF Prevention Cheat Sheet: token pattern; CWE-352"
KEPT = "ISO 9241-110: error tolerance, nothing typed is lost"

Forge = Callable[[Running, Visitor], str]


def stale(_: Running, visitor: Visitor) -> str:
    """The token of the sign-in before this one."""
    former = visitor.token()
    visitor.post("/logout", {})
    visitor.post("/login", {"username": NAME, "password": PASSWORD})
    return former


def of_nobody(program: Running, _: Visitor) -> str:
    """The token of a window that was let in and has not signed in."""
    return program.enter().token()


def of_another_session(program: Running, _: Visitor) -> str:
    return program.sign_in().token()


FORGERIES: list[tuple[str, Forge]] = [
    ("missing", lambda *_: ""),
    ("a guess", lambda *_: "0" * 64),
    ("half of it", lambda _, visitor: visitor.token()[:32]),
    ("in capitals", lambda _, visitor: visitor.token().upper()),
    ("with letters of another script", lambda *_: "電" * 21),
    ("stale", stale),
    ("of nobody", of_nobody),
    ("of another session", of_another_session),
]


@pytest.mark.parametrize(("kind", "forge"), FORGERIES, ids=[kind for kind, _ in FORGERIES])
def test_a_form_with_a_wrong_token_changes_nothing_and_keeps_what_was_typed(
    program: Running, visitor: Visitor, kind: str, forge: Forge
) -> None:
    token, typed = forge(program, visitor), "An hour's work & a <b>tag</b>"
    before = program.fingerprint()
    for route in every_route(program.app, UNSAFE):
        answer = visitor.post(route.path, {"body": typed, "password": "secret-to-me"}, token=token)
        assert answer.status == 403, f"{route}: {TOKENS}"
        assert "An hour&#39;s work &amp; a &lt;b&gt;tag&lt;/b&gt;" in answer.text, (
            f"{route}: {KEPT}"
        )
        assert "secret-to-me" not in answer.text, "CWE-549: a password is not shown again"
    assert program.fingerprint() == before


def test_a_token_that_is_sent_as_json_or_text_is_not_looked_for(visitor: Visitor) -> None:
    token = visitor.token()
    for kind in ("application/json", "text/plain", "text/plain;charset=csrf_token"):
        body = f'{{"csrf_token":"{token}","csrf_token={token}&x":"'.encode()
        answer = visitor.ask("POST", "/pages/", {"Content-Type": kind}, body)
        assert answer.status == 403, "CWE-352 with enctype=text/plain"


def test_a_token_in_the_address_is_not_accepted(visitor: Visitor) -> None:
    answer = visitor.ask("POST", f"/pages/?csrf_token={visitor.token()}")
    assert answer.status == 403, "CWE-598: addresses leak"
