"""What there is to try, by name."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults import damage, disks, hours, kills, programs, slots
from tests.faults.tally import Tally
from tests.faults.workshop import Scale

Class = Callable[[Scale], Tally]

CLASSES: dict[str, Class] = {
    **kills.KILLINGS,
    "kill-program": programs.kill_program,
    "power-cut": disks.cut_power,
    "full-disk": disks.fill_disk,
    "full-disk-password": slots.change_password_on_a_failing_disk,
    "read-only": disks.write_protect,
    "io-errors": disks.break_disk,
    "slow-disk": disks.slow_down,
    "damaged-database": damage.damage_database,
    "damaged-log": damage.damage_log,
    "damaged-key-slots": damage.damage_key_slots,
    "clock": hours.jump_clock,
    "two-copies": hours.run_two_copies,
    "folder-gone": hours.lose_folder,
    "keyring-gone": hours.lose_keyring,
    "server-thread": programs.fail_server,
    "web-view": programs.kill_web_view,
}
"""Each takes a scale and answers what it came to. Those that start the whole program try less."""

WINDOWED = frozenset({"web-view"})
"""Those that need a screen; tests/windows tries them."""
