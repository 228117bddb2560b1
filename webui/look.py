"""How pages look and are written: theme, typeface, size of the text, length of its lines, keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from webui.language import mark
from webui.notebook import Notebook

# Each with its name, the usual one first. What they are stands in assets/css/tokens.css.
THEMES = {
    "system": mark("As the system"),
    "light": mark("Daylight"),
    "dark": mark("Ember"),
    "contrast": mark("High contrast"),
}
TYPEFACES = {
    "serif": mark("Book face"),
    "sans": mark("Plain face"),
    "system": mark("The system's own"),
}
MEASURES = {
    "usual": mark("As in a book"),
    "narrow": mark("Narrow"),
    "wide": mark("Wide"),
    "full": mark("As wide as the window"),
}
EDITING = {
    "usual": mark("Usual keys"),
    "vim": mark("Vim keys"),
}
SMALLEST, USUAL_SIZE, LARGEST = 15, 18, 24
KEY = "look"


@dataclass(frozen=True, slots=True)
class Look:
    """`size` is the page's, in pixels at 100 %."""

    theme: str = "system"
    typeface: str = "serif"
    size: int = USUAL_SIZE
    measure: str = "usual"
    editing: str = "usual"


def read_look(notebook: Notebook) -> Look:
    """Answer what was chosen; raises NotebookLocked."""
    return _changed(Look(), notebook.settings.get(KEY, {}))


def keep_look(notebook: Notebook, changes: Mapping[str, object]) -> Look:
    """Keep what was chosen; what there is no such choice of is left as it was."""
    look = _changed(read_look(notebook), changes)
    notebook.settings.set(KEY, asdict(look))
    return look


def _changed(look: Look, changes: Mapping[str, object]) -> Look:
    def choose(name: str, choices: Mapping[str, str], now: str) -> str:
        asked = str(changes.get(name, now))
        return asked if asked in choices else now

    size = str(changes.get("size", ""))
    is_known = size in {str(each) for each in range(SMALLEST, LARGEST + 1)}
    return Look(
        theme=choose("theme", THEMES, look.theme),
        typeface=choose("typeface", TYPEFACES, look.typeface),
        measure=choose("measure", MEASURES, look.measure),
        editing=choose("editing", EDITING, look.editing),
        size=int(size) if is_known else look.size,
    )
