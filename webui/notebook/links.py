"""Links between pages, `[[Page]]`, kept beside the text so that both ends are found at once."""

import re

import apsw

from webui.notebook.code_spans import prose_of
from webui.notebook.slugs import slug_of

# `[[Page]]` and `[[Page|label]]`; "#" begins the address of a heading within the page.
WIKILINK = re.compile(r"\[\[([^\[\]|\n]{1,300})(?:\|([^\[\]\n]{1,300}))?\]\]")
# A page of nothing but links must not hold up its own saving.
MOST_LINKS = 2_000


def find_links(body: str) -> tuple[str, ...]:
    """The slugs that a text links to, outside of code, sorted; of many the first 2,000."""
    if "[[" not in body:
        return ()
    targets: set[str] = set()
    for prose in prose_of(body):
        for link in WIKILINK.finditer(prose):
            if len(targets) == MOST_LINKS:
                break
            title = link[1].partition("#")[0].strip()
            if title:
                targets.add(slug_of(title))
    return tuple(sorted(targets))


def write_links(connection: apsw.Connection, page_id: int, targets: tuple[str, ...]) -> None:
    """Keep these as the slugs that the page links to."""
    drop_links(connection, page_id)
    connection.executemany(
        "insert into links (target, page_id) values (?, ?)",
        [(target, page_id) for target in targets],
    )


def drop_links(connection: apsw.Connection, page_id: int) -> None:
    """Forget what a page links to."""
    connection.execute("delete from links where page_id = ?", (page_id,))
