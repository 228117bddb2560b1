"""Waiting for what a program does in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE = 20.0
"""Seconds after which something is taken not to happen."""

T = TypeVar("T")


class NothingHappened(AssertionError):
    """What a test waited for did not come in time."""


def wait_until(find: Callable[[], T], what: str, patience: float = PATIENCE) -> T:
    """Answer the first truthy answer of `find`; raise NothingHappened after `patience` seconds."""
    deadline = time.monotonic() + patience
    while True:
        found = find()
        if found:
            return found
        if time.monotonic() > deadline:
            raise NothingHappened(f"{what}: nothing in {patience:g} s (last: {found!r})")
        time.sleep(0.05)
