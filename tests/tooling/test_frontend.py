"""What the bundler makes of a folder of assets."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tooling.frontend import node_command, node_environment

_ROOT = Path(__file__).resolve().parents[2]
_SOURCES = {
    "app.js": 'import { name } from "./lib/name.js";\nwindow.title = name;\n',
    "editor.js": 'import { name } from "./lib/name.js";\nexport const open = () => name;\n',
    "worker.js": 'import { name } from "./lib/name.js";\nself.onconnect = () => name;\n',
    "lib/name.js": 'export const name = ["ingle", "nook"].join("");\n',
    "app.css": '@import "./css/base.css";\n@font-face { src: url("./fonts/hand.woff2"); }\n',
    "css/base.css": "body { color: CanvasText; }\na:hover { color: red; }\n",
    "styleguide.css": '@import "./css/base.css";\n',
    "fonts/hand.woff2": "drawn by hand",
}
_ENTRIES = {"app.css", "app.js", "editor.js", "styleguide.css", "worker.js"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("front")
    for name, content in _SOURCES.items():
        (folder / "assets" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "assets" / name).write_text(content)
    _bundle(folder)
    return folder


def test_the_manifest_leads_from_plain_names_to_hashed_ones(built: Path) -> None:
    manifest = _manifest(built)
    assert set(manifest) == {*_ENTRIES, "hand.woff2"}
    for name, hashed in manifest.items():
        stem, suffix = name.split(".")
        assert re.fullmatch(rf"{stem}-[A-Z0-9]{{8}}\.{suffix}", hashed)
        assert (built / "static" / hashed).is_file()


def test_a_style_sheet_is_one_file_that_finds_its_fonts(built: Path) -> None:
    manifest = _manifest(built)
    css = (built / "static" / manifest["app.css"]).read_text()
    assert "@import" not in css
    assert manifest["hand.woff2"] in css


def test_a_state_can_stand_still_in_the_styleguide_and_nowhere_else(built: Path) -> None:
    manifest = _manifest(built)
    rules = (built / "static" / manifest["styleguide.css"]).read_text()
    assert "a:is(:hover,[data-state~=hover])" in rules
    assert "data-state" not in (built / "static" / manifest["app.css"]).read_text()


def test_scripts_share_what_both_import_and_a_worker_stands_alone(built: Path) -> None:
    manifest = _manifest(built)
    (chunk,) = (built / "static").glob("*chunk*.js")
    for name in ("app.js", "editor.js"):
        assert chunk.name in (built / "static" / manifest[name]).read_text()
    worker = (built / "static" / manifest["worker.js"]).read_text()
    assert "import" not in worker
    assert "ingle" in worker


def test_a_changed_source_gets_a_new_name_and_the_old_file_goes(built: Path) -> None:
    before = _manifest(built)
    (built / "assets" / "css" / "base.css").write_text("body { color: Canvas; }\n")
    _bundle(built)
    after = _manifest(built)
    assert after["app.css"] != before["app.css"]
    assert after["worker.js"] == before["worker.js"]
    assert not (built / "static" / before["app.css"]).exists()


def test_what_is_served_carries_the_licences_of_what_is_in_it() -> None:
    texts = (_ROOT / "webui" / "static" / "licenses.txt").read_text()
    for name in ("@codemirror/view", "@hotwired/turbo", "@fontsource-variable/literata"):
        assert re.search(rf"^{re.escape(name)} \d", texts, re.MULTILINE), name


def _bundle(folder: Path) -> None:
    script = str(_ROOT / "tooling" / "bundle.mjs")
    folders = [str(folder / "assets"), str(folder / "static")]
    command = node_command(sys.executable, script, *folders)
    subprocess.run(command, cwd=_ROOT, env=node_environment(), check=True)


def _manifest(folder: Path) -> dict[str, str]:
    found = json.loads((folder / "static" / "manifest.json").read_text())
    assert isinstance(found, dict)
    return found
