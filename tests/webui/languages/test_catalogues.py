"""A language that is offered says everything, and no sentence loses its values."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tooling import words
from tooling.sentences import find_sentences, sentences_in
from webui.tongues import Language

_ROOT = Path(__file__).resolve().parents[3]
_PLACES = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")

# Languages that have every sentence. Whoever adds a sentence adds it to these, with
# `python3 dev.py words` and a translation.
COMPLETE = ("de", "es", "fr", "ja", "zh-Hans", "zh-Hant")
# It refuses before the application is there, and brings along its words in every language.
_SPEAKS_BY_ITSELF = ("refusal.py",)


def _messages(language: Language) -> list[Message]:
    path = words.catalogue_path(_ROOT, language)
    return list(words.sentences_of(words.read_catalogue(path, language)))


def _forms(text: object) -> list[str]:
    return [text] if isinstance(text, str) else [str(each) for each in text or ()]  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", words.translated(), ids=lambda each: each.tag)
def test_a_translation_keeps_the_values_of_its_sentence(language: Language) -> None:
    broken = []
    for message in _messages(language):
        needed = [set(_PLACES.findall(form)) for form in _forms(message.id)]
        given = [set(_PLACES.findall(form)) for form in _forms(message.string) if form]
        # A form for one alone may leave the number out: "one page".
        wrong = [each for each in given if not min(needed, key=len) <= each <= max(needed, key=len)]
        broken += [message.id] if wrong else []
    assert broken == []


@pytest.mark.parametrize("language", words.translated(), ids=lambda each: each.tag)
def test_a_translation_has_no_stray_percent_sign(language: Language) -> None:
    """Where values go in, a lone "%" would be taken for the beginning of one."""
    stray = re.compile(r"%(?!\(\w+\)[a-z]|%)")
    texts = [
        form
        for message in _messages(language)
        if "%(" in str(message.id)
        for form in _forms(message.string)
    ]
    assert [text for text in texts if stray.search(text)] == []


@pytest.mark.parametrize("language", words.translated(), ids=lambda each: each.tag)
def test_a_language_that_is_complete_says_everything(language: Language) -> None:
    said = {
        str(message.id)
        for message in _messages(language)
        if all(_forms(message.string)) and not message.fuzzy
    }
    missing = [each.id for each in find_sentences(_ROOT) if str(each.id) not in said]
    assert missing == [] or language.tag not in COMPLETE


def test_no_sentence_of_the_program_is_left_in_english() -> None:
    """Whoever forgets to mark one would see it translated nowhere, and miss it nowhere."""
    known = {form for each in find_sentences(_ROOT) for form in _forms(each.id)}
    paths = [*_ROOT.glob("webui/**/*.py"), *_ROOT.glob("desktop/**/*.py")]
    unmarked = [
        (path.relative_to(_ROOT).as_posix(), text)
        for path in paths
        if path.name not in _SPEAKS_BY_ITSELF
        for text in sentences_in(path)
        if text not in known and "Mod+" not in text  # keys, of which one is a question mark
    ]
    assert unmarked == []
