from collections.abc import Callable

import pytest

from webui.notebook import Notebook


@pytest.mark.parametrize("value", ["dark", 3, 1.5, True, None, ["a", {"b": "é"}], {}])
def test_a_choice_is_there_after_the_next_start(
    notebook: Notebook, make: Callable[[], Notebook], password: str, value: object
) -> None:
    notebook.settings.set("choice", "former")
    notebook.settings.set("choice", value)
    notebook.lock()
    again = make()
    again.unlock(password)
    assert again.settings.get("choice", "default") == value


def test_a_choice_never_made_is_the_default(notebook: Notebook) -> None:
    assert notebook.settings.get("choice") is None
    assert notebook.settings.get("choice", "system") == "system"


@pytest.mark.parametrize("value", [object(), float("nan"), {1, 2}])
def test_what_is_not_json_changes_no_choice(notebook: Notebook, value: object) -> None:
    notebook.settings.set("choice", "former")
    with pytest.raises((TypeError, ValueError)):
        notebook.settings.set("choice", value)
    assert notebook.settings.get("choice") == "former"
