"""Slugs: the part of a page's address that comes from its title."""

import re
import unicodedata
from collections.abc import Callable

from webui.notebook.characters import replace_surrogates, without_unseen

LONGEST_SEGMENT = 80
# Last segments that the addresses below a page use themselves: /pages/<slug>/edit.
RESERVED = frozenset({"edit", "history", "rename", "delete", "restore"})
UNTITLED = "untitled"

_HYPHENS = re.compile("-+")
_NO_ASCII_WORD = re.compile("[^0-9A-Za-z]+")


def slug_of(title: str) -> str:
    """The slug that a title asks for: path segments of letters and digits of any script and "-".

    Lower-case, NFC, segments of at most 80 characters, "untitled" when nothing remains. A slug's
    slug is itself. It may be reserved or taken: see `free_slug`.
    """
    return plain_slug(title) or UNTITLED


def plain_slug(address: str) -> str:
    """The slug that an address can only mean, empty when nothing of it can stand in a slug."""
    if address.isascii() and address.isprintable():
        # Nothing of it is unseen or has two forms, and white space becomes hyphens below.
        text = address.lower()
    else:
        text = without_unseen(" ".join(replace_surrogates(address).split()))
        text = unicodedata.normalize("NFC", text.lower())
    if "/" not in text:
        return _clean_segment(text)
    segments = (_clean_segment(segment) for segment in text.split("/"))
    return "/".join(segment for segment in segments if segment)


def free_slug(wanted: str, is_taken: Callable[[str], bool]) -> str:
    """`wanted`, or with "-2", "-3"… when it is reserved or taken.

    Asks about some 2·log2(n) slugs when n are taken, not about each: a notebook may hold ten
    thousand pages called "Untitled".
    """

    def is_free(number: int) -> bool:
        slug = _numbered(wanted, number)
        return slug.rpartition("/")[2] not in RESERVED and not is_taken(slug)

    taken, free = 0, 1
    while not is_free(free):
        taken, free = free, free * 2
    while free - taken > 1:
        middle = (taken + free) // 2
        if is_free(middle):
            free = middle
        else:
            taken = middle
    return _numbered(wanted, free)


def _numbered(slug: str, number: int) -> str:
    if number == 1:
        return slug
    parents, slash, last = slug.rpartition("/")
    ending = f"-{number}"
    return f"{parents}{slash}{last[: LONGEST_SEGMENT - len(ending)].rstrip('-')}{ending}"


def _clean_segment(text: str) -> str:
    if text.isascii():
        return _NO_ASCII_WORD.sub("-", text).strip("-")[:LONGEST_SEGMENT].rstrip("-")
    kept: list[str] = []
    for c in text:
        group = unicodedata.category(c)[0]
        # A mark needs a letter to sit on; alone it would be drawn over the slash before it.
        is_carried = group == "M" and kept[-1:] not in ([], ["-"])
        kept.append(c if group in "LN" or is_carried else "-")
    return _HYPHENS.sub("-", "".join(kept)).strip("-")[:LONGEST_SEGMENT].rstrip("-")
