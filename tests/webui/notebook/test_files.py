"""Files in the notebook: whole or not there, each content once, gone when they are deleted."""

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.webui.notebook.conftest import FakeClock
from webui.notebook import FileRefused, NoSuchFile, Notebook, UploadMissing, UploadOutOfStep
from webui.notebook.uploads import LARGEST_FILE, LARGEST_PART

PICTURE = os.urandom(700_001)


def content_of(notebook: Notebook, file_id: str, start: int = 0, stop: int | None = None) -> bytes:
    return b"".join(notebook.files.read(notebook.files.find(file_id), start, stop))


def count_pieces(notebook: Notebook) -> int:
    with notebook._unlocked.database.reading() as connection:
        count: int = connection.execute("select count(*) from pieces").get
    return count


def test_a_file_comes_back_byte_for_byte_from_any_place(notebook: Notebook) -> None:
    file = notebook.files.add("photo.png", [PICTURE[:100], PICTURE[100:]])
    assert (file.name, file.type, file.size) == ("photo.png", "image/png", len(PICTURE))
    assert content_of(notebook, file.id) == PICTURE
    for start, stop in ((0, 1), (99, 101), (262_140, 262_150), (700_000, 800_000), (5, 5)):
        assert content_of(notebook, file.id, start, stop) == PICTURE[start:stop]


def test_a_file_that_is_on_its_way_is_seen_by_nobody_until_it_is_whole(notebook: Notebook) -> None:
    uploads = notebook.files.uploads
    upload = uploads.begin("photo.png", len(PICTURE))
    uploads.append(upload.id, 0, PICTURE[:500_000])
    assert notebook.files.all() == []
    with pytest.raises(NoSuchFile):
        notebook.files.find(upload.id)
    with pytest.raises(UploadOutOfStep) as told:
        uploads.finish(upload.id)
    assert told.value.received == 500_000
    assert uploads.append(upload.id, 500_000, PICTURE[500_000:]).is_whole
    assert uploads.finish(upload.id) == upload.id
    assert content_of(notebook, upload.id) == PICTURE


def test_a_part_sent_twice_is_taken_once_and_one_out_of_step_is_told_where_to_go_on(
    notebook: Notebook,
) -> None:
    uploads = notebook.files.uploads
    upload = uploads.begin("a", 9)
    uploads.append(upload.id, 0, b"one")
    assert uploads.append(upload.id, 0, b"one").received == 3
    with pytest.raises(UploadOutOfStep) as told:
        uploads.append(upload.id, 6, b"two")
    assert told.value.received == 3
    with pytest.raises(FileRefused):
        uploads.append(upload.id, 3, b"much more")
    with pytest.raises(FileRefused):
        uploads.append(upload.id, 3, bytes(LARGEST_PART + 1))
    with pytest.raises(FileRefused):
        uploads.begin("b", LARGEST_FILE + 1)


def test_an_upload_goes_on_after_the_program_was_started_again(
    notebook: Notebook, make: Callable[[], Notebook], password: str
) -> None:
    upload = notebook.files.uploads.begin("photo.png", len(PICTURE))
    notebook.files.uploads.append(upload.id, 0, PICTURE[:300_000])
    notebook.lock()
    again = make()
    again.unlock(password)
    received = again.files.uploads.find(upload.id).received
    again.files.uploads.append(upload.id, received, PICTURE[received:])
    again.files.uploads.finish(upload.id)
    with again._unlocked.database.reading() as connection:
        assert connection.execute("select sha256 from contents").get == (
            hashlib.sha256(PICTURE).digest()
        )


def test_the_same_bytes_are_kept_once_under_as_many_names_as_one_likes(notebook: Notebook) -> None:
    one = notebook.files.add("one.png", [PICTURE])
    before = count_pieces(notebook)
    two = notebook.files.add("two.png", [PICTURE])
    assert one.id != two.id
    assert count_pieces(notebook) == before
    assert notebook.files.add("one.png", [PICTURE]).id == one.id
    notebook.files.delete(one.id)
    notebook.files.delete_for_good(one.id)
    assert content_of(notebook, two.id) == PICTURE
    notebook.files.delete(two.id)
    notebook.files.delete_for_good(two.id)
    assert count_pieces(notebook) == 0


def test_an_upload_that_is_given_up_or_left_for_a_day_leaves_no_bytes(
    notebook: Notebook, clock: FakeClock
) -> None:
    uploads = notebook.files.uploads
    given_up, left, going_on = (uploads.begin("x", 9).id for _ in range(3))
    for each in (given_up, left):
        uploads.append(each, 0, b"some")
    uploads.cancel(given_up)
    uploads.cancel(given_up)
    clock.pass_by(hours=25)
    uploads.append(going_on, 0, b"some")
    uploads.sweep()
    assert uploads.find(going_on).received == 4
    for each in (given_up, left):
        with pytest.raises(UploadMissing):
            uploads.find(each)
    assert count_pieces(notebook) == 1


def test_a_file_that_breaks_off_leaves_nothing(notebook: Notebook) -> None:
    def broken() -> Iterator[bytes]:
        yield PICTURE
        raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="pulled out"):
        notebook.files.add("x", broken())
    assert count_pieces(notebook) == 0


def test_a_page_is_saved_at_once_while_a_long_file_comes_in(notebook: Notebook) -> None:
    page = notebook.pages.create("Ideas")
    done = threading.Event()

    def bring() -> None:
        notebook.files.add("long", (PICTURE for _ in range(60)))
        done.set()

    threading.Thread(target=bring).start()
    waits = []
    revision = page.revision
    while not done.is_set():
        began = time.monotonic()
        revision = notebook.pages.save(page.id, f"words {revision}", revision).page.revision
        waits.append(time.monotonic() - began)
    assert len(waits) > 5
    assert max(waits) < 1.0


def test_which_pages_use_a_file_is_known_and_what_none_uses_can_be_swept(
    notebook: Notebook, clock: FakeClock
) -> None:
    used, by_name, unused = (
        notebook.files.add(name, [name.encode()]) for name in ("a.png", "b.png", "c.png")
    )
    page = notebook.pages.create("Ideas", f"![a](/files/{used.id.upper()}/a.png) ![[b.png]]")
    assert [each.id for each in notebook.files.pages_with(used.id)] == [page.id]
    assert notebook.files.find(used.id).pages == 1
    assert [each.id for each in notebook.files.unused()] == [unused.id]
    assert notebook.files.delete_unused() == 1
    assert [each.id for each in notebook.files.trashed()] == [unused.id]
    assert notebook.files.restore(unused.id).deleted_at is None
    notebook.pages.save(page.id, "nothing", page.revision)
    assert {each.id for each in notebook.files.unused()} == {used.id, by_name.id, unused.id}


def test_an_embed_finds_a_file_by_its_name(notebook: Notebook, clock: FakeClock) -> None:
    first = notebook.files.add("My Photo.PNG", [b"1"])
    clock.pass_by(minutes=1)
    notebook.files.add("my photo.png", [b"2"])
    found = notebook.files.named("my photo.png")
    assert found is not None
    assert found.id == first.id
    assert notebook.files.named("other.png") is None


def test_deleting_takes_a_file_out_of_the_trash_alone(notebook: Notebook) -> None:
    file = notebook.files.add("a", [b"1"])
    with pytest.raises(NoSuchFile):
        notebook.files.delete_for_good(file.id)
    assert content_of(notebook, file.id) == b"1"


def test_a_locked_notebook_ends_the_reading_of_a_file(notebook: Notebook) -> None:
    from webui.notebook import NotebookLocked  # noqa: PLC0415

    file = notebook.files.add("a", [PICTURE])
    reading = notebook.files.read(file)
    next(reading)
    notebook.lock()
    with pytest.raises(NotebookLocked):
        next(reading)


def test_no_byte_of_a_file_stands_readable_on_the_disk(notebook: Notebook, folder: Path) -> None:
    words = b"Quetzalcoatlus" * 50_000
    notebook.files.add("Quetzalcoatlus.txt", [words])
    upload = notebook.files.uploads.begin("Quetzalcoatlus", 100)
    notebook.files.uploads.append(upload.id, 0, words[:90])
    for file in folder.iterdir():
        assert b"Quetzalcoatlus" not in file.read_bytes()
