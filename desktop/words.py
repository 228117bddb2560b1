"""The few words that the host says itself, in its menus and dialogs.

English stands here and is the key; the application hands over what it is in the person's language,
as gettext keeps it: values are named, `%(name)s`.
"""

from __future__ import annotations

from collections.abc import Mapping

WORDS = (
    "Back",
    "Forward",
    "Open in new window",
    "Copy link",
    "Copy picture",
    "Save picture…",
    "Undo",
    "Redo",
    "Cut",
    "Copy",
    "Paste",
    "Paste as plain text",
    "Select all",
    "Larger",
    "Smaller",
    "Usual size",
    "Full screen",
    "Print…",
    "Print",
    "Close window",
    "Quit",
    "Notebook",
    "Help",
    "New page",
    "New window",
    "Today’s page",
    "About Inglenook",
    "Check the log",
    "Open the data folder",
    "Some text is not saved",
    "It could not be saved into its page. A draft is kept, and offered when you sign in again.",
    "It stands in its window alone. If you close that now, the text is lost.",
    "Go back",
    "Close",
    "Close and lose it",
    "Save",
    "Saved: %(name)s",
    "Show in folder",
    "“%(name)s” was not saved. There is not enough room on the disk.",
    "“%(name)s” was not saved. You may not write there.",
    "“%(name)s” was not saved. Nothing else was changed; try another place.",
)
"""Everything that is said with `Wording.say`."""


class Wording:
    """The words in the language that the application speaks. Any thread may use it."""

    def __init__(self) -> None:
        self._known: Mapping[str, str] = {}

    def take(self, words: Mapping[str, str]) -> None:
        """Say these from now on; what is not among them is said in English."""
        self._known = dict(words)

    def say(self, text: str, /, **values: str) -> str:
        """Answer one of `WORDS` as a person should read it, with its values in it."""
        known = self._known.get(text, text)
        return known % values if values else known
