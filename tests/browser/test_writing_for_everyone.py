"""What opens while one writes keeps nobody out, as axe-core sees it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import new_page
from tests.browser.test_accessibility import find_violations
from tests.browser.writing.test_preview import SAMPLE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_part_of_the_editor_is_open_to_everyone(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    new_page(page, "Sample")
    page.locator(".cm-content").fill(SAMPLE)
    page.keyboard.press("Control+End")
    assert find_violations(page) == []
    page.keyboard.press("Control+Shift+ArrowLeft")
    expect(page.get_by_role("toolbar", name="Formatting")).to_be_visible()
    assert find_violations(page) == []
    page.keyboard.press("Control+h")
    page.keyboard.type("the")
    assert find_violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+End")
    page.keyboard.type("\n\n/")
    expect(page.get_by_role("listbox")).to_be_visible()
    assert find_violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog", name="Shortcuts")).to_be_visible()
    assert find_violations(page) == []
