"""The arrows between the rooms run one way, and a newcomer who turns one round is told why."""

from pathlib import Path

import pytest

from tests.architecture.arrows import ROOMS, read_modules
from tests.architecture.rules import find_breaches

_ROOT = Path(__file__).resolve().parents[2]

_ALLOWED = {
    "desktop/app.py": "from desktop import server, windows\nfrom webui.app import create_app\n",
    "desktop/server.py": "import waitress\n",
    "desktop/windows.py": "def open_window() -> None:\n    import webview\n",
    "desktop/backends/qt.py": "from webview.platforms import qt\n",
    "webui/app.py": "import flask\nfrom .notebook import pages\nfrom . import views\n",
    "webui/views/__init__.py": "from ..notebook.pages import find\n",
    "webui/views/show.py": 'LABEL = "Select a page from the list"\nHINT = "Delete from trash"\n',
    "webui/notebook/__init__.py": "from webui.notebook.pages import find\n",
    "webui/notebook/pages.py": (
        'import apsw\nfrom . import errors\nFIND = "select body from pages where slug = ?"\n'
    ),
    "webui/notebook/errors.py": "",
    "webui/notebook/migrations/0001_first.sql": "create table pages (id integer primary key);",
}

_FORBIDDEN = [
    pytest.param("webui/views/new.py", "import desktop.server", "plain browser", id="host"),
    pytest.param("webui/views/new.py", "import webview", "plain browser", id="web view in webui"),
    pytest.param(
        "webui/views/new.py", "def f():\n    from webview import start", "plain browser", id="lazy"
    ),
    pytest.param("desktop/server.py", "from webui import app", "any WSGI", id="pages in the host"),
    pytest.param("desktop/app.py", "import webview", "slow to import", id="web view in app"),
    pytest.param("webui/notebook/new.py", "import flask", "lifted out", id="flask in notebook"),
    pytest.param("webui/notebook/new.py", "from .. import app", "lifted out", id="notebook up"),
    pytest.param("webui/views/new.py", "import apsw.ext", "one keeper", id="apsw in a view"),
    pytest.param("desktop/new.py", "import apsw", "one keeper", id="apsw in the host"),
    pytest.param(
        "webui/views/new.py",
        'Q = """\n    SELECT id, title FROM pages\n    ORDER BY title"""',
        "SQL stands only",
        id="select in a view",
    ),
    pytest.param(
        "desktop/new.py", 'Q = "delete from pages"', "SQL stands only", id="delete in the host"
    ),
    pytest.param(
        "webui/views/new.py",
        'def f(name):\n    return f"insert into pages (title) values ({name})"',
        "SQL stands only",
        id="SQL put together",
    ),
    pytest.param("webui/views/extra.sql", "vacuum", "SQL stands only", id="a script in views"),
    pytest.param(
        "webui/notebook/errors.py", "from .pages import find", "one way", id="a circle of two"
    ),
    pytest.param(
        "webui/notebook/errors.py", "from webui import notebook", "one way", id="by the package"
    ),
]


def test_inglenook_keeps_its_rooms_apart() -> None:
    found = {module.name.split(".")[0] for module in read_modules(_ROOT)}
    assert found == set(ROOMS), "A room has moved: these rules watch desktop/ and webui/."
    breaches = find_breaches(_ROOT)
    assert not breaches, "\n" + "\n".join(breaches)


def test_a_tree_that_follows_the_rules_hears_nothing(tmp_path: Path) -> None:
    _plant(tmp_path, _ALLOWED)
    assert find_breaches(tmp_path) == []


@pytest.mark.parametrize(("path", "source", "reason"), _FORBIDDEN)
def test_an_arrow_that_runs_back_is_named_with_its_reason(
    tmp_path: Path, path: str, source: str, reason: str
) -> None:
    _plant(tmp_path, {**_ALLOWED, path: source})
    (breach,) = find_breaches(tmp_path)
    assert path in breach
    assert reason in breach


def _plant(root: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
