"""Real windows on a screen of their own, with or without a real keyring."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.windows.devtools import Program
from tests.windows.keyrings import SecretService, own_secret_service
from tests.windows.screens import Screen, own_screen

TINY = "tests.windows.tiny"


@pytest.fixture(scope="session")
def screen() -> Iterator[Screen]:
    """An X screen for the whole run."""
    with own_screen() as shown:
        yield shown


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A fresh home, the only place that a run may write to."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def secret_service(tmp_path: Path) -> Iterator[SecretService]:
    """A real, unlocked keyring on a bus of its own."""
    with own_secret_service(tmp_path / "session") as service:
        yield service


@pytest.fixture
def launch(screen: Screen, home: Path) -> Iterator[Callable[..., Program]]:
    """Start the program with the small test application; takes what `Program` takes."""
    with ExitStack() as running:

        def start(**options: Any) -> Program:
            options.setdefault("module", TINY)
            return running.enter_context(Program(screen, home, **options))

        yield start
