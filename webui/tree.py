"""The sidebar's tree of folders: the top, and below it only what is open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from webui.collation import in_order
from webui.notebook.folders import Folder, Folders, shown_name
from webui.notebook.rows import PageSummary

# A folder with more pages has a page of its own that lists them.
_PAGES_IN_BRANCH = 100
# The index knows addresses: so many are put in the order of titles before the rest is cut off.
_PAGES_IN_ORDER = 1_000


@dataclass(frozen=True, slots=True)
class Twig:
    """One folder of a branch. `branch` is None while it is closed."""

    folder: Folder
    branch: Branch | None


@dataclass(frozen=True, slots=True)
class Branch:
    """What the tree shows below one folder, "" being the top."""

    path: str
    twigs: list[Twig]
    pages: list[tuple[str, PageSummary]]
    has_more: bool


def grow(folders: Folders, path: str, open_paths: Collection[str] = ()) -> Branch:
    """Answer one level, and below it the levels that are open.

    At the top there are folders alone: pages outside of all folders stand in the list of pages.
    """
    level = folders.level(path, limit=_PAGES_IN_BRANCH if path else 0)
    if path and level.has_more:
        level = folders.level(path, limit=_PAGES_IN_ORDER)
    twigs = [
        Twig(each, grow(folders, each.path, open_paths) if each.path in open_paths else None)
        for each in in_order(level.folders, lambda folder: folder.name)
    ]
    named = [(shown_name(page.title, page.slug), page) for page in level.pages]
    pages = in_order(named, lambda each: each[0])
    has_more = bool(path) and (level.has_more or len(pages) > _PAGES_IN_BRANCH)
    return Branch(path, twigs, pages[:_PAGES_IN_BRANCH], has_more)


def ancestors(slug: str) -> set[str]:
    """Answer the folders that a page lies in, from the top down to its own."""
    parts = slug.split("/")[:-1]
    return {"/".join(parts[: end + 1]) for end in range(len(parts))}
