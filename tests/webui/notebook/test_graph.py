"""What many texts hold, read at once, is what each would have told by its own save."""

from __future__ import annotations

from typing import Any

import pytest

from webui.notebook import Notebook, graph
from webui.notebook.database import Database

TABLES = {
    "tags": "select tag, page_id from tags",
    "tag_counts": "select tag, own, pages from tag_counts",
    "links": "select page_id, target, title, mark_start, mark_end, sentence from links",
    "link_targets": "select target, links, page_id from link_targets",
    "orphans": "select page_id from orphans",
    "tasks": "select page_id, line, done, due, text from tasks",
    "properties": "select page_id, name, place, value, number, day from properties",
    "aliases": "select slug, page_id from aliases",
    "file_uses": "select file_id, page_id, is_now from file_uses",
}
FILE = "11111111-2222-3333-4444-555555555555"
TEXTS = {
    "Garden": "---\naliases: [Plot]\nrank: 3\ntags: [green/leaf]\n---\n#green [[Garden]] [[Wren]]",
    "Wren": f"#green/leaf #tit [[Plot|there]] [[Heron]]\n\n- [ ] feed @2026-11-30\n/files/{FILE}/a",
    "Code": "```\n#no [[Garden]]\n```\n\n`#no` [seen](/pages/wren) (#yes)",
    "Hidden": "<!-- #no [[Garden]] -->",
    "Plain": "nothing of the kind",
}


@pytest.fixture
def written(notebook: Notebook) -> Notebook:
    for title, body in TEXTS.items():
        notebook.pages.create(title, body)
    return notebook


def rows(database: Database) -> dict[str, list[Any]]:
    with database.reading() as connection:
        return {name: sorted(connection.execute(sql)) for name, sql in TABLES.items()}


def forget(database: Database, *tables: str) -> None:
    with database.writing() as connection:
        for table in tables:
            connection.execute(f"delete from {table}")  # noqa: S608 - constants of this file
        connection.execute("insert into graph_waiting select id from pages")


def test_pages_read_at_once_are_known_as_after_a_save_of_each(written: Notebook) -> None:
    database = written._unlocked.database
    saved = rows(database)
    forget(database, "tags", "tag_counts", "links", "tasks", "properties", "aliases", "file_uses")
    assert rows(database) != saved
    assert graph.read_some(database) == len(TEXTS)
    assert rows(database) == saved
    forget(database)
    assert graph.read_some(database) == len(TEXTS)
    assert rows(database) == saved, "what is known already is not counted twice"
    assert graph.read_some(database) == 0


def test_a_page_saved_or_thrown_away_while_others_are_read_keeps_what_it_says_now(
    written: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = written._unlocked.database
    forget(database)
    wren, plain = written.pages.find("wren"), written.pages.find("plain")
    read = graph._read

    def read_and_save(*arguments: Any) -> Any:
        if arguments[0] == wren.id:
            written.pages.save(wren.id, "#other", wren.revision)
            written.pages.delete(plain.id)
        return read(*arguments)

    monkeypatch.setattr(graph, "_read", read_and_save)
    graph.read_some(database)
    monkeypatch.setattr(graph, "_read", read)
    while graph.read_some(database):
        pass
    assert [tag for tag, _ in written.tags.all()] == ["green", "green/leaf", "other", "yes"]
    assert rows(database)["links"] == [row for row in rows(database)["links"] if row[0] != wren.id]
