"""The built front end: names of scripts and styles to the addresses of their built files."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask, url_for

LICENCES = Path(__file__).parent / "static" / "licenses.txt"
"""The licences of the scripts, styles and typefaces that the build put together."""


class NotBuilt(Exception):
    """`webui/static/manifest.json` is missing: the front end was not built."""


def init_app(app: Flask) -> None:
    """Give templates `asset(name)`. Built names carry a hash, so browsers may keep them."""
    manifest = _read_manifest(Path(str(app.static_folder)))

    def asset(name: str) -> str:
        return url_for("static", filename=manifest[name])

    app.add_template_global(asset)


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        manifest: dict[str, str] = json.loads((folder / "manifest.json").read_text("utf-8"))
    except FileNotFoundError as error:
        raise NotBuilt("run `python3 dev.py build`") from error
    return manifest
