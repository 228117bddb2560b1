"""A wheel brings everything that a person needs, and nothing that only a developer does."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=_ROOT, check=True, capture_output=True)
    (built,) = target.glob("*.whl")
    with ZipFile(built) as opened:
        yield opened


def test_a_wheel_carries_the_built_pages(wheel: ZipFile) -> None:
    manifest = json.loads(wheel.read("webui/static/manifest.json"))
    names = wheel.namelist()
    for name in ("app.css", "app.js", "editor.js", "worker.js"):
        assert f"webui/static/{manifest[name]}" in names


def test_a_wheel_carries_templates_and_migrations(wheel: ZipFile) -> None:
    names = wheel.namelist()
    for folder, suffix in (("webui/templates", ".html"), ("webui/notebook/migrations", ".sql")):
        sources = [
            path.relative_to(_ROOT).as_posix() for path in (_ROOT / folder).rglob(f"*{suffix}")
        ]
        assert sources, f"{folder} is empty"
        assert set(sources) <= set(names)


def test_a_wheel_leaves_sources_and_tools_at_home(wheel: ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"desktop", "webui"}
    assert not [name for name in wheel.namelist() if name.startswith("webui/assets/")]


def test_a_wheel_starts_inglenook_by_its_name(wheel: ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert b"inglenook = desktop.__main__:main" in wheel.read(name)


def test_a_wheel_is_built_where_nothing_of_the_program_is_installed() -> None:
    # pip builds in an environment that has what pyproject.toml says the build needs, no more.
    for name in ("flask", "jinja2", "webview", "keyring", "cryptography"):
        script = f"import sys; sys.modules[{name!r}] = None; import tooling.frontend, tooling.words"
        subprocess.run([sys.executable, "-c", script], cwd=_ROOT, check=True)


def test_a_wheel_speaks_every_language(wheel: ZipFile) -> None:
    names = wheel.namelist()
    assert "webui/languages/de/LC_MESSAGES/inglenook.mo" in names
    assert not [name for name in names if name.endswith(".po")]
