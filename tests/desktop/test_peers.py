"""Whose the other end of a connection is."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from desktop.peers import find_owner, is_another_users

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not tell")

TABLE = """  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt  uid
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000
   1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001
   2: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000
"""


def test_a_connection_of_this_user_is_known_as_such() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        here = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", here)) as client:
            assert find_owner(client.getsockname()[1], here) == os.geteuid()
            assert not is_another_users(client.getsockname()[1], here)


def test_the_other_end_is_found_and_not_our_own(tmp_path: Path) -> None:
    table = tmp_path / "tcp"
    table.write_text(TABLE)
    assert find_owner(0xC350, 0x1F90, (table, tmp_path / "missing")) == 1001
    assert find_owner(0x1234, 0x1F90, (table, tmp_path / "missing")) is None


def test_a_client_that_speaks_the_newer_protocol_is_found_as_well(tmp_path: Path) -> None:
    six = tmp_path / "tcp6"
    six.write_text(TABLE.replace("0100007F", "0000000000000000FFFF00000100007F"))
    assert find_owner(0xC350, 0x1F90, (tmp_path / "missing", six)) == 1001
