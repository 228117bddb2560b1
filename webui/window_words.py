"""The words of the host's own menus and dialogs, in the language of the pages."""

from __future__ import annotations

from flask import Flask, Response

from webui.language import gettext, mark, spoken
from webui.room import here

WORDS = (
    mark("Back"),
    mark("Forward"),
    mark("Open in new window"),
    mark("Copy link"),
    mark("Copy picture"),
    mark("Save picture…"),
    mark("Undo"),
    mark("Redo"),
    mark("Cut"),
    mark("Copy"),
    mark("Paste"),
    mark("Paste as plain text"),
    mark("Select all"),
    mark("Larger"),
    mark("Smaller"),
    mark("Usual size"),
    mark("Full screen"),
    mark("Print…"),
    mark("Print"),
    mark("Close window"),
    mark("Quit"),
    mark("Notebook"),
    mark("Help"),
    mark("New page"),
    mark("New window"),
    mark("Today’s page"),
    mark("About Inglenook"),
    mark("Check the log"),
    mark("Open the data folder"),
    mark("Some text is not saved"),
    mark(
        "It could not be saved into its page. A draft is kept, and offered when you sign in again."
    ),
    mark("It stands in its window alone. If you close that now, the text is lost."),
    mark("Go back"),
    mark("Close"),
    mark("Close and lose it"),
    mark("Save"),
    mark("Saved: %(name)s"),
    mark("Show in folder"),
    mark("“%(name)s” was not saved. There is not enough room on the disk."),
    mark("“%(name)s” was not saved. You may not write there."),
    mark("“%(name)s” was not saved. Nothing else was changed; try another place."),
)
"""What the host says, as it says it in English."""


def init_app(app: Flask) -> None:
    """Hand the words to the host whenever the pages speak another language than before."""
    told = {"language": "en"}

    def tell(response: Response) -> Response:
        language = spoken().tag
        if language != told["language"]:
            told["language"] = language
            here().host.windows.speak({word: gettext(word) for word in WORDS})
        return response

    app.after_request(tell)
