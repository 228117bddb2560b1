"""Lets a wheel carry the built pages: hatchling calls this before it gathers the files."""

import subprocess
import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndHook(BuildHookInterface[Any]):
    """Bundles webui/assets/ into webui/static/ with the Node of the build environment."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build the front end; an editable install has dev.py for that."""
        if version != "editable":
            subprocess.run([sys.executable, "-m", "tooling.frontend"], cwd=self.root, check=True)
