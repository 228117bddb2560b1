"""What the application is told once, when it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from webui.notebook import STANDARD, Argon2Cost


@dataclass(frozen=True, slots=True)
class Settings:
    """Frozen at the edge of the program; nothing in `webui` reads the environment.

    `installation` is a short random id of this data folder. Cookies ignore ports (RFC 6265 §8.5),
    so every cookie's name carries it and two notebooks on one computer never share one.
    """

    data_dir: Path
    installation: str
    version: str
    cost: Argon2Cost = field(default=STANDARD)
    kept_for: timedelta = timedelta(days=30)
    developer: bool = False

    @property
    def session_cookie(self) -> str:
        return f"inglenook-{self.installation}"
