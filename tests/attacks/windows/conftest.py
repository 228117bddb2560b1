"""Real windows: what tests/windows has for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.windows.devtools import Program
from tests.windows.screens import Screen, own_screen


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
