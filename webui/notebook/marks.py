"""Pages that the person keeps at hand: favourites, and pinned ones that stand before all others."""

from typing import Any, Literal, get_args

from webui.notebook.database import Database
from webui.notebook.rows import PageSummary, read_page, to_summary

Mark = Literal["favourite", "pinned"]
MARKS: tuple[Mark, ...] = get_args(Mark)


class Marks:
    """The marks of pages. A page in the trash keeps its marks and is not listed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pages(self, mark: Mark) -> list[PageSummary]:
        """The pages with this mark, in the person's order: the last marked last."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                select id, slug, title, updated_at from marks join pages on id = page_id
                where kind = ? and deleted_at is null order by place, id
                """,
                (mark,),
            ).fetchall()
        return [to_summary(row) for row in rows]

    def of(self, page_id: int) -> frozenset[Mark]:
        """The marks of a page."""
        with self._database.reading() as connection:
            rows: list[Any] = connection.execute(
                "select kind from marks where page_id = ?", (page_id,)
            ).fetchall()
        return frozenset(row[0] for row in rows)

    def set(self, page_id: int, mark: Mark, *, is_on: bool) -> None:
        """Give a page a mark or take it away. Raises PageNotFound, PageInTrash."""
        with self._database.writing() as connection:
            read_page(connection, page_id)
            if is_on:
                connection.execute(
                    """
                    insert or ignore into marks (kind, page_id, place) values (:mark, :page,
                        (select coalesce(max(place), 0) + 1 from marks where kind = :mark))
                    """,
                    {"mark": mark, "page": page_id},
                )
            else:
                connection.execute(
                    "delete from marks where kind = ? and page_id = ?", (mark, page_id)
                )
