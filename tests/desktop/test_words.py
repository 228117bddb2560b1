"""The host's own few words."""

from __future__ import annotations

import ast
from pathlib import Path

from desktop.words import WORDS, Wording
from tooling.sentences import find_sentences
from webui import window_words

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"


def test_the_pages_know_every_word_that_the_host_says() -> None:
    assert window_words.WORDS == WORDS


def test_nothing_is_said_that_cannot_be_put_into_another_language() -> None:
    said = set()
    for path in DESKTOP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="say") | ast.Name(id="say" | "Act"),
                    args=[ast.Constant(value=str(text)), *_],
                ):
                    said.add(text)
    assert len(said) > 5
    assert said <= set(WORDS)


def test_no_reason_for_not_starting_is_put_together_before_it_can_be_translated() -> None:
    reasons = [
        (path.name, node.args[0])
        for path in DESKTOP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("CannotStart", "NoScreen", "Unusable")
    ]
    assert len(reasons) > 10
    assert [name for name, text in reasons if isinstance(text, ast.JoinedStr)] == []
    known = {each.id for each in find_sentences(DESKTOP.parent)}
    said = {text.value for _, text in reasons if isinstance(text, ast.Constant)}
    assert said - known == set()


def test_words_are_said_in_the_language_that_was_taken_and_else_in_english() -> None:
    wording = Wording()
    assert wording.say("Saved: %(name)s", name="50 %.md") == "Saved: 50 %.md"
    wording.take({"Saved: %(name)s": "Gespeichert: %(name)s"})
    assert wording.say("Saved: %(name)s", name="a") == "Gespeichert: a"
    assert wording.say("Copy") == "Copy"
