import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from webui.notebook import (
    Argon2Cost,
    NameRefused,
    Notebook,
    NotebookExists,
    NotebookLocked,
    NotebookMissing,
    PasswordRefused,
    WrongPassword,
)

Make = Callable[[], Notebook]


def test_before_the_first_start_there_is_nothing(make: Make, folder: Path) -> None:
    notebook = make()
    assert (notebook.state, notebook.name, notebook.id) == ("absent", None, None)
    assert not notebook.has_kept_key
    for use in (
        lambda: notebook.unlock("password"),
        lambda: notebook.unlock_with_kept_key(b"x" * 32),
        lambda: notebook.verify_password("password"),
        notebook.forget_kept_key,
    ):
        with pytest.raises(NotebookMissing):
            use()
    assert not folder.exists()


def test_a_new_notebook_is_open_and_its_owners_alone(
    notebook: Notebook, folder: Path, name: str
) -> None:
    assert (notebook.state, notebook.name) == ("open", name)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
    assert set(files.values()) == {0o600}
    notebook.lock()
    assert {file.name for file in folder.iterdir()} == {
        "notebook.db",
        "notebook.db.keys",
        "keyslots.json",
    }


def test_a_folder_that_was_there_keeps_its_mode(make: Make, folder: Path, password: str) -> None:
    folder.mkdir(mode=0o755)
    make().create("Ada", password)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_the_owners_name_can_be_read_while_it_is_locked(
    notebook: Notebook, make: Make, name: str
) -> None:
    notebook.lock()
    assert notebook.state == make().state == "locked"
    assert make().name == name
    assert make().id == notebook.id is not None


def test_the_password_opens_it_and_nothing_else_does(
    notebook: Notebook, make: Make, password: str
) -> None:
    page = notebook.pages.create("One", "text")
    notebook.lock()
    again = make()
    for wrong in ("", password.strip(), password.upper(), password + "x", "\ud800"):
        with pytest.raises(WrongPassword):
            again.unlock(wrong)
        assert again.state == "locked"
    again.unlock(password)
    assert again.pages.by_id(page.id) == page


def test_a_password_opens_it_from_a_keyboard_that_composes_otherwise(make: Make) -> None:
    notebook = make()
    notebook.create("Ada", "caf\u00e9 noir")
    notebook.lock()
    notebook.unlock("cafe\u0301\u00a0noir")
    assert notebook.state == "open"


def test_the_recovery_code_opens_it_and_a_renewed_one_instead_of_it(
    make: Make, password: str
) -> None:
    notebook = make()
    code = notebook.create("Ada", password)
    notebook.lock()
    notebook.unlock_with_recovery_code(code.lower().replace("-", " "))
    renewed = notebook.renew_recovery_code()
    notebook.lock()
    for wrong in (code, "", renewed[:-1], password):
        with pytest.raises(WrongPassword):
            notebook.unlock_with_recovery_code(wrong)
    notebook.unlock_with_recovery_code(renewed)
    assert notebook.state == "open"


def test_a_kept_key_opens_it_until_it_is_forgotten(notebook: Notebook, make: Make) -> None:
    assert not notebook.has_kept_key
    former, kept = notebook.keep_key(), notebook.keep_key()
    notebook.lock()
    again = make()
    assert again.has_kept_key
    for wrong in (former, b"", bytes(32)):
        with pytest.raises(WrongPassword):
            again.unlock_with_kept_key(wrong)
    again.unlock_with_kept_key(kept)
    again.lock()
    again.forget_kept_key()
    again.forget_kept_key()
    assert not make().has_kept_key
    with pytest.raises(WrongPassword):
        again.unlock_with_kept_key(kept)


def test_a_changed_password_replaces_the_former_and_leaves_the_other_ways_in(
    make: Make, password: str
) -> None:
    notebook = make()
    code = notebook.create("Ada", password)
    kept = notebook.keep_key()
    notebook.change_password("another one")
    notebook.lock()
    with pytest.raises(WrongPassword):
        notebook.unlock(password)
    notebook.unlock("another one")
    notebook.lock()
    notebook.unlock_with_recovery_code(code)
    notebook.lock()
    notebook.unlock_with_kept_key(kept)
    assert notebook.state == "open"


def test_a_password_can_be_checked_open_or_not(notebook: Notebook, password: str) -> None:
    for _ in range(2):
        assert notebook.verify_password(password)
        assert not notebook.verify_password("wrong")
        notebook.lock()
    assert notebook.state == "locked"


def test_unlocking_an_open_notebook_checks_the_password_alone(
    notebook: Notebook, password: str
) -> None:
    pages = notebook.pages
    notebook.unlock(password)
    with pytest.raises(WrongPassword):
        notebook.unlock("wrong")
    assert notebook.pages is pages


def test_a_renamed_owner_is_known_at_the_next_start(
    notebook: Notebook, make: Make, password: str
) -> None:
    notebook.rename_owner("  Ada King ")
    notebook.lock()
    again = make()
    assert again.name == "Ada King"
    again.unlock(password)
    assert again.name == "Ada King"


def test_a_second_notebook_never_takes_the_place_of_the_first(
    notebook: Notebook, make: Make, folder: Path, password: str
) -> None:
    page = notebook.pages.create("One", "text")
    for _ in range(2):
        with pytest.raises(NotebookExists):
            make().create("Eve", "another")
        notebook.lock()
    notebook.unlock(password)
    assert notebook.pages.by_id(page.id) == page


@pytest.mark.parametrize(
    ("name", "password", "error"), [("", "good", NameRefused), ("Ada", "", PasswordRefused)]
)
def test_what_is_refused_makes_nothing(
    make: Make, folder: Path, name: str, password: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        make().create(name, password)
    assert not folder.exists()


def test_a_refused_new_password_or_name_leaves_the_former(
    notebook: Notebook, name: str, password: str
) -> None:
    with pytest.raises(PasswordRefused):
        notebook.change_password("")
    with pytest.raises(NameRefused):
        notebook.rename_owner(" ")
    assert notebook.verify_password(password)
    assert notebook.name == name


def test_a_locked_notebook_gives_nothing_away(notebook: Notebook, password: str) -> None:
    pages, settings = notebook.pages, notebook.settings
    page = pages.create("One")
    notebook.lock()
    notebook.lock()
    for use in (
        lambda: notebook.pages,
        lambda: notebook.trash,
        lambda: notebook.tags,
        lambda: notebook.revisions,
        lambda: notebook.settings,
        lambda: notebook.change_password("another"),
        lambda: notebook.rename_owner("Eve"),
        notebook.renew_recovery_code,
        notebook.keep_key,
        pages.list,
        lambda: pages.by_id(page.id),
        lambda: pages.save(page.id, "text", 1),
        lambda: settings.get("x"),
    ):
        with pytest.raises(NotebookLocked):
            use()
    notebook.unlock(password)
    with pytest.raises(NotebookLocked):
        pages.list()
    assert notebook.pages.by_id(page.id) == page


def test_a_password_set_at_another_cost_still_opens(
    notebook: Notebook, folder: Path, password: str
) -> None:
    notebook.lock()
    other = Notebook(folder, cost=Argon2Cost(memory=32, passes=2, lanes=2))
    other.unlock(password)
    other.change_password("dearer")
    other.lock()
    notebook.unlock("dearer")
    assert notebook.state == "open"


def test_the_key_is_overwritten_when_it_is_locked(notebook: Notebook) -> None:
    opened = notebook._opened
    assert opened is not None
    assert any(opened.key)
    notebook.lock()
    assert opened.key == bytes(32)
