"""The pictures that are looked at show every state where it could look otherwise."""

from __future__ import annotations

from tests.browser.shots import FULLNESS, LANGUAGES, SIZES, list_shots
from tests.browser.states import STATES


def test_every_state_is_pictured_in_every_size_theme_and_language() -> None:
    shots = list_shots([], sizes=SIZES, languages=LANGUAGES, fullness=FULLNESS)
    pictured = {(shot.state.name, shot.size_name, shot.language) for shot in shots}
    for state in STATES:
        for size in ["narrow"] if state.is_narrow else SIZES:
            for language in LANGUAGES:
                assert (state.name, size, language) in pictured
    assert all(shot.schemes == ("light", "dark") for shot in shots)
    assert SIZES["zoomed"].zoom == 2
    files = [file for shot in shots for file in shot.files]
    assert len(files) == len(set(files)), "no picture is taken over another"


def test_an_empty_notebook_is_pictured_where_it_looks_otherwise() -> None:
    shots = list_shots([], sizes=["usual"], languages=["en"], fullness=["empty"])
    assert {"list", "tasks", "journal", "trash"} <= {shot.state.name for shot in shots}
