"""Tags: #words in the text of a page, kept beside it so that they are found at once."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, islice, takewhile
from typing import Any

import apsw

from webui.notebook.characters import replace_surrogates
from webui.notebook.code_spans import prose_of, without_comments
from webui.notebook.database import Database
from webui.notebook.front_matter import Property, read_properties
from webui.notebook.properties import find_property_tags
from webui.notebook.rows import PageSummary, to_summary

LONGEST_TAG = 100
# A page of nothing but tags must not hold up its own saving.
MOST_TAGS = 1_000

# Where a tag begins: after a space, an opening bracket or quote, or a stop, CJK ones too. Not after
# "](", "[[" and "=", where "#" begins the address of a heading.
_START = re.compile(
    # The mark first, which Python then looks for without trying each place.
    r"""#(?<![^\s(\[{"'“‘«,;、。，；：（「『《]#)(?<!\]\(#)(?<!\[\[#)(?<!=["']#)(?=[^\W_])"""
)


def find_tags(body: str) -> tuple[str, ...]:
    """The tags of a text, lower-case, in NFC, sorted: letters, digits, "-", "_", parts by "/".

    A tag has a letter at least ("#12" is a number), 100 characters at most, and stands outside of
    code and comments, or in the property `tags`. Of a page with more than 1,000 the first 1,000
    count.
    """
    return tags_in(prose_of(without_comments(body)), read_properties(body))


def tags_in(paragraphs: Iterable[str], properties: tuple[Property, ...]) -> tuple[str, ...]:
    """`find_tags` of a text that was read already: `prose_of` it without its comments."""
    words = (
        prose[start.end() : start.end() + LONGEST_TAG + 1]
        for prose in paragraphs
        for start in _START.finditer(prose)
    )
    tags = (tag for word in words if (tag := _clean_tag("".join(takewhile(_is_in_tag, word)))))
    own = (_tag_of(word) for word in find_property_tags(properties))
    return tuple(sorted(set(islice(chain(filter(None, own), tags), MOST_TAGS))))


def write_tags(connection: apsw.Connection, page_id: int, body: str) -> None:
    """Keep the tags of this text as those of the page."""
    change_tags(connection, {page_id: frozenset(find_tags(body))})


def drop_tags(connection: apsw.Connection, page_id: int) -> None:
    """Forget the tags of a page, which then is found under none."""
    change_tags(connection, {page_id: frozenset()})


def with_ancestors(paths: Iterable[str]) -> frozenset[str]:
    """Each tag and those above it: "a/b" and "a"."""
    parts = (path.split("/") for path in paths)
    return frozenset("/".join(each[:end]) for each in parts for end in range(1, len(each) + 1))


class Tags:
    """The tags of all pages that are not in the trash."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[tuple[str, int]]:
        """Each tag, in order, and the number of pages that `pages` answers for it."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                "select tag, pages from tag_counts where own > 0 order by tag"
            ).fetchall()
        return rows

    def count(self, tag: str) -> int:
        """How many pages have this tag or one below it; any case and "#" do."""
        with self._database.reading() as connection:
            row: Any = connection.execute(
                "select pages from tag_counts where tag = ?", (_clean_asked(tag),)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def pages(self, tag: str, limit: int = 200) -> list[PageSummary]:
        """The pages with this tag or one below it, the newest first; any case and "#" do."""
        asked = _clean_asked(tag)
        if not asked:
            return []
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                select id, slug, title, updated_at from pages where id in (
                    select page_id from search_places where place in (
                        select rowid from search_index where search_index match :token
                        order by rowid desc limit :limit
                    ) except select page_id from search_waiting
                    -- The index has yet to read these; there are few, or it is being made anew.
                    union select page_id from search_waiting join tags using (page_id)
                    where tag = :tag or (tag > :tag || '/' and tag < :tag || '0')
                ) order by updated_at desc, id desc limit :limit
                """,
                {"tag": asked, "token": f'"#{asked}"', "limit": limit},
            ).fetchall()
        return [to_summary(row) for row in rows]


def change_tags(connection: apsw.Connection, wanted: Mapping[int, frozenset[str]]) -> None:
    """Keep these as the tags of these pages."""
    former = {page_id: frozenset(tags) for page_id, tags in _read_tags(connection, wanted).items()}
    connection.executemany(
        "delete from tags where tag = ? and page_id = ?",
        [(tag, page_id) for page_id, tags in wanted.items() for tag in former[page_id] - tags],
    )
    connection.executemany(
        "insert into tags (tag, page_id) values (?, ?)",
        [(tag, page_id) for page_id, tags in wanted.items() for tag in tags - former[page_id]],
    )
    _count_tags(connection, [(former[page_id], tags) for page_id, tags in wanted.items()])


def _read_tags(connection: apsw.Connection, page_ids: Iterable[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {page_id: [] for page_id in page_ids}
    rows: Any = connection.execute(
        "select page_id, tag from tags where page_id in (select value from json_each(?))",
        (json.dumps(list(found)),),
    )
    for page_id, tag in rows:
        found[page_id].append(tag)
    return found


def _count_tags(
    connection: apsw.Connection, changes: list[tuple[frozenset[str], frozenset[str]]]
) -> None:
    """Only what changed is counted: a save that touches no tag writes nothing here."""
    own: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for former, tags in changes:
        own.update(tags - former)
        own.subtract(former - tags)
        above, former_above = with_ancestors(tags), with_ancestors(former)
        pages.update(above - former_above)
        pages.subtract(former_above - above)
    changed = [tag for tag in {*own, *pages} if own[tag] or pages[tag]]
    connection.executemany(
        """
        insert into tag_counts (tag, own, pages) values (?, ?, ?)
        on conflict (tag) do update set own = own + excluded.own, pages = pages + excluded.pages
        """,
        [(tag, own[tag], pages[tag]) for tag in changed],
    )
    connection.executemany(
        "delete from tag_counts where tag = ? and pages = 0",
        [(tag,) for tag in changed if pages[tag] < 0],
    )


def _clean_asked(tag: str) -> str:
    """The tag that is asked for, or "" for what no text could carry as one."""
    asked = replace_surrogates(tag).removeprefix("#")
    return _clean_tag(asked) if all(_is_in_tag(each) for each in asked) else ""


def _tag_of(word: str) -> str:
    """The tag that a word of the property `tags` is: what can't stand in one becomes a hyphen."""
    return _clean_tag("".join(each if _is_in_tag(each) else "-" for each in word.strip()))


def _is_in_tag(character: str) -> bool:
    return character in "-_/" or unicodedata.category(character)[0] in "LMN"


def _clean_tag(text: str) -> str:
    parts = (part.strip("-") for part in text.split("/"))
    tag = unicodedata.normalize("NFC", "/".join(part for part in parts if part).lower())
    return tag if len(tag) <= LONGEST_TAG and any(c.isalpha() for c in tag) else ""
