"""Memory that the process has freed goes back to the system."""

from __future__ import annotations

import sys

# <malloc.h> of glibc.
_M_MMAP_THRESHOLD = -3
# Where glibc begins by itself, before it moves the limit up to whatever was freed last.
_LARGE = 128 * 1024


def give_back_large_blocks() -> None:
    """Have every block from 128 kB on go back to the system when it is freed, from now on.

    glibc soon keeps those of megabytes for itself, and gives back what lies at the end of its heap
    alone. The web view takes and frees many with every page; in between stays what lives longer,
    and after a minute of use 150 MB lay there unused. Elsewhere the C library does as it does.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - not for other systems, nor before the window is asked for

    # Another C library has no such function, or takes no notice.
    option = getattr(ctypes.CDLL(None), "mallopt", None)
    if option is not None:
        option(_M_MMAP_THRESHOLD, _LARGE)
