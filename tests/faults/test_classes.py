"""A few tries of each class; `dev.py faults` tries them for long."""

from __future__ import annotations

import random

import pytest

from tests.faults import disks, kills
from tests.faults.classes import CLASSES, WINDOWED
from tests.faults.tally import Tally
from tests.faults.workshop import Scale
from webui.notebook import connections

TRIES = 20


@pytest.mark.parametrize("name", [name for name in CLASSES if name not in WINDOWED])
def test_nothing_that_was_saved_is_lost(name: str) -> None:
    tally = CLASSES[name](Scale(TRIES, random.Random(20_260_101)))
    print(tally)
    assert tally.is_clean, str(tally)


def test_a_database_that_does_not_wait_for_the_disk_would_be_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The campaign must be able to see what it looks for.
    hasty = connections._PRAGMAS.replace("synchronous = full", "synchronous = off")
    monkeypatch.setattr(connections, "_PRAGMAS", hasty)
    assert disks.cut_power(Scale(60, random.Random(1))).losses > 0


def test_a_save_that_was_never_made_would_be_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kills, "number_of", lambda _text: -1)
    assert kills.KILLINGS["kill-saves"](Scale(3, random.Random(1))).losses > 0


def test_a_tally_without_a_try_shows_nothing() -> None:
    assert not Tally("empty").is_clean
