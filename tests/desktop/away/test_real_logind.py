"""A real systemd-logind grants the delay that is asked for.

That it really sleeps or locks is out of reach: a test machine has neither. Those signals come from
a stand-in, in test_logind.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LOGIND = Path("/lib/systemd/systemd-logind")
ASK = """
import subprocess, time
from desktop.away.logind import Logind

absence = Logind(print)
absence.start()
command = ["dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.login1",
           "/org/freedesktop/login1", "org.freedesktop.login1.Manager.ListInhibitors"]
until = time.monotonic() + 10
told = ""
while "Inglenook" not in told and time.monotonic() < until:
    time.sleep(0.1)
    told = subprocess.run(command, capture_output=True, text=True).stdout
print(told)
absence.stop()
"""


@pytest.mark.skipif(
    sys.platform != "linux"
    or os.geteuid() != 0
    or not LOGIND.exists()
    or not shutil.which("unshare"),
    reason="only root can start a logind of its own, where there is one",
)
def test_a_real_logind_holds_sleep_back_until_the_last_words_are_saved() -> None:
    script = Path(__file__).parent / "real_logind.sh"
    told = subprocess.run(
        [str(script), sys.executable, ASK],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    for word in ('"sleep"', '"Inglenook"', '"delay"'):
        assert word in told.stdout, told.stderr
