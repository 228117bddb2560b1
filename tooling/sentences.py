"""Finds the sentences that the sources say to a person: in Python, templates and scripts."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract

_KEYWORDS = {"gettext": None, "mark": None, "ngettext": (1, 2)}
# In templates `mark` draws the program's sign.
_TEMPLATE_KEYWORDS = {"_": None, "ngettext": (1, 2)}
_SCRIPT_KEYWORDS = {"say": None, "sayCount": (1, 2)}
# What `--help` prints.
_HELP_KEYWORDS: dict[str, tuple[int, int] | None] = {"phrase": None}
_COMMENTS = ("Translators:",)
# They know nothing of the web application, so they mark nothing: their sentences are found by
# what a sentence looks like, and put into the person's language where they are shown.
_UNMARKED = (
    "webui/notebook",
    "desktop/app.py",
    "desktop/asked.py",
    "desktop/backends/qt_engine.py",
    "desktop/commands.py",
    "desktop/folders.py",
    "desktop/options.py",
    "desktop/server.py",
    "desktop/signing.py",
    "desktop/terminal.py",
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`id` is the English, or the pair of it for one and for many."""

    id: str | tuple[str, str]
    file: str
    comments: tuple[str, ...] = ()


def find_sentences(root: Path) -> list[Sentence]:
    """Return every sentence, in the order of the files."""
    found = [*_from_python(root), *_from_templates(root), *_from_scripts(root)]
    return sorted([*found, *_from_unmarked(root)], key=lambda sentence: sentence.file)


def sentences_in(file: Path) -> list[str]:
    """Return what looks like a sentence in a Python source, marked or not."""
    return [text for text in _written_in(file) if _is_sentence(text)]


def _from_python(root: Path) -> Iterator[Sentence]:
    paths = (path for path in root.glob("webui/**/*.py") if "notebook" not in path.parts)
    yield from _extract(root, paths, "python", _KEYWORDS, {})
    yield from _extract(root, root.glob("desktop/*.py"), "python", _HELP_KEYWORDS, {})


def _from_templates(root: Path) -> Iterator[Sentence]:
    options = {"newstyle_gettext": "true", "silent": "false"}
    paths = root.glob("webui/templates/**/*.html")
    yield from _extract(root, paths, "jinja2.ext:babel_extract", _TEMPLATE_KEYWORDS, options)


def _from_scripts(root: Path) -> Iterator[Sentence]:
    paths = root.glob("webui/assets/**/*.js")
    yield from _extract(root, paths, "javascript", _SCRIPT_KEYWORDS, {})


def _extract(
    root: Path,
    paths: Iterable[Path],
    method: str,
    keywords: dict[str, tuple[int, int] | None],
    options: dict[str, str],
) -> Iterator[Sentence]:
    for path in sorted(paths):
        # A private method that is called the same is another thing.
        source = BytesIO(path.read_bytes().replace(b"#say(", b"#other("))
        for _, text, comments, _ in extract(
            method, source, keywords, _COMMENTS, options, strip_comment_tags=True
        ):
            name = path.relative_to(root).as_posix()
            pair = text if isinstance(text, str) else (text[0], text[1])
            yield Sentence(pair, name, tuple(comments))


def _from_unmarked(root: Path) -> Iterator[Sentence]:
    for place in _UNMARKED:
        path = root / place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            name = file.relative_to(root).as_posix()
            spoken = [*_written_in(file), *_made_by(name)]
            for text in dict.fromkeys(filter(_is_sentence, spoken)):
                yield Sentence(text, name)


def _written_in(file: Path) -> Iterator[str]:
    """Texts as they stand in the source, but for those that explain it."""
    nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
    explaining = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    partial = {
        id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values
    }
    for node in nodes:
        match node:
            case ast.Constant(value=str(text)) if id(node) not in explaining | partial:
                yield text


def _made_by(name: str) -> Iterator[str]:
    """Texts that a module puts together when it is imported, such as those with a limit in them."""
    module = importlib.import_module(name.removesuffix(".py").replace("/", "."))
    own = {name: value for name, value in vars(module).items() if name != "__doc__"}
    for value in own.values():
        for each in value.values() if isinstance(value, dict) else (value,):
            if isinstance(each, str):
                yield each


def _is_sentence(text: str) -> bool:
    begins = text[:1].isupper() or text.startswith("“") or ": takes " in text
    ends = text.endswith((".", "?", ". %(reason)s"))  # or another sentence follows
    return begins and ends and " " in text and "\n" not in text
