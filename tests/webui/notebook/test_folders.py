"""The slashes in titles make folders, which are read one level at a time."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webui.notebook import Notebook
from webui.notebook.folders import shown_name


def _make(notebook: Notebook, *titles: str) -> None:
    for title in titles:
        notebook.pages.create(title=title)


def _folders(notebook: Notebook, path: str = "") -> list[str]:
    return [folder.path for folder in notebook.folders.level(path).folders]


def _pages(notebook: Notebook, path: str = "") -> list[str]:
    return [page.slug for page in notebook.folders.level(path).pages]


def test_each_level_shows_its_own_folders_and_pages(notebook: Notebook) -> None:
    _make(
        notebook, "Ideas", "Work/Plans", "Work/Clients/Acme", "Work/Clients/Umbra/Bills", "Home/A"
    )
    assert _folders(notebook) == ["home", "work"]
    assert _pages(notebook) == ["ideas"]
    assert _folders(notebook, "work") == ["work/clients"]
    assert _pages(notebook, "work") == ["work/plans"]
    assert _folders(notebook, "Work/Clients") == ["work/clients/umbra"]


def test_a_folder_whose_name_begins_like_another_keeps_its_own_pages(notebook: Notebook) -> None:
    _make(notebook, "Work/A", "Work-2/B", "Work 2 b/C", "Works/D", "Work/Deep/E")
    assert _folders(notebook) == ["work", "work-2", "work-2-b", "works"]
    assert _pages(notebook, "work") == ["work/a"]
    assert _folders(notebook, "work") == ["work/deep"]


def test_folders_are_called_what_people_call_them(notebook: Notebook) -> None:
    _make(notebook, "Dr. Ørsted/Öl & Gas/Bills", "資料/電池")
    first, second = notebook.folders.level().folders
    assert (first.name, second.name) == ("Dr. Ørsted", "資料")
    assert notebook.folders.level(first.path).folders[0].name == "Öl & Gas"


def test_a_page_with_pages_below_it_stands_with_its_folder(notebook: Notebook) -> None:
    _make(notebook, "Work", "Work/Plans")
    level = notebook.folders.level()
    assert [folder.page and folder.page.slug for folder in level.folders] == ["work"]
    assert level.pages == []


def test_a_page_in_the_trash_lies_in_no_folder(notebook: Notebook) -> None:
    page = notebook.pages.create(title="Work/Plans")
    notebook.pages.delete(page.id)
    assert _folders(notebook) == []
    notebook.trash.restore(page.id)
    assert _folders(notebook) == ["work"]


def test_a_long_folder_says_that_there_is_more(notebook: Notebook) -> None:
    _make(notebook, *(f"Log/Day {number}" for number in range(7)))
    assert notebook.folders.level("log", limit=6).has_more
    assert not notebook.folders.level("log", limit=7).has_more


def test_the_name_of_a_page_in_its_folder_is_the_last_part_of_its_title() -> None:
    assert shown_name("Work/Clients/Acme", "work/clients/acme") == "Acme"
    assert shown_name("Either / or", "either/or") == "or"
    assert shown_name("Half", "work/half") == "Half"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=st.lists(st.text("ab-/ 2", min_size=1, max_size=8), max_size=8))
def test_every_page_is_found_once_by_walking_down_the_folders(
    notebook: Notebook, titles: list[str]
) -> None:
    _make(notebook, *titles)
    found: list[str] = []
    waiting = [""]
    while waiting:
        level = notebook.folders.level(waiting.pop())
        waiting += [folder.path for folder in level.folders]
        found += [page.slug for page in level.pages]
        found += [folder.page.slug for folder in level.folders if folder.page]
    assert sorted(found) == sorted(page.slug for page in notebook.pages.list(limit=10_000))
