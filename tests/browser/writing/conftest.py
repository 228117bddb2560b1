"""Writing, in one program and one browser that is signed in once for each module."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import Served


@pytest.fixture
def notebook(shared_notebook: Served) -> Served:
    return shared_notebook


@pytest.fixture
def context(shared_context: BrowserContext) -> BrowserContext:
    return shared_context


@pytest.fixture
def page(shared_page: Page) -> Page:
    return shared_page
