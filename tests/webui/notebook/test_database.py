import threading
import time
from pathlib import Path

import apsw
import pytest

from webui.notebook import DamagedNotebook, NewerNotebook, NotebookLocked
from webui.notebook.database import Database
from webui.notebook.durable import make_private_file

KEY = bytearray(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notebook.db"


@pytest.fixture
def database(path: Path) -> Database:
    make_private_file(path)
    return Database.create(path, KEY)


def put(database: Database, value: str) -> None:
    with database.writing() as connection:
        connection.execute("insert or replace into settings values ('x', ?)", (value,))


def get(database: Database) -> object:
    with database.reading() as connection:
        return connection.execute("select value from settings where name = 'x'").get


@pytest.mark.parametrize("key", [b"", b"x" * 31, b"x" * 33, b"x" * 64])
def test_a_key_of_another_length_is_never_taken_for_a_passphrase(path: Path, key: bytes) -> None:
    make_private_file(path)
    with pytest.raises(ValueError, match="key"):
        Database.create(path, bytearray(key))
    with pytest.raises(ValueError, match="cipher"):
        Database(path, KEY, "aes256cbc")


def test_the_key_is_taken_as_it_is_and_not_as_a_passphrase(database: Database, path: Path) -> None:
    put(database, "value")
    database.close()
    connection = apsw.Connection(str(path))
    connection.execute("pragma cipher = 'chacha20'").fetchall()
    connection.execute(f"pragma key = 'raw:{bytes(KEY).hex()}'").fetchall()
    assert connection.execute("select value from settings").get == "value"
    connection.close()


def test_another_key_opens_nothing(database: Database, path: Path) -> None:
    database.close()
    with pytest.raises(DamagedNotebook):
        Database(path, bytearray(32))


def test_a_file_that_is_not_there_is_not_made(path: Path) -> None:
    with pytest.raises(Exception, match=r"disk|damaged"):
        Database(path, KEY)
    assert not path.exists()


def test_every_connection_keeps_what_it_does_off_the_disk(database: Database) -> None:
    for use in (database.reading, database.writing):
        with use() as connection:
            answers = {
                name: connection.execute(f"pragma {name}").get
                for name in ("journal_mode", "synchronous", "temp_store", "secure_delete")
            }
            assert answers == {
                "journal_mode": "wal",
                "synchronous": 2,
                "temp_store": 2,
                "secure_delete": 1,
            }
            assert connection.execute("pragma foreign_keys").get == 1


def test_a_reader_can_not_write(database: Database) -> None:
    with (
        pytest.raises(Exception, match="written to"),
        database.reading() as connection,
    ):
        connection.execute("delete from settings")


def test_a_write_that_fails_is_undone_whole(database: Database) -> None:
    put(database, "before")

    def fail() -> None:
        with database.writing() as connection:
            connection.execute("update settings set value = 'after'")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert get(database) == "before"
    put(database, "after")
    assert get(database) == "after"


def test_a_reading_sees_one_state_throughout(database: Database) -> None:
    put(database, "before")
    with database.reading() as connection:
        assert connection.execute("select value from settings").get == "before"
        writer = threading.Thread(target=put, args=(database, "after"))
        writer.start()
        writer.join()
        assert connection.execute("select value from settings").get == "before"
    assert get(database) == "after"


def test_a_mistake_of_the_program_is_not_called_a_failure_of_the_disk(database: Database) -> None:
    with pytest.raises(apsw.SQLError), database.reading() as connection:
        connection.execute("select nonsense")


def test_connections_of_threads_that_ended_are_closed(database: Database) -> None:
    for _ in range(5):
        thread = threading.Thread(target=get, args=(database,))
        thread.start()
        thread.join()
    assert len(database._readers) == 0


def test_a_notebook_of_a_newer_program_is_left_byte_by_byte(database: Database, path: Path) -> None:
    with database.writing() as connection:
        connection.execute("pragma user_version = 99")
    database.close()
    before = path.read_bytes()
    with pytest.raises(NewerNotebook) as raised:
        Database(path, KEY)
    assert raised.value.found == 99
    assert raised.value.known < 99
    assert path.read_bytes() == before


def test_a_log_that_a_newer_program_left_is_not_touched_either(
    database: Database, path: Path, tmp_path: Path
) -> None:
    with database.writing() as connection:
        connection.execute("pragma user_version = 99")
    copies = tmp_path / "copy"
    copies.mkdir()
    names = ("notebook.db", "notebook.db-wal")
    for name in names:
        (copies / name).write_bytes((tmp_path / name).read_bytes())
    database.close()
    before = [(copies / name).read_bytes() for name in names]
    with pytest.raises(NewerNotebook):
        Database(copies / "notebook.db", KEY)
    assert [(copies / name).read_bytes() for name in names] == before
    assert len(before[1]) > 0


def test_an_emptied_file_is_damage_and_not_a_new_notebook(database: Database, path: Path) -> None:
    database.close()
    path.write_bytes(b"")
    with pytest.raises(DamagedNotebook):
        Database(path, KEY)
    assert path.read_bytes() == b""


def test_a_flipped_byte_anywhere_is_noticed(database: Database, path: Path) -> None:
    for at in range(30):
        put(database, f"{at}" * 3_000)
    database.close()
    original = path.read_bytes()
    for at in range(0, len(original), 1_999):
        path.write_bytes(original[:at] + bytes([original[at] ^ 1]) + original[at + 1 :])
        with pytest.raises(DamagedNotebook):
            read_everything(path)


def read_everything(path: Path) -> None:
    database = Database(path, KEY)
    try:
        with database.reading() as connection:
            answer = connection.execute("pragma integrity_check").get
        if answer != "ok":
            raise DamagedNotebook(path, str(answer))
    finally:
        database.close()


def test_closing_ends_what_others_have_under_way(database: Database) -> None:
    begun = threading.Event()
    raised: list[BaseException] = []

    def count_for_ever() -> None:
        try:
            with database.reading() as connection:
                begun.set()
                connection.execute(
                    "with recursive n(x) as (select 1 union all select x + 1 from n)"
                    " select count(*) from n"
                ).fetchall()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test looks at it
            raised.append(error)

    thread = threading.Thread(target=count_for_ever)
    thread.start()
    assert begun.wait(5)
    database.close()
    thread.join(5)
    assert [type(error) for error in raised] == [NotebookLocked]
    with pytest.raises(NotebookLocked):
        get(database)
    with pytest.raises(NotebookLocked):
        put(database, "after")


def test_closing_lets_a_save_come_to_its_end(database: Database, path: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def save_slowly() -> None:
        with database.writing() as connection:
            begun.set()
            assert go_on.wait(5)
            connection.execute(
                "with recursive n(x) as (select 1 union all select x + 1 from n limit 300000)"
                " select count(*) from n"
            ).fetchall()
            connection.execute("insert into settings values ('x', 'saved')")

    saving = threading.Thread(target=save_slowly)
    saving.start()
    assert begun.wait(5)
    closing = threading.Thread(target=database.close)
    closing.start()
    while not database._closed:
        time.sleep(0.001)
    go_on.set()
    saving.join(5)
    closing.join(5)
    again = Database(path, KEY)
    assert get(again) == "saved"
    again.close()
