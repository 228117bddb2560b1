"""What the disk can do to a notebook, done for real in a process of its own where need be."""

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from webui.notebook import Argon2Cost, DamagedNotebook, Notebook, StorageFailure

Make = Callable[[], Notebook]

ROOT = Path(__file__).parents[3]
# From here on the script is another user of the machine. All modules are imported before: the
# interpreter itself may lie where that user can't read.
AS_NOBODY = """
    import os, tempfile
    with tempfile.TemporaryDirectory() as elsewhere:
        first = Notebook(Path(elsewhere), cost=Argon2Cost(8, 1, 1))
        first.create("Ada", "password")
        first.lock()
    os.setgroups([])
    os.setegid(65534)
    os.seteuid(65534)
"""


def run(script: str, *arguments: object) -> list[str]:
    """Run a script in another process; answer the lines it prints."""
    start = """
        import sys
        from pathlib import Path
        from webui.notebook import *
        folder = Path(sys.argv[1])
        notebook = Notebook(folder, cost=Argon2Cost(8, 1, 1))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(start) + textwrap.dedent(script)]
        + [str(argument) for argument in arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_file_where_the_folder_should_be_is_told_and_left(
    make: Make, folder: Path, password: str
) -> None:
    folder.write_text("a letter")
    notebook = make()
    assert notebook.state == "absent"
    with pytest.raises(StorageFailure):
        notebook.create("Ada", password)
    assert folder.read_text() == "a letter"


def test_a_missing_database_is_told_and_not_made_anew(
    notebook: Notebook, folder: Path, password: str
) -> None:
    notebook.lock()
    (folder / "notebook.db").unlink()
    with pytest.raises(DamagedNotebook, match=r"notebook\.db"):
        notebook.unlock(password)
    assert not (folder / "notebook.db").exists()


@pytest.mark.parametrize("content", [b"", b"x", b"SQLite format 3\0" + bytes(5_000), b"x" * 9_000])
def test_a_database_of_anything_else_is_called_damaged_after_the_right_password(
    notebook: Notebook, folder: Path, password: str, content: bytes
) -> None:
    notebook.lock()
    (folder / "notebook.db").write_bytes(content)
    with pytest.raises(DamagedNotebook):
        notebook.unlock(password)
    assert notebook.state == "locked"
    assert (folder / "notebook.db").read_bytes() == content


def test_damage_met_while_reading_is_told(notebook: Notebook, folder: Path, password: str) -> None:
    page = notebook.pages.create("One", "x" * 1_000_000)
    notebook.lock()
    content = bytearray((folder / "notebook.db").read_bytes())
    for at in range(len(content) // 2, len(content), 4096):
        content[at] ^= 1
    (folder / "notebook.db").write_bytes(content)
    notebook.unlock(password)
    with pytest.raises(DamagedNotebook):
        notebook.pages.by_id(page.id)


def test_a_disk_that_fills_up_is_told_and_what_was_saved_stays(folder: Path) -> None:
    script = """
        import resource
        notebook.create("Ada", "password")
        page = notebook.pages.create("One", "kept")
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
        try:
            notebook.pages.save(page.id, "x" * 1_000_000, 1)
        except StorageFailure as failure:
            print(failure.kind, failure)
        print(notebook.pages.by_id(page.id).body)
        print(notebook.pages.save(page.id, "small", 1).page.body)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
        try:
            notebook.change_password("another")
        except StorageFailure as failure:
            print(failure.kind)
        print(notebook.verify_password("password"))
    """
    assert run(script, folder) == ["full The disk is full.", "kept", "small", "full", "True"]


def test_a_disk_with_no_room_at_all_still_lets_the_pages_be_read(folder: Path) -> None:
    script = """
        import resource
        notebook.create("Ada", "password")
        notebook.pages.create("One", "kept")
        notebook.lock()
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        notebook.unlock("password")
        started = notebook.sign_ins.start("Ada", "password")
        there = notebook.sign_ins.active(started.id) is not None
        print(there, notebook.sign_ins.problem.kind, notebook.pages.find("one").body)
        try:
            notebook.pages.create("Two")
        except StorageFailure as failure:
            print(failure.kind)
        notebook.lock()
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        notebook.unlock("password")
        print(notebook.sign_ins.active(started.id) is not None, notebook.pages.create("Two").slug)
    """
    assert run(script, folder) == ["True full kept", "full", "True two"]


def test_a_disk_without_room_for_a_notebook_is_left_as_it_was(folder: Path) -> None:
    script = """
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
        try:
            notebook.create("Ada", "password")
        except StorageFailure as failure:
            print(failure.kind, notebook.state, folder.exists())
    """
    assert run(script, folder) == ["full absent False"]


def test_a_machine_without_the_memory_for_a_password_is_told(folder: Path) -> None:
    script = """
        import resource
        dear = Notebook(folder, cost=Argon2Cost(512 * 1024, 1, 1))
        dear.create("Ada", "password")
        dear.lock()
        resource.setrlimit(resource.RLIMIT_AS, (384 * 1024 * 1024, resource.RLIM_INFINITY))
        try:
            dear.unlock("password")
        except NotEnoughMemory as failure:
            print(failure)
    """
    assert run(script, folder) == ["There is not enough free memory to open the notebook."]


def test_a_database_at_its_largest_is_told_as_a_full_disk(notebook: Notebook) -> None:
    page = notebook.pages.create("One", "kept")
    opened = notebook._opened
    assert opened is not None
    with opened.database.writing() as connection:
        pages = connection.execute("pragma page_count").get
    opened.database._writer.connection.execute(f"pragma max_page_count = {pages}").fetchall()
    with pytest.raises(StorageFailure) as raised:
        notebook.pages.save(page.id, "x" * 1_000_000, 1)
    assert raised.value.kind == "full"
    assert notebook.pages.by_id(page.id) == page


def run_as_nobody(script: str, folder: Path) -> list[str]:
    """Run a script as another user of the machine; answer the lines it prints."""
    return run(textwrap.dedent(AS_NOBODY) + textwrap.dedent(script), folder)


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user of the machine can look into; pytest's own are the tester's."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can act as another user"
)


@needs_root
def test_a_folder_that_may_not_be_written_to_is_told(public: Path) -> None:
    script = """
        try:
            notebook.create("Ada", "password")
        except StorageFailure as failure:
            print(failure.kind, notebook.state)
    """
    assert run_as_nobody(script, public / "new") == ["read-only absent"]
    assert run_as_nobody(script, public) == ["read-only absent"]


@needs_root
def test_a_notebook_that_may_only_be_read_is_told(public: Path, cheap: Argon2Cost) -> None:
    notebook = Notebook(public, cost=cheap)
    notebook.create("Ada", "password")
    notebook.lock()
    for file in public.iterdir():
        file.chmod(0o644)
    script = """
        try:
            notebook.unlock("password")
        except StorageFailure as failure:
            print(failure.kind, notebook.state)
    """
    assert run_as_nobody(script, public) == ["read-only locked"]


@needs_root
def test_a_folder_that_may_not_be_looked_into_is_told(public: Path, cheap: Argon2Cost) -> None:
    notebook = Notebook(public / "inglenook", cost=cheap)
    notebook.create("Ada", "password")
    notebook.lock()
    script = """
        try:
            print(notebook.state)
        except StorageFailure as failure:
            print(failure.kind)
    """
    assert run_as_nobody(script, public / "inglenook") == ["read-only"]


def test_another_program_that_holds_the_database_is_told_as_busy(
    notebook: Notebook, folder: Path, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = notebook._opened
    assert opened is not None
    opened.database._writer.connection.set_busy_timeout(10)
    script = """
        notebook.unlock("password")
        with notebook._opened.database.writing():
            print("held", flush=True)
            sys.stdin.read()
    """
    notebook.change_password("password")
    start = "import sys; from pathlib import Path; from webui.notebook import *\n"
    start += "notebook = Notebook(Path(sys.argv[1]))\n"
    with subprocess.Popen(
        [sys.executable, "-c", start + textwrap.dedent(script), str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(StorageFailure) as raised:
            notebook.pages.create("One")
        assert raised.value.kind == "busy"
    assert notebook.pages.create("One").slug == "one"
