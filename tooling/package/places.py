"""Where packages are made, and where they lie when they are done."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PackagePlaces:
    """Folders below a checkout's `root`. `build` is work, `dist` is what is handed out."""

    root: Path

    @property
    def sources(self) -> Path:
        """Desktop entry, manual page, installers and the one drawing of the icon."""
        return self.root / "packaging"

    @property
    def drawing(self) -> Path:
        return self.sources / "icons" / "inglenook.svg"

    @property
    def proof_sources(self) -> Path:
        """What the proof brings along."""
        return self.sources / "proof"

    @property
    def entitlements(self) -> Path:
        return self.sources / "macos" / "entitlements.plist"

    @property
    def venv(self) -> Path:
        """What is bundled and what bundles it; nothing that only tests or reads the code."""
        return self.root / ".dev" / "package"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def build(self) -> Path:
        return self.root / "build"

    @property
    def icons(self) -> Path:
        return self.build / "icons"

    @property
    def picture(self) -> Path:
        """The icon of the windows, under the name by which the host looks for it."""
        return self.icons / "inglenook.png"

    @property
    def version_facts(self) -> Path:
        """What Windows shows under a program's properties."""
        return self.build / "version.txt"

    @property
    def contents(self) -> Path:
        """The distributions that a bundle holds, as JSON."""
        return self.build / "contents.json"

    @property
    def frozen(self) -> Path:
        """The bundle: a folder that holds the program and all it needs."""
        return self.build / "frozen" / "inglenook"

    @property
    def proof_program(self) -> Path:
        """The program as the proof starts it: its windows can be driven. In no package."""
        return self.build / "work" / "build" / "inglenook-proof"

    @property
    def dist(self) -> Path:
        return self.root / "dist"

    def icon(self, platform: str) -> Path:
        """Return the icon in the format of `platform`, "win32" or "darwin"."""
        return self.icons / ("inglenook.ico" if platform == "win32" else "inglenook.icns")
