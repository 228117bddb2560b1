"""Real windows: what tests/windows has for them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.windows.devtools import Program
from tests.windows.screens import Screen, own_screen


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave these tests out, with a word, where there is nothing to show a window on."""
    if shutil.which("Xvfb") and shutil.which("xdotool"):
        return
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason="needs Xvfb and xdotool"))


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    with own_screen() as shown:
        yield shown


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def launch(screen: Screen, home: Path) -> Iterator[Callable[..., Program]]:
    """Start the program itself; takes what `Program` takes."""
    with ExitStack() as running:

        def start(**options: Any) -> Program:
            return running.enter_context(Program(screen, home, **options))

        yield start
