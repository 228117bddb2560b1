"""What is read at the door, and in which language."""

from __future__ import annotations

import re

import pytest

from desktop.refusal import render_refusal
from webui.tongues import LANGUAGES


def _language(wishes: str) -> str:
    found = re.search(rb'<html lang="([^"]+)">', render_refusal(wishes))
    assert found
    return found[1].decode()


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ("", "en"),
        ("fr", "fr"),
        ("it, en;q=0.8, es;q=0.9", "es"),
        ("ja;q=0, de;q=0.1", "de"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("*;q=0.5", "en"),
        ("<script>, ;;q=;=, de;q=9", "en"),
        ("x" * 100_000, "en"),
    ],
)
def test_the_language_is_the_first_wish_that_can_be_met(wishes: str, language: str) -> None:
    assert _language(wishes) == language


def test_every_language_of_the_pages_is_spoken_at_the_door() -> None:
    assert [_language(each.tag) for each in LANGUAGES] == [each.tag for each in LANGUAGES]
