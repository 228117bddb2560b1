"""Whose program is at the other end of a connection on this computer (Linux).

A browser sends a cookie to every port of 127.0.0.1, so a server that another user runs here can get
hold of this program's cookies when it is visited. They are worth nothing to that user as long as
the connection they come by must be one of the notebook's own user. Source: proc(5), /proc/net/tcp.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_HERE, _HERE_IN_SIX = "0100007F", "0000000000000000FFFF00000100007F"
_LOCAL, _REMOTE, _OWNER = 1, 2, 7


def is_another_users(port: int, our_port: int) -> bool:
    """Whether the connection from `port` to `our_port` of 127.0.0.1 is of another user.

    False where the system does not tell: the ticket and the cookie are asked for all the same.
    """
    owner = find_owner(port, our_port)
    return owner is not None and owner != os.geteuid()


def find_owner(port: int, our_port: int, tables: tuple[Path, ...] = _TABLES) -> int | None:
    """The number of the user who holds the other end; None when nobody tells."""
    if sys.platform != "linux":
        return None
    for table, here in zip(tables, (_HERE, _HERE_IN_SIX), strict=True):
        wanted = (f"{here}:{port:04X}", f"{here}:{our_port:04X}")
        try:
            lines = table.read_text("ascii").splitlines()[1:]
        except OSError:
            continue
        for fields in map(str.split, lines):
            if (fields[_LOCAL], fields[_REMOTE]) == wanted:
                return int(fields[_OWNER])
    return None
