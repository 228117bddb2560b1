"""Reads which module imports which, from the source and without running it."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOMS = ("desktop", "webui")

# Whole statements as SQLite reads them.
_SQL = re.compile(
    r"^\s*(select\s+[\w*,.() ]+\s+from\s+\w+(\s+(where|order|limit|join)\b|\s*;?\s*$)"
    r"|insert\s+(or\s+\w+\s+)?into\s+\w+\s*\(|update\s+\w+\s+set\s+\w+\s*="
    r"|delete\s+from\s+\w+(\s+where\b|\s*;?\s*$)|create\s+(virtual\s+)?table\s|pragma\s+\w+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Arrow:
    """One import: ``importer`` and ``imported`` are dotted names, ``place`` is file:line."""

    importer: str
    imported: str
    place: str


@dataclass(frozen=True, slots=True)
class Module:
    """One source file, as far as the rules need it."""

    name: str
    path: str
    tree: ast.Module


def read_modules(root: Path) -> list[Module]:
    """Parse every Python file of the rooms below ``root``."""
    return [
        Module(_name(path.relative_to(root)), path.relative_to(root).as_posix(), _parse(path))
        for room in ROOMS
        for path in sorted((root / room).rglob("*.py"))
    ]


def find_arrows(modules: Iterable[Module]) -> list[Arrow]:
    """Return every import in the modules, those inside functions and for types alone included."""
    modules = list(modules)
    known = {module.name for module in modules}
    return [
        Arrow(module.name, imported, f"{module.path}:{line}")
        for module in modules
        for imported, line in _imports(module, known)
    ]


def find_sql(module: Module) -> list[str]:
    """Return the places of string literals that are SQL statements."""
    return [
        f"{module.path}:{node.lineno}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_sql(node.value)
    ]


def find_cycle(arrows: Iterable[Arrow]) -> list[Arrow]:
    """Return one ring of imports, in order, or nothing when there is none."""
    leaving: dict[str, list[Arrow]] = {}
    for arrow in arrows:
        leaving.setdefault(arrow.importer, []).append(arrow)
    done: set[str] = set()
    for start in leaving:
        ring = _walk(start, leaving, [], done)
        if ring:
            return ring
    return []


def _is_sql(text: str) -> bool:
    # "Delete from trash" with one capital is a sentence for a person.
    keyword = text.split(maxsplit=1)[0] if text.strip() else ""
    return (keyword.islower() or keyword.isupper()) and _SQL.match(text) is not None


def _walk(
    name: str, leaving: dict[str, list[Arrow]], trail: list[Arrow], done: set[str]
) -> list[Arrow]:
    if name in done:
        return []
    for at, passed in enumerate(trail):
        if passed.importer == name:
            return trail[at:]
    for arrow in leaving.get(name, []):
        ring = _walk(arrow.imported, leaving, [*trail, arrow], done)
        if ring:
            return ring
    done.add(name)
    return []


def _imports(module: Module, known: set[str]) -> Iterator[tuple[str, int]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            source = _absolute(module, node)
            for alias in node.names:
                # `from webui import app` imports the module, `from webui.app import x` a name.
                inner = f"{source}.{alias.name}"
                yield (inner if inner in known else source), node.lineno


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    ups = node.level - (1 if module.path.endswith("/__init__.py") else 0)
    base = parts[: len(parts) - ups]
    return ".".join([*base, *([node.module] if node.module else [])])


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
