"""Every answer carries the security headers, errors included."""

from __future__ import annotations

import pytest

from tests.webui.conftest import Browser


@pytest.mark.parametrize("path", ["/login", "/pages/", "/nothing/here", "/events/settled"])
def test_every_answer_forbids_inline_script_framing_and_guessing_of_types(
    signed_in: Browser, path: str
) -> None:
    headers = signed_in.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert not [name for name, _ in headers if name.lower().startswith("access-control")]


def test_no_page_needs_what_the_policy_forbids(signed_in: Browser) -> None:
    for path in ("/pages/", "/pages/?offset=1", "/trash", "/session", "/settings", "/logout"):
        text = signed_in.get(path).get_data(as_text=True)
        assert " style=" not in text
        assert "<script>" not in text
        assert " onclick=" not in text


def test_the_nonce_of_styles_is_new_each_time(signed_in: Browser) -> None:
    policies = {signed_in.get("/pages/").headers["Content-Security-Policy"] for _ in range(5)}
    assert len(policies) == 5
