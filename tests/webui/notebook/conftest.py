"""An open notebook in a fresh folder, with a clock that stands still until it is told to go on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

from webui.notebook import Argon2Cost, Notebook

NAME = "Ada Lovelace"
PASSWORD = "  correct horse 電池 staple"

# A busy machine is slow now and then; that is no fault of the property.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@dataclass
class FakeClock:
    """A clock that a test winds."""

    now: datetime = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def cheap() -> Argon2Cost:
    return Argon2Cost(memory=8, passes=1, lanes=1)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def name() -> str:
    return NAME


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "inglenook"


@pytest.fixture
def make(folder: Path, clock: FakeClock, cheap: Argon2Cost) -> Iterator[Callable[[], Notebook]]:
    """Makes programs that see the same folder; all are locked at the end."""
    made: list[Notebook] = []

    def start() -> Notebook:
        made.append(Notebook(folder, clock=clock, cost=cheap))
        return made[-1]

    yield start
    for notebook in made:
        notebook.lock()


@pytest.fixture
def notebook(make: Callable[[], Notebook], name: str, password: str) -> Notebook:
    """An open notebook with nothing in it."""
    notebook = make()
    notebook.create(name, password)
    return notebook
