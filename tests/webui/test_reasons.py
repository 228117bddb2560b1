"""Why something could not be done is said in the person's language, with its values."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from webui import language
from webui.notebook import DamagedNotebook, TitleRefused
from webui.notebook.importers.model import Problem
from webui.notebook.importers.sources import ArchiveRefused
from webui.notebook.titles import clean_title
from webui.reasons import say_why

_TOO_MANY = ArchiveRefused("It holds more than %(most)s files.", most=200_000)


@pytest.mark.parametrize(("tag", "number"), [("en", "200,000"), ("fr", "200\u202f000")])
def test_numbers_in_a_reason_are_written_as_the_language_does(tag: str, number: str) -> None:
    app = Flask(__name__)
    language.init_app(app)
    with app.test_request_context(headers={"Accept-Language": tag}):
        assert number in say_why(_TOO_MANY)
        assert number in say_why(Problem.of("Vault.zip", _TOO_MANY))


def test_a_reason_is_looked_up_before_its_values_go_in(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {
        "“%(name)s” can't be read.": "„%(name)s“ kann nicht gelesen werden.",
        "The notebook's file %(name)s is damaged.": "Die Datei %(name)s ist beschädigt.",
    }
    monkeypatch.setattr("webui.reasons.gettext", lambda text, **values: known[text] % values)
    refused = ArchiveRefused("“%(name)s” can't be read.", name="100%.md")
    assert say_why(refused) == "„100%.md“ kann nicht gelesen werden."
    assert say_why(Problem.of("Vault", refused)) == "„100%.md“ kann nicht gelesen werden."
    damaged = DamagedNotebook(Path("notebook.db"), "cut off")
    assert say_why(damaged) == "Die Datei notebook.db ist beschädigt."


def test_a_large_number_in_a_reason_has_its_thousands_parted() -> None:
    with pytest.raises(TitleRefused) as caught:
        clean_title("x" * 100_000)
    assert "100,000" in say_why(caught.value)
