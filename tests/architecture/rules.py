"""The rules about who may import whom, each with the reason that a newcomer needs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.arrows import (
    Arrow,
    Module,
    find_arrows,
    find_cycle,
    find_sql,
    read_modules,
)

_WEB_FRAMEWORK = ("flask", "werkzeug", "jinja2", "waitress")
_WEB_VIEW = ("webview",)


@dataclass(frozen=True, slots=True)
class Rule:
    """An arrow that ``forbids`` answers True to breaks the rule that ``sentence`` states."""

    sentence: str
    forbids: Callable[[Arrow], bool]


def _is_below(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


RULES = (
    Rule(
        "webui runs in a plain browser, too, so it imports neither desktop nor pywebview. What it "
        "needs of a host is a Protocol in webui/host.py.",
        lambda arrow: (
            _is_below(arrow.importer, "webui") and _is_below(arrow.imported, "desktop", *_WEB_VIEW)
        ),
    ),
    Rule(
        "desktop hosts any WSGI application, so only desktop/app.py, which puts the parts "
        "together, imports webui.",
        lambda arrow: (
            _is_below(arrow.importer, "desktop")
            and arrow.importer != "desktop.app"
            and _is_below(arrow.imported, "webui")
        ),
    ),
    Rule(
        "pywebview is slow to import and differs by platform, so only desktop/windows.py and "
        "desktop/backends/ import it.",
        lambda arrow: (
            _is_below(arrow.imported, *_WEB_VIEW)
            and not _is_below(arrow.importer, "desktop.windows", "desktop.backends", "webui")
        ),
    ),
    Rule(
        "webui/notebook could be lifted out as a library, so it imports no web framework and "
        "nothing of webui outside itself.",
        lambda arrow: (
            _is_below(arrow.importer, "webui.notebook")
            and (
                _is_below(arrow.imported, *_WEB_FRAMEWORK)
                or (
                    _is_below(arrow.imported, "webui")
                    and not _is_below(arrow.imported, "webui.notebook")
                )
            )
        ),
    ),
    Rule(
        "The database has one keeper: only webui/notebook imports apsw.",
        lambda arrow: (
            _is_below(arrow.imported, "apsw") and not _is_below(arrow.importer, "webui.notebook")
        ),
    ),
)
_SQL_RULE = "SQL stands only in webui/notebook. Give the notebook a method that says what you want."
_CYCLE_RULE = "Imports run one way. Move what both sides need into a module below them."


def find_breaches(root: Path) -> list[str]:
    """Return one line for each place below ``root`` that breaks a rule."""
    modules = read_modules(root)
    arrows = find_arrows(modules)
    forbidden = [
        f"{arrow.place} imports {arrow.imported}. {rule.sentence}"
        for arrow in arrows
        for rule in RULES
        if rule.forbids(arrow)
    ]
    return [*forbidden, *_find_sql_elsewhere(modules, root), *_describe_cycle(arrows)]


def _find_sql_elsewhere(modules: list[Module], root: Path) -> list[str]:
    outside = [module for module in modules if not _is_below(module.name, "webui.notebook")]
    places = [place for module in outside for place in find_sql(module)]
    scripts = (path.relative_to(root) for path in root.glob("*/**/*.sql"))
    places += [
        script.as_posix()
        for script in scripts
        if script.parts[0] in ("desktop", "webui") and script.parts[:2] != ("webui", "notebook")
    ]
    return [f"{place} holds SQL. {_SQL_RULE}" for place in places]


def _describe_cycle(arrows: list[Arrow]) -> list[str]:
    ring = find_cycle(arrows)
    if not ring:
        return []
    way = " → ".join([*(arrow.importer for arrow in ring), ring[0].importer])
    places = ", ".join(arrow.place for arrow in ring)
    return [f"{way} is a circle ({places}). {_CYCLE_RULE}"]
