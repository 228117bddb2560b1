"""What the process has freed goes back to the system."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Frees larger blocks first, as a web view does: glibc then keeps all that are no larger.
_SCRIPT = """
import ctypes, sys
from desktop.memory import give_back_large_blocks
if sys.argv[1] == "ours":
    give_back_large_blocks()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.malloc.argtypes = [ctypes.c_size_t]
libc.free.argtypes = [ctypes.c_void_p]
libc.free(libc.malloc(2_000_000))
blocks = [libc.malloc(300_000) for _ in range(400)]
for block in blocks:
    ctypes.memset(block, 1, 300_000)
small = [libc.malloc(1_000) for _ in range(200)]
for block in blocks:
    libc.free(block)
with open("/proc/self/status") as status:
    print(next(line for line in status if line.startswith("VmRSS")).split()[1])
"""


def resident(which: str) -> int:
    """The kilobytes of a process that has taken 120 MB and freed them again."""
    command = [sys.executable, "-c", _SCRIPT, which]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc keeps what was freed")
def test_what_was_freed_goes_back_although_something_behind_it_stays() -> None:
    assert resident("glibc") - resident("ours") > 80_000
