"""The program under attack: made once for a file, with a notebook and a person signed in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.attacks.running import Running, Visitor


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A program with a notebook that is locked."""
    with Running(tmp_path_factory.mktemp("attacked") / "data") as running:
        running.make_notebook()
        yield running


@pytest.fixture
def visitor(program: Running) -> Visitor:
    """A window in which somebody has signed in."""
    return program.sign_in()
