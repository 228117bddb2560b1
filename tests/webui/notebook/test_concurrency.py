"""Many windows at once: many threads, one notebook."""

import threading
import time
from collections.abc import Callable

from webui.notebook import Notebook, NotebookLocked, WrongPassword


def run_together(*jobs: Callable[[], None]) -> list[BaseException]:
    """Run jobs at once; answer what they raised."""
    raised: list[BaseException] = []
    ready = threading.Barrier(len(jobs))

    def run(job: Callable[[], None]) -> None:
        ready.wait()
        try:
            job()
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test looks at it
            raised.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    return raised


def test_windows_that_save_one_page_at_once_lose_no_line(notebook: Notebook) -> None:
    count, rounds = 6, 15
    page = notebook.pages.create("One", "\n".join(["-"] * count))

    def write_line(line: int) -> None:
        for turn in range(rounds):
            now = notebook.pages.by_id(page.id)
            lines = now.body.split("\n")
            lines[line] = f"{line}: {turn}"
            saved = notebook.pages.save(page.id, "\n".join(lines), now.revision)
            assert saved.conflict is None

    assert run_together(*(lambda n=line: write_line(n) for line in range(count))) == []
    expected = "\n".join(f"{line}: {rounds - 1}" for line in range(count))
    assert notebook.pages.by_id(page.id).body == expected


def test_pages_made_at_once_get_addresses_of_their_own(notebook: Notebook) -> None:
    def make_some() -> None:
        for _ in range(10):
            notebook.pages.create()

    assert run_together(*[make_some] * 6) == []
    slugs = {page.slug for page in notebook.pages.list()}
    assert slugs == {"untitled", *(f"untitled-{number}" for number in range(2, 61))}


def test_locking_in_the_middle_of_everything_is_told_as_locked(
    notebook: Notebook, password: str
) -> None:
    page = notebook.pages.create("One", "0 #tag")

    def use_for_ever() -> None:
        while True:
            now = notebook.pages.by_id(page.id)
            notebook.pages.save(page.id, f"{now.revision} #tag", now.revision)
            notebook.pages.list()
            notebook.tags.all()
            notebook.settings.set("x", 1)
            notebook.sign_ins.recent()

    for _ in range(8):
        timer = threading.Timer(0.1, notebook.lock)
        timer.start()
        raised = run_together(*[use_for_ever] * 5)
        timer.join()
        assert {type(error) for error in raised} == {NotebookLocked}
        assert notebook.state == "locked"
        notebook.unlock(password)
    now = notebook.pages.by_id(page.id)
    assert notebook.revisions.get(page.id, now.revision).body == now.body


def test_locking_and_unlocking_at_once_ends_in_one_of_the_two(
    notebook: Notebook, password: str
) -> None:
    def unlock_often() -> None:
        for _ in range(20):
            notebook.unlock(password)

    def lock_often() -> None:
        for _ in range(20):
            notebook.lock()

    def guess_often() -> None:
        for _ in range(20):
            try:
                notebook.unlock("wrong")
            except WrongPassword:
                notebook.sign_ins.record_failure()

    assert run_together(unlock_often, lock_often, unlock_often, lock_often, guess_often) == []
    notebook.unlock(password)
    assert len(notebook.sign_ins.failures()) == 20


def test_locking_does_not_wait_for_a_long_query(notebook: Notebook) -> None:
    opened = notebook._opened
    assert opened is not None
    begun = threading.Event()

    def count_for_ever() -> None:
        with opened.database.reading() as connection:
            begun.set()
            connection.execute(
                "with recursive n(x) as (select 1 union all select x + 1 from n)"
                " select count(*) from n"
            ).fetchall()

    def lock_soon() -> None:
        assert begun.wait(5)
        before = time.monotonic()
        notebook.lock()
        assert time.monotonic() - before < 2

    assert [type(error) for error in run_together(count_for_ever, lock_soon)] == [NotebookLocked]


def test_what_is_read_at_one_moment_is_of_one_state(notebook: Notebook) -> None:
    def make_one() -> None:
        notebook.pages.create("Meanwhile")

    with notebook.at_one_moment():
        before = notebook.pages.count()
        assert run_together(make_one) == []
        assert notebook.pages.count() == before
    assert notebook.pages.count() == before + 1
