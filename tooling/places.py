"""Where things lie in a checkout."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that dev.py reads and writes, all below ``root``."""

    root: Path

    @property
    def state(self) -> Path:
        """Stamps, logs and uv; safe to delete."""
        return self.root / ".dev"

    @property
    def uv(self) -> Path:
        return self.state / "uv"

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def locks(self) -> Path:
        return self.root / "requirements"

    @property
    def modules(self) -> Path:
        return self.root / "node_modules"

    @property
    def assets(self) -> Path:
        return self.root / "webui" / "assets"

    @property
    def static(self) -> Path:
        return self.root / "webui" / "static"

    @property
    def languages(self) -> Path:
        return self.root / "webui" / "languages"

    def stamp(self, name: str) -> Path:
        return self.state / "stamps" / name

    def log(self, name: str) -> Path:
        return self.state / "logs" / f"{name}.log"
