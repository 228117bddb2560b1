"""Tags: #words in the text of a page, kept beside it so that they are found at once."""

import re
import unicodedata
from itertools import islice, takewhile
from typing import Any

import apsw

from webui.notebook.characters import replace_surrogates
from webui.notebook.code_spans import prose_of
from webui.notebook.database import Database
from webui.notebook.rows import PageSummary, to_summary

LONGEST_TAG = 100
# A page of nothing but tags must not hold up its own saving.
MOST_TAGS = 1_000

# Where a tag begins: after a space, an opening bracket or quote, or a stop, CJK ones too. Not after
# "](", "[[" and "=", where "#" begins the address of a heading.
_START = re.compile(
    r"""(?<![^\s(\[{"'“‘«,;、。，；：（「『《])(?<!\]\()(?<!\[\[)(?<!=["'])#(?=[^\W_])"""
)


def find_tags(body: str) -> tuple[str, ...]:
    """The tags of a text, lower-case, in NFC, sorted: letters, digits, "-", "_", parts by "/".

    A tag has a letter at least ("#12" is a number), 100 characters at most, and stands outside of
    code. Of a page with more than 1,000 the first 1,000 count.
    """
    words = (
        prose[start.end() : start.end() + LONGEST_TAG + 1]
        for prose in prose_of(body)
        for start in _START.finditer(prose)
    )
    tags = (tag for word in words if (tag := _clean_tag("".join(takewhile(_is_in_tag, word)))))
    return tuple(sorted(set(islice(tags, MOST_TAGS))))


def write_tags(connection: apsw.Connection, page_id: int, body: str) -> None:
    """Keep the tags of this text as those of the page."""
    tags = find_tags(body)
    drop_tags(connection, page_id)
    connection.executemany(
        "insert into tags (tag, page_id) values (?, ?)", [(tag, page_id) for tag in tags]
    )


def drop_tags(connection: apsw.Connection, page_id: int) -> None:
    """Forget the tags of a page, which then is found under none."""
    connection.execute("delete from tags where page_id = ?", (page_id,))


class Tags:
    """The tags of all pages that are not in the trash."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[tuple[str, int]]:
        """Each tag, in order, and the number of pages that `pages` answers for it."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                """
                select tag, (
                    select count(distinct below.page_id) from tags as below
                    where below.tag = named.tag
                    or (below.tag > named.tag || '/' and below.tag < named.tag || '0')
                ) from (select distinct tag from tags) as named order by tag
                """
            ).fetchall()
        return rows

    def pages(self, tag: str) -> list[PageSummary]:
        """The pages with this tag or one below it, the newest first; any case and "#" do."""
        asked = _clean_tag(replace_surrogates(tag).removeprefix("#"))
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                select id, slug, title, updated_at from pages where id in (
                    select page_id from tags
                    where tag = :tag or (tag > :tag || '/' and tag < :tag || '0')
                ) order by updated_at desc, id desc
                """,
                {"tag": asked},
            ).fetchall()
        return [to_summary(row) for row in rows]


def _is_in_tag(character: str) -> bool:
    return character in "-_/" or unicodedata.category(character)[0] in "LMN"


def _clean_tag(text: str) -> str:
    parts = (part.strip("-") for part in text.split("/"))
    tag = unicodedata.normalize("NFC", "/".join(part for part in parts if part).lower())
    return tag if len(tag) <= LONGEST_TAG and any(c.isalpha() for c in tag) else ""
