"""How the person has arranged the window: what is folded, how wide the sidebar is, which folders
are open. Kept in the notebook, so that it is the same in every window and after every start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from webui.notebook import Notebook
from webui.notebook.slugs import plain_slug

NARROWEST, STANDARD_WIDTH, WIDEST = 200, 260, 440
WIDTH_STEP = 10
# Each open folder is one more question to the notebook at every page.
MOST_OPEN_FOLDERS = 40
KEY = "layout"


@dataclass(frozen=True, slots=True)
class Layout:
    """`width` is the sidebar's, in pixels; `open_folders` are paths, the one opened last at the
    end; with `source` the editor shows every mark of Markdown."""

    sidebar: bool = True
    side: bool = True
    width: int = STANDARD_WIDTH
    open_folders: tuple[str, ...] = ()
    source: bool = False

    def with_width(self, pixels: int) -> Layout:
        """Answer a layout with the nearest width that there is."""
        stepped = round(pixels / WIDTH_STEP) * WIDTH_STEP
        return replace(self, width=min(max(stepped, NARROWEST), WIDEST))

    def with_folder(self, path: str, *, is_open: bool) -> Layout:
        """Answer a layout with a folder open or closed; the ones opened longest ago give way."""
        path = plain_slug(path)
        others = tuple(each for each in self.open_folders if each != path)
        folders = (*others, path) if is_open and path else others
        return replace(self, open_folders=folders[-MOST_OPEN_FOLDERS:])


def read_layout(notebook: Notebook) -> Layout:
    """Answer what was kept; raises NotebookLocked."""
    kept: dict[str, object] = notebook.settings.get(KEY, {})
    return _changed(Layout(), kept)


def keep_layout(notebook: Notebook, changes: Mapping[str, object]) -> Layout:
    """Keep what a window says has changed: `sidebar` and `side` (open or folded), `width`,
    `open_folder` and `closed_folder`, `source` (yes or no). What makes no sense is left
    as it was."""
    layout = _changed(read_layout(notebook), changes)
    notebook.settings.set(KEY, asdict(layout))
    return layout


def _changed(layout: Layout, changes: Mapping[str, object]) -> Layout:
    layout = replace(
        layout,
        sidebar=_is_open(changes.get("sidebar"), layout.sidebar),
        side=_is_open(changes.get("side"), layout.side),
        source=_is_yes(changes.get("source"), layout.source),
    )
    width = str(changes.get("width", ""))
    if width.isascii() and width.isdigit() and len(width) < 6:  # noqa: PLR2004 - pixels
        layout = layout.with_width(int(width))
    folders = changes.get("open_folders")
    for path in folders if isinstance(folders, list) else []:
        layout = layout.with_folder(str(path), is_open=True)
    for name, is_open in (("open_folder", True), ("closed_folder", False)):
        if name in changes:
            layout = layout.with_folder(str(changes[name]), is_open=is_open)
    return layout


def _is_yes(asked: object, now: bool) -> bool:
    if isinstance(asked, bool):
        return asked
    return now if asked not in ("yes", "no") else asked == "yes"


def _is_open(asked: object, now: bool) -> bool:
    """As a window says it, or as it was kept."""
    if isinstance(asked, bool):
        return asked
    return now if asked not in ("open", "folded") else asked == "open"
