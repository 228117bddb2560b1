"""Being asked to end."""

from __future__ import annotations

import os
import signal

import pytest

from desktop.endings import Ending


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_asks_for_the_end_once_there_is_something_to_end(number: signal.Signals) -> None:
    told: list[str] = []
    ending = Ending()
    former = signal.getsignal(number)
    with ending.by_signal():
        os.kill(os.getpid(), number)
        assert told == []
        ending.answer_with(lambda: told.append("end"))
        assert told == ["end"]
        os.kill(os.getpid(), number)
        assert told == ["end", "end"]
    assert signal.getsignal(number) is former
