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
PARTS = ("journal", "favourites", "pages", "folders", "tags")
"""The parts of the sidebar, each of which folds by itself."""
KEY = "layout"


@dataclass(frozen=True, slots=True)
class Layout:
    """`width` is the sidebar's, in pixels; `open_folders` are paths, the one opened last at the
    end; `folded_parts` are those of PARTS that show their heading alone; with `source` the editor
    shows every mark of Markdown."""

    sidebar: bool = True
    side: bool = True
    width: int = STANDARD_WIDTH
    open_folders: tuple[str, ...] = ()
    folded_parts: tuple[str, ...] = ()
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

    def with_part(self, name: str, *, is_open: bool) -> Layout:
        """Answer a layout with a part of the sidebar open or folded."""
        folded = {*self.folded_parts, name} if not is_open else {*self.folded_parts} - {name}
        return replace(self, folded_parts=tuple(each for each in PARTS if each in folded))


def read_layout(notebook: Notebook) -> Layout:
    """Answer what was kept; raises NotebookLocked."""
    kept: dict[str, object] = notebook.settings.get(KEY, {})
    return _changed(Layout(), kept)


def keep_layout(notebook: Notebook, changes: Mapping[str, object]) -> Layout:
    """Keep what a window says has changed: `sidebar` and `side` (open or folded), `width`,
    `open_folder` and `closed_folder`, `open_part` and `closed_part`, `source` (yes or no).
    What makes no sense is left as it was."""
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
    for path in _listed(changes.get("open_folders")):
        layout = layout.with_folder(path, is_open=True)
    for part in _listed(changes.get("folded_parts")):
        layout = layout.with_part(part, is_open=False)
    for state, is_open in (("open", True), ("closed", False)):
        if f"{state}_folder" in changes:
            layout = layout.with_folder(str(changes[f"{state}_folder"]), is_open=is_open)
        if f"{state}_part" in changes:
            layout = layout.with_part(str(changes[f"{state}_part"]), is_open=is_open)
    return layout


def _listed(kept: object) -> list[str]:
    return [str(each) for each in kept] if isinstance(kept, list) else []


def _is_yes(asked: object, now: bool) -> bool:
    if isinstance(asked, bool):
        return asked
    return now if asked not in ("yes", "no") else asked == "yes"


def _is_open(asked: object, now: bool) -> bool:
    """As a window says it, or as it was kept."""
    if isinstance(asked, bool):
        return asked
    return now if asked not in ("open", "folded") else asked == "open"
