"""Addresses that leave the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import outside
from tests.windows.waiting import wait_until


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a?b=c#d",
        "http://example.com",
        "HTTPS://EXAMPLE.COM/",
        "mailto:ada@example.com",
        "https://例え.jp/",
    ],
)
def test_web_and_mail_addresses_may_leave(url: str) -> None:
    assert outside.may_leave(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/pages/a",
        "//example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ssh://host/",
        "smb://host/share",
        "-https://example.com",
        "--help",
        "https:",
        "https://",
        "https://[broken",
        "mailto:",
        "https://example.com/a b",
        "https://example.com/\n",
        "https://example.com/\x00",
        "https://example.com/" + "a" * 9000,
    ],
)
def test_everything_else_stays(url: str) -> None:
    assert not outside.may_leave(url)
    assert not outside.open_outside(url)


def test_an_address_reaches_the_systems_opener_and_nothing_the_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho noise; echo noise >&2; printf %s "$1" > {tmp_path}/told\n')
    opener.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert outside.open_outside("https://example.com/?q=$(id)&x='y'")
    told = tmp_path / "told"
    wait_until(lambda: told.exists() and told.read_text(), "the opener")
    assert told.read_text() == "https://example.com/?q=$(id)&x='y'"
    assert capfd.readouterr() == ("", "")


def test_without_an_opener_the_answer_is_no(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not outside.open_outside("https://example.com/")
