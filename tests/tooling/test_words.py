"""Sentences are found wherever they stand, and built into what the program reads."""

import json
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tooling import words
from tooling.sentences import find_sentences
from webui.language import language_of
from webui.notebook import titles

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    sources = {
        "webui/views/a.py": (
            'x = gettext("Saved %(when)s", when=1)\n'
            'y = ngettext("%(num)s page", "%(num)s pages", 2)\n'
            'T = mark("Wrong")\n'
        ),
        "desktop/a.py": 'add("--tag", help=phrase("only pages with it"))\n',
        "webui/templates/a.html": (
            '{{ _("Log out") }}{% block x %}'
            '{{ ngettext("%(num)s file", "%(num)s files", n) }}{% endblock %}'
        ),
        "webui/assets/a.js": (
            'say("Saved {time}", { time });\nsayCount("{count} word", "{count} words", 2);\n'
        ),
    }
    for name, text in sources.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "sentence",
    [
        "Saved %(when)s",
        ("%(num)s page", "%(num)s pages"),
        "Wrong",
        "only pages with it",
        "Log out",
        ("%(num)s file", "%(num)s files"),
        "Saved {time}",
        ("{count} word", "{count} words"),
    ],
)
def test_a_sentence_is_found_in_every_kind_of_source(
    root: Path, sentence: str | tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tooling.sentences._UNMARKED", ())
    assert sentence in [each.id for each in find_sentences(root)]


def test_the_notebooks_sentences_are_found_by_their_looks() -> None:
    found = {each.id: each.file for each in find_sentences(_ROOT)}
    assert found["The disk is full."] == "webui/notebook/errors.py"
    assert "Choose a password." in found
    assert "tag: takes a tag, as in tag:garden." in found
    assert titles.__doc__ not in found
    of_notebook = [str(text) for text, file in found.items() if file.startswith("webui/notebook")]
    assert not [text for text in of_notebook if text.lower().startswith(("select ", "update "))]


def test_gathering_keeps_what_was_translated_and_forgets_what_is_said_no_more(
    tmp_path: Path,
) -> None:
    language = language_of("de")
    assert language
    path = words.catalogue_path(tmp_path, language)
    catalogue = words.read_catalogue(path, language)
    catalogue.add("Log out", "Abmelden")
    catalogue.add("Gone", "Fort")
    words.write_catalogue(path, catalogue)
    template = Catalog()
    template.add("Log out")
    template.add("New")
    kept = words.read_catalogue(path, language)
    kept.update(template, no_fuzzy_matching=True)
    kept.obsolete.clear()
    words.write_catalogue(path, kept)
    again = words.read_catalogue(path, language)
    assert {message.id: message.string for message in again if message.id} == {
        "Log out": "Abmelden",
        "New": "",
    }
    assert "Date" not in path.read_text()


@pytest.mark.parametrize(
    ("locale", "one", "two", "zero"), [("de", 0, 1, 1), ("fr", 0, 1, 0), ("ja", 0, 0, 0)]
)
def test_scripts_know_which_form_a_number_takes(locale: str, one: int, two: int, zero: int) -> None:
    forms = words.list_forms(Catalog(locale=locale))
    assert (forms[1], forms[2], forms[0]) == (one, two, zero)
    assert len(forms) == 200


def test_every_language_is_built_for_pages_and_for_scripts() -> None:
    manifest = json.loads((_ROOT / "webui" / "static" / "manifest.json").read_text())
    for language in words.translated():
        assert words.catalogue_path(_ROOT, language).with_suffix(".mo").is_file()
        built = _ROOT / "webui" / "static" / manifest[f"words-{language.tag}.json"]
        assert len(json.loads(built.read_text())["forms"]) == 200
