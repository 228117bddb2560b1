"""The log file tells what the program did, never what is in the notebook."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.logs import keep_log, read_last_lines


def written(tmp_path: Path) -> str:
    return (tmp_path / "inglenook.log").read_text()


def test_what_the_program_says_is_kept(tmp_path: Path) -> None:
    with keep_log(tmp_path):
        logging.getLogger("desktop.app").info("a window was opened, %d in all", 3)
    assert "INFO desktop.app: a window was opened, 3 in all" in written(tmp_path)
    assert (tmp_path / "inglenook.log").stat().st_mode & 0o777 == 0o600


def test_addresses_with_their_page_names_and_tickets_are_left_out(tmp_path: Path) -> None:
    with keep_log(tmp_path):
        log = logging.getLogger("webui.app")
        log.error("Exception on /pages/secret-name [GET]")
        log.warning("came from %s", "http://127.0.0.1:1/enter/TICKET")
    assert "Exception on (address) [GET]" in written(tmp_path)
    assert "came from (address)" in written(tmp_path)
    assert "secret-name" not in written(tmp_path)
    assert "TICKET" not in written(tmp_path)


def test_values_in_the_messages_of_libraries_are_left_out(tmp_path: Path) -> None:
    with keep_log(tmp_path):
        logging.getLogger("waitress").warning("Exception while serving %s", "secret words")
    assert "Exception while serving %s" in written(tmp_path)
    assert "secret words" not in written(tmp_path)


def test_an_error_is_kept_by_kind_and_place_without_its_words(tmp_path: Path) -> None:
    with keep_log(tmp_path):
        try:
            try:
                int("secret words")
            except ValueError as error:
                raise RuntimeError("more secret words") from error
        except RuntimeError:
            logging.getLogger("desktop.app").exception("it did not go well")
    told = written(tmp_path)
    assert "RuntimeError" in told
    assert "ValueError" in told
    assert "test_logs.py:" in told
    assert "secret" not in told


def test_a_thread_that_fails_says_so_in_the_log_alone(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with keep_log(tmp_path):
        thread = threading.Thread(target=lambda: 1 / 0, name="the one")
        thread.start()
        thread.join()
    assert "the thread the one ended with an error" in written(tmp_path)
    assert "ZeroDivisionError" in written(tmp_path)
    assert capfd.readouterr() == ("", "")


def test_the_log_does_not_grow_without_end(tmp_path: Path) -> None:
    with keep_log(tmp_path):
        log = logging.getLogger("desktop.app")
        for _ in range(30):
            log.info("x" * 100_000)
    files = list(tmp_path.iterdir())
    assert len(files) == 4
    assert sum(each.stat().st_size for each in files) < 3_000_000


def test_a_full_disk_does_not_reach_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full")
    (tmp_path / "inglenook.log").symlink_to(full)
    with keep_log(tmp_path):
        logging.getLogger("desktop.app").info("nobody can read this")
    assert capfd.readouterr() == ("", "")


def test_the_last_lines_reach_back_over_a_log_that_was_turned(tmp_path: Path) -> None:
    with keep_log(tmp_path):
        log = logging.getLogger("desktop.app")
        for number in range(6000):
            log.info("line %d %s", number, "x" * 60)
    lines = read_last_lines(tmp_path, 9000)
    assert "line 5999 " in lines[-1]
    assert len(lines) == 6000
    assert read_last_lines(tmp_path, 2) == lines[-2:]
    assert read_last_lines(tmp_path / "nowhere", 2) == []


def test_a_fault_of_native_code_says_where_the_program_stood(tmp_path: Path) -> None:
    script = (
        "import ctypes, pathlib, sys\n"
        "from desktop.logs import keep_log\n"
        "with keep_log(pathlib.Path(sys.argv[1])):\n"
        "    ctypes.string_at(0)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, check=False
    )
    assert ended.returncode != 0
    assert ended.stderr == b""
    assert "string_at" in written(tmp_path)
