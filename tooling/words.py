"""The program's sentences: gathered from the sources into catalogues, and built from those.

    python -m tooling.words gather     webui/languages/*/LC_MESSAGES/inglenook.po, docs/messages.md
    python -m tooling.words build      what the program reads: .mo files, and JSON for its scripts

Gathering is a developer's act (dev.py words), building is part of every build. A sentence that a
catalogue does not have yet is shown in English.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tooling.sentences import find_sentences
from webui.tongues import DOMAIN, LANGUAGES, PSEUDO, Language

_SCRIPTS = "webui/assets/"
# Dates, names of people and of tools: git knows them, and each would be a change of its own.
_NOISE = tuple(
    f'"{each}'
    for each in (
        *("POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Language-Team"),
        *("Generated-By", "Report-Msgid-Bugs-To", "Project-Id-Version"),
    )
)
_HEADER = """\
# The sentences of Inglenook in {name}.
# English is the key. Keep what stands in %(...)s and {{...}} as it is; it may move.
#"""


def gather(root: Path) -> list[Path]:
    """Bring every catalogue up to date with the sources: new sentences come, old ones go.

    Answer the files that were written.
    """
    template = read_sources(root)
    for language in translated():
        path = catalogue_path(root, language)
        catalogue = read_catalogue(path, language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write_catalogue(path, catalogue)
    listing = root / "docs" / "messages.md"
    listing.write_text(list_messages(template), encoding="utf-8")
    return [*(catalogue_path(root, language) for language in translated()), listing]


def build(root: Path) -> None:
    """Write what the program reads, from the catalogues as they are."""
    static = root / "webui" / "static"
    manifest_path = static / "manifest.json"
    manifest = json.loads(manifest_path.read_text("utf-8"))
    for language in translated():
        catalogue = read_catalogue(catalogue_path(root, language), language)
        _write_built(root, catalogue, language, manifest)
    _write_built(root, mirrored(catalogue), PSEUDO, manifest)
    manifest_path.write_text(f"{json.dumps(manifest, indent=2)}\n", encoding="utf-8")


def translated() -> list[Language]:
    """Return the languages that have a catalogue: all but the one that the sources speak."""
    return [language for language in LANGUAGES if language.tag != "en"]


def read_sources(root: Path) -> Catalog:
    """Return a catalogue of all sentences of the sources, without translations."""
    catalogue = Catalog(project="Inglenook", fuzzy=False)
    for sentence in find_sentences(root):
        catalogue.add(
            sentence.id,
            None,
            locations=[(sentence.file, 0)],
            auto_comments=sentence.comments,
        )
    return catalogue


def read_catalogue(path: Path, language: Language) -> Catalog:
    """Return a catalogue as it stands, or an empty one where there is none yet."""
    locale = language.tag.replace("-", "_")
    if not path.is_file():
        return Catalog(locale=locale, project="Inglenook", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def catalogue_path(root: Path, language: Language) -> Path:
    return root / "webui" / "languages" / language.tag / "LC_MESSAGES" / f"{DOMAIN}.po"


def write_catalogue(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue so that nothing in it changes but its sentences."""
    written = BytesIO()
    write_po(written, catalogue, width=100, include_lineno=False, sort_output=True)
    lines = written.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(_NOISE)]
    start = next(place for place, line in enumerate(kept) if not line.startswith("#"))
    name = next(each.name for each in LANGUAGES if each.tag == path.parts[-3])
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join([_HEADER.format(name=name), "\n", *kept[start:]])
    path.write_text(text, encoding="utf-8")


def list_messages(catalogue: Catalog) -> str:
    """Return every sentence of the program, by the file that says it, for reading in one go."""
    by_file: dict[str, list[str]] = {}
    for message in sentences_of(catalogue):
        said = " / ".join(_forms(message.id))
        by_file.setdefault(message.locations[0][0], []).append(said)
    parts = ["# What Inglenook says", "", "Made by `python3 dev.py words`; read it in one go."]
    for file, lines in sorted(by_file.items()):
        parts += ["", f"## {file}", "", *(f"- {_plain(line)}" for line in lines)]
    return "\n".join(parts) + "\n"


def sentences_of(catalogue: Catalog) -> Iterable[Message]:
    return (message for message in catalogue if message.id)


def _plain(line: str) -> str:
    return line.replace("*", "\\*").replace("_", "\\_").replace("<", "\\<")


def _forms(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _write_built(
    root: Path, catalogue: Catalog, language: Language, manifest: dict[str, str]
) -> None:
    compiled = catalogue_path(root, language).with_suffix(".mo")
    compiled.parent.mkdir(parents=True, exist_ok=True)
    with compiled.open("wb") as file:
        write_mo(file, catalogue)
    text = json.dumps(_for_scripts(catalogue), ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8].upper()
    name = f"words-{language.tag}-{digest}.json"
    (root / "webui" / "static" / name).write_text(text, encoding="utf-8")
    manifest[f"words-{language.tag}.json"] = name


def _for_scripts(catalogue: Catalog) -> dict[str, Any]:
    """What assets/language/words.js reads."""
    sentences: dict[str, Any] = {}
    for message in sentences_of(catalogue):
        if any(file.startswith(_SCRIPTS) for file, _ in message.locations):
            given = _forms(message.string)
            if all(given):
                sentences[_forms(message.id)[0]] = message.string
    return {"forms": list_forms(catalogue), "sentences": sentences}


def list_forms(catalogue: Catalog) -> list[int]:
    """Return which form each number from 0 to 199 takes."""
    choose = _rule(str(catalogue.plural_expr))
    return [choose(number) for number in range(200)]


def _rule(expression: str) -> Any:
    from gettext import c2py  # noqa: PLC0415 - the rules' own reader

    return c2py(expression)


def mirrored(catalogue: Catalog) -> Catalog:
    """A catalogue in which every sentence is its own, marked and from right to left."""
    mirrored = Catalog(locale="en", fuzzy=False)
    for message in sentences_of(catalogue):
        forms = tuple(f"⟦{form}⟧" for form in _forms(message.id))
        string = forms[0] if isinstance(message.id, str) else forms
        mirrored.add(message.id, string, locations=message.locations)
    return mirrored


def main() -> int:
    """Do what the command line says, at the root of a checkout."""
    if sys.argv[1:] == ["gather"]:
        for path in gather(Path.cwd()):
            sys.stdout.write(f"{path.relative_to(Path.cwd())}\n")
    build(Path.cwd())
    return 0


if __name__ == "__main__":
    sys.exit(main())
