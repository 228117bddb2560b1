"""The theme and language of the login page, which comes before the notebook can be asked for them.

They lie beside the notebook, where whoever reads the data folder can read them: two choices out of
short lists, and no word of the person's.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from webui.look import THEMES
from webui.notebook.durable import replace_file
from webui.tongues import LANGUAGES

_NAME = "greeting.json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Greeting:
    """`language` is a tag, None to follow the system."""

    theme: str = "system"
    language: str | None = None


def read_greeting(folder: Path) -> Greeting:
    """Answer what was kept last; the usual for what is missing, damaged or not on offer."""
    try:
        kept = json.loads((folder / _NAME).read_bytes())
        theme, language = kept.get("theme"), kept.get("language")
    except (OSError, ValueError, AttributeError, RecursionError):
        return Greeting()
    return Greeting(
        theme=theme if theme in list(THEMES) else "system",
        language=language if language in [each.tag for each in LANGUAGES] else None,
    )


def keep_greeting(folder: Path, greeting: Greeting) -> None:
    """Write it down as a whole; a disk that does not take it costs no more than a look."""
    try:
        replace_file(folder / _NAME, json.dumps(asdict(greeting)).encode())
    except OSError as error:
        _log.warning("the look of the login page could not be kept: %s", error.strerror)
