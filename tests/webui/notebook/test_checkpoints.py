import threading
import time
from pathlib import Path

import apsw
import pytest

from webui.notebook.checkpoints import Checkpoints, copy_log
from webui.notebook.database import Database
from webui.notebook.durable import make_private_file
from webui.notebook.errors import StorageFailure
from webui.notebook.log import read_promise

MUCH, LITTLE = 20_000_000, 100_000
FRAME = 4_120


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notes.db"


@pytest.fixture
def writer(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    connection.execute("pragma journal_mode = wal; create table texts (body)").fetchall()
    return connection


def write(connection: apsw.Connection, size: int) -> None:
    connection.execute("insert into texts values (randomblob(?))", (size,))


def is_copied(path: Path) -> bool:
    promise = read_promise(path)
    return promise is not None and promise.copied == promise.frames


def wait_until_copied(path: Path) -> None:
    until = time.monotonic() + 10
    while not is_copied(path):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_saves_go_on_while_what_an_import_wrote_is_copied_into_the_file(
    writer: apsw.Connection, path: Path
) -> None:
    may_copy = threading.Event()

    def copy() -> int:
        assert may_copy.wait(10)
        connection = apsw.Connection(str(path))
        connection.execute("select count(*) from texts").fetchall()
        return copy_log(connection)

    Checkpoints(copy).follow(writer)
    write(writer, MUCH)
    write(writer, LITTLE)
    assert path.stat().st_size < MUCH
    may_copy.set()
    wait_until_copied(path)
    assert path.stat().st_size > MUCH


def test_the_log_stays_small_while_little_is_saved_at_once(
    writer: apsw.Connection, path: Path
) -> None:
    Checkpoints(lambda: pytest.fail("nothing here is much")).follow(writer)
    for _ in range(100):
        write(writer, LITTLE)
    assert Path(f"{path}-wal").stat().st_size < 1_200 * FRAME


def test_a_log_that_could_not_be_copied_is_copied_after_the_next_save(
    writer: apsw.Connection, path: Path
) -> None:
    tried = threading.Semaphore(0)

    def copy() -> int:
        tried.release()
        raise StorageFailure("full", "no space left")

    Checkpoints(copy).follow(writer)
    write(writer, MUCH)
    assert tried.acquire(timeout=10)
    until = time.monotonic() + 10
    while not tried.acquire(blocking=False):
        assert time.monotonic() < until
        write(writer, 1)
        time.sleep(0.01)


def test_the_log_of_a_notebook_is_copied_beside_its_saves(path: Path) -> None:
    key = bytearray(range(32))
    make_private_file(path)
    database = Database.create(path, key)
    with database.writing() as connection:
        connection.execute("create table texts (body)")
        write(connection, MUCH)
    wait_until_copied(path)
    with database.writing() as connection:
        write(connection, MUCH)
    # Closed in the middle of it, nothing is lost.
    database.close()
    again = Database(path, key)
    with again.reading() as connection:
        assert connection.execute("select count(*), sum(length(body)) from texts").get == (
            2,
            2 * MUCH,
        )
    again.close()
