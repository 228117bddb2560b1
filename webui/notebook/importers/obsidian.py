"""An Obsidian vault: Markdown whose folder holds Obsidian's settings.

Front matter, aliases, tags, callouts and block ids mean the same here and stay as they are.
"""

from webui.notebook.importers.markdown import MarkdownImporter
from webui.notebook.importers.sources import Source


def is_obsidian(source: Source) -> bool:
    """Whether Obsidian's settings lie there."""
    return any(f"/{path}".find("/.obsidian/") >= 0 for path in source.entries)


class ObsidianImporter(MarkdownImporter):
    """The pages of a vault."""

    format = "Obsidian"
