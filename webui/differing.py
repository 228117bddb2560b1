"""How a page may differ from what a backup has of it, as people are told."""

from __future__ import annotations

from webui.language import mark
from webui.notebook.backups.comparing import Kind

GROUPS: tuple[tuple[Kind, str], ...] = (
    ("newer", mark("Changed since")),
    ("older", mark("Older now than in the backup")),
    ("missing", mark("Gone for good since")),
    ("trashed", mark("In the trash now")),
)
"""Each kind that restoring mends, and what its pages stand under."""
