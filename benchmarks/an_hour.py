"""Five windows that are used for an hour: the long form of `five_windows`."""

from __future__ import annotations

from benchmarks import five_windows
from benchmarks.report import Row

_MINUTES = 60.0
# Nobody goes to four pages a second for an hour: 1,700 pages are enough.
_PAUSE = 2.0


def measure(*, quick: bool) -> list[Row]:
    """Use five windows for an hour, and as many bare ones beside them."""
    return (
        five_windows.measure(quick=True)
        if quick
        else five_windows.measure_for(_MINUTES, pause=_PAUSE)
    )
