"""The text of a page."""

import re

from webui.notebook.characters import replace_surrogates
from webui.notebook.errors import BodyRefused

LARGEST_BODY = 20 * 1024 * 1024

_LINE_END = re.compile("\r\n?")


def clean_body(text: str) -> str:
    """The text as it is kept: lines end in a line feed, NUL and lone surrogates become U+FFFD.

    Browsers send CRLF with a form whatever the person typed (HTML, "constructing the entry list"),
    and a text that differs in every line end merges with nothing. Raises BodyRefused above 20 MB.
    """
    body = replace_surrogates(_LINE_END.sub("\n", text)).replace("\0", "\ufffd")
    if len(body) > LARGEST_BODY or len(body.encode()) > LARGEST_BODY:
        raise BodyRefused("A page can hold 20 MB of text. Split it into several pages.")
    return body
