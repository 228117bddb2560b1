"""Titles of pages and the owner's name: one clean line."""

from webui.notebook.characters import clean_line
from webui.notebook.errors import NameRefused, TitleRefused

UNTITLED = "Untitled"
LONGEST_TITLE = 300
LONGEST_NAME = 100


def clean_title(text: str) -> str:
    """The title as it is kept: NFC, trimmed, at most 300 characters, "Untitled" for nothing.

    Raises TitleRefused when it is longer: cutting a title would lose words unseen.
    """
    title = clean_line(text) or UNTITLED
    if len(title) > LONGEST_TITLE:
        raise TitleRefused(
            "A title can have %(most)d characters. This one has %(count)s.",
            most=LONGEST_TITLE,
            count=len(title),
        )
    return title


def clean_name(text: str) -> str:
    """The owner's name as it is kept. Raises NameRefused when empty or over 100 characters."""
    name = clean_line(text)
    if not name:
        raise NameRefused("Choose a name.")
    if len(name) > LONGEST_NAME:
        raise NameRefused(
            "A name can have %(most)d characters. This one has %(count)s.",
            most=LONGEST_NAME,
            count=len(name),
        )
    return name
