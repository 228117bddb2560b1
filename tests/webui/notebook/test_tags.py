import time

import pytest

from webui.notebook import Notebook
from webui.notebook.tags import MOST_TAGS, find_tags


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("#garden and #Work/Plans, (#idea)", ("garden", "idea", "work/plans")),
        ("#日記 #हिन्दी #Ünï-code_1", ("ünï-code_1", "हिन्दी", "日記")),
        ("今日。#日記", ("日記",)),
        ("#cafe\u0301", ("caf\u00e9",)),
        ("# Heading\n## Another\n#### Third ####", ()),
        ("#1 #2026 #3d", ("3d",)),
        ("https://example.org/#part a#b &#35; \\#no", ()),
        ('[there](#part) [[#part]] [[Page#part]] <a href="#part">', ()),
        ("`#no` ``#no ` #no`` #yes", ("yes",)),
        ("```\n#no\n```\n#yes", ("yes",)),
        ("~~~ js\n#no\n```\n#no\n~~~~\n#yes", ("yes",)),
        ("- item\n\n      ```\n  #no\n  ```\n\n    #yes", ("yes",)),
        ("text\n\n    #no\n\n#yes", ("yes",)),
        ("- item\n\n    #yes", ("yes",)),
        ("text\n    #yes", ("yes",)),
        ("`open #yes\n\n` #also", ("also", "yes")),
        ("span `over\n#no lines` #yes", ("yes",)),
        ("#yes <!-- #no -->\n<!--\n#no\n\n#no -->\n#also <!-- open", ("also", "yes")),
        ("#a/ #b// #c/-/d #-no #_no", ("a", "b", "c/d")),
        ("#" + "x" * 101 + " #" + "y" * 100, ("y" * 100,)),
        ("#x. #y: #z!", ("x", "y", "z")),
    ],
)
def test_tags_are_found_where_a_person_meant_them(body: str, tags: tuple[str, ...]) -> None:
    assert find_tags(body) == tags


@pytest.mark.parametrize(
    "text", ["` `` ``` ", "#a ", "# ", "\\", "[[#", "- ", ">", "    #x\n\n", "<!-- "]
)
def test_a_large_odd_text_does_not_hold_up_its_saving(text: str) -> None:
    before = time.perf_counter()
    assert len(find_tags(text * 100_000)) <= MOST_TAGS
    assert time.perf_counter() - before < 5


def test_a_page_is_found_under_its_tags_and_those_above_in_any_case(notebook: Notebook) -> None:
    old = notebook.pages.create("Old", "#work")
    new = notebook.pages.create("New", "#work/plans #Home")
    notebook.pages.create("Other", "#workshop #work-2")
    assert [page.id for page in notebook.tags.pages("Work")] == [new.id, old.id]
    assert [page.id for page in notebook.tags.pages("#work/plans")] == [new.id]
    for unknown in ("nothing", "", "#", "a\ud800"):
        assert notebook.tags.pages(unknown) == []
    assert new.tags == ("home", "work/plans")


def test_the_list_of_tags_counts_what_each_one_shows(notebook: Notebook) -> None:
    notebook.pages.create("One", "#a #a/b")
    notebook.pages.create("Two", "#a/b/c")
    notebook.pages.create("Three", "#ab")
    assert notebook.tags.all() == [("a", 2), ("a/b", 2), ("a/b/c", 1), ("ab", 1)]
    assert all(len(notebook.tags.pages(tag)) == count for tag, count in notebook.tags.all())


def test_tags_follow_the_text_and_the_trash(notebook: Notebook) -> None:
    page = notebook.pages.create("One", "#before")
    notebook.pages.save(page.id, "#after", page.revision)
    assert notebook.tags.all() == [("after", 1)]
    notebook.pages.delete(page.id)
    assert notebook.tags.all() == []
    notebook.trash.restore(page.id)
    assert notebook.tags.all() == [("after", 1)]


def test_the_counts_stay_right_whatever_is_changed(notebook: Notebook) -> None:
    page = notebook.pages.create("One", "#a/b #c")
    other = notebook.pages.create("Two", "#a")
    page = notebook.pages.save(page.id, "#a/b/x #d", page.revision).page
    assert notebook.tags.all() == [("a", 2), ("a/b/x", 1), ("d", 1)]
    notebook.pages.delete(other.id)
    assert notebook.tags.all() == [("a/b/x", 1), ("d", 1)]
    assert notebook.tags.count("#A") == 1
    notebook.pages.save(page.id, "none", page.revision)
    assert notebook.tags.all() == []
    notebook.trash.restore(other.id)
    assert notebook.tags.all() == [("a", 1)]
    assert notebook.tags.count("unknown") == 0
