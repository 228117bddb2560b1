"""The built front end: names of scripts and styles to the addresses of their built files."""

from __future__ import annotations

import json
from pathlib import Path

from flask import Flask, url_for
from markupsafe import Markup

LICENCES = Path(__file__).parent / "static" / "licenses.txt"
"""The licences of the scripts, styles and typefaces that the build put together."""


class NotBuilt(Exception):
    """`webui/static/manifest.json` is missing: the front end was not built."""


def init_app(app: Flask) -> None:
    """Give templates `asset(name)`, an address, and `inlined(name)`, a style sheet's own text.

    Built names carry a hash, so browsers may keep them.
    """
    folder = Path(str(app.static_folder))
    manifest = _read_manifest(folder)

    def asset(name: str) -> str:
        return url_for("static", filename=manifest[name])

    def inlined(name: str) -> Markup:
        # Made by our own build; the raw text of a style element knows no escapes.
        return Markup((folder / manifest[name]).read_text("utf-8"))  # noqa: S704

    app.add_template_global(asset)
    app.add_template_global(inlined)


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        manifest: dict[str, str] = json.loads((folder / "manifest.json").read_text("utf-8"))
    except FileNotFoundError as error:
        raise NotBuilt("run `python3 dev.py build`") from error
    return manifest
