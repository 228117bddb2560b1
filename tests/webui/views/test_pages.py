"""Pages: made, read, written, renamed, deleted, brought back."""

from __future__ import annotations

import re
import time

from tests.webui.conftest import Browser
from webui.room import Room


def new_page(browser: Browser, title: str = "Ideas", body: str = "") -> str:
    """Make a page; answer its address."""
    path = browser.post("/pages/", title=title).location.removesuffix("?edit=1")
    if body:
        browser.post(path, body=body)
    return str(path)


def test_a_new_page_opens_for_writing_at_an_address_of_its_title(signed_in: Browser) -> None:
    answer = signed_in.post("/pages/", title="Plans for 北京")
    assert answer.location == "/pages/plans-for-%E5%8C%97%E4%BA%AC?edit=1"
    assert "Plans for 北京" in signed_in.get(answer.location).get_data(as_text=True)


def test_what_was_written_is_there_as_html_and_as_it_was_typed(signed_in: Browser) -> None:
    path = new_page(signed_in, body="Some *words*\n\n- [ ] a task")
    text = signed_in.get(path).get_data(as_text=True)
    assert "<em>words</em>" in text
    assert "Some *words*" in signed_in.get(f"{path}?edit=1").get_data(as_text=True)
    assert signed_in.get("/pages/").get_data(as_text=True).count("Ideas") >= 1


def test_the_script_is_told_when_it_was_saved_and_at_which_revision(signed_in: Browser) -> None:
    path = new_page(signed_in)
    before = signed_in.get(path, json_wanted=True).get_json()
    saved = signed_in.post(
        path, body="one", base=str(before["revision"]), json_wanted=True
    ).get_json()
    assert saved["revision"] == before["revision"] + 1
    assert saved["body"] is None
    assert saved["conflict"] is None


def test_two_windows_that_change_different_lines_both_keep_their_words(signed_in: Browser) -> None:
    path = new_page(signed_in, body="one\n\ntwo\n\nthree\n")
    base = str(signed_in.get(path, json_wanted=True).get_json()["revision"])
    signed_in.post(path, body="ONE\n\ntwo\n\nthree\n", base=base, json_wanted=True)
    second = signed_in.post(path, body="one\n\ntwo\n\nTHREE\n", base=base, json_wanted=True)
    assert second.get_json()["body"] == "ONE\n\ntwo\n\nTHREE\n"


def test_a_comment_is_kept_through_saving_and_merging_and_not_shown(signed_in: Browser) -> None:
    path = new_page(signed_in, body="one\n\n<!-- aside\n\nmore -->\n\ntwo <!-- inline -->\n")
    before = signed_in.get(path, json_wanted=True).get_json()
    assert "aside" not in before["html"]
    assert "more" not in before["html"]
    assert "inline" not in before["html"]
    base = str(before["revision"])
    signed_in.post(path, body=before["body"].replace("aside", "ASIDE"), base=base, json_wanted=True)
    second = signed_in.post(
        path, body=before["body"].replace("two", "TWO"), base=base, json_wanted=True
    )
    assert second.get_json()["body"] == "one\n\n<!-- ASIDE\n\nmore -->\n\nTWO <!-- inline -->\n"


def test_two_windows_that_change_the_same_line_lose_neither(signed_in: Browser, room: Room) -> None:
    path = new_page(signed_in, body="one\n")
    before = signed_in.get(path, json_wanted=True).get_json()
    base = str(before["revision"])
    signed_in.post(path, body="first window\n", base=base, json_wanted=True)
    second = signed_in.post(path, body="second window\n", base=base, json_wanted=True).get_json()
    assert second["body"] == "first window\n"
    kept = room.notebook.revisions.get(before["id"], second["conflict"]["number"])
    assert kept.body == "second window\n"


def test_an_earlier_version_can_be_read_and_restored_and_the_restoring_undone(
    signed_in: Browser, room: Room
) -> None:
    path = new_page(signed_in, body="first words " * 100)
    signed_in.post(path, body="other words")
    history = signed_in.get(f"{path}/history").get_data(as_text=True)
    found = re.search(r'href="(/pages/ideas/history/[0-9]+)"', history)
    assert found
    assert "first words" in signed_in.get(found[1]).get_data(as_text=True)
    signed_in.post(f"{found[1]}/restore")
    assert "first words" in signed_in.get(path).get_data(as_text=True)
    page = room.notebook.pages.find("ideas")
    assert "other words" in [each.body for each in room.notebook.revisions.list(page.id)]
    assert signed_in.get(f"{path}/history/999").status_code == 404


def test_a_renamed_page_is_still_found_where_old_links_lead(signed_in: Browser) -> None:
    path = new_page(signed_in, "Ideas")
    answer = signed_in.post(f"{path}/rename", title="Better ideas", json_wanted=True).get_json()
    assert answer["url"] == "/pages/better-ideas"
    assert signed_in.get(path).location == "/pages/better-ideas"
    assert "Better ideas" in signed_in.get(path, follow=True).get_data(as_text=True)


def test_a_writer_whose_page_got_another_title_still_saves_into_it(
    signed_in: Browser, room: Room
) -> None:
    path = new_page(signed_in, "Untitled")
    mine = signed_in.get(path, json_wanted=True).get_json()
    signed_in.post(f"{path}/rename", title="Mine", json_wanted=True)
    assert new_page(signed_in, "Untitled", body="of somebody else") == path
    number, base = str(mine["id"]), str(mine["revision"])
    signed_in.post(path, body="my own words", page=number, base=base, json_wanted=True)
    assert room.notebook.pages.by_id(mine["id"]).body == "my own words"
    assert signed_in.get(path, json_wanted=True).get_json()["id"] != mine["id"]
    assert "of somebody else" in signed_in.get(path).get_data(as_text=True)


def test_a_deleted_page_waits_in_the_trash_and_comes_back_whole(signed_in: Browser) -> None:
    path = new_page(signed_in, body="precious")
    answer = signed_in.post(f"{path}/delete")
    assert "“Ideas” is in the trash." in signed_in.get(answer.location).get_data(as_text=True)
    assert signed_in.get(path).status_code == 404
    trash = signed_in.get("/trash").get_data(as_text=True)
    assert "Ideas" in trash
    found = re.search('action="(/trash/[0-9]+/restore)"', trash)
    assert found
    assert signed_in.post(found[1]).location == path
    assert "precious" in signed_in.get(path).get_data(as_text=True)


def test_a_tag_in_the_text_gathers_its_pages(signed_in: Browser) -> None:
    new_page(signed_in, "Ideas", "about #garden/roses")
    assert "Ideas" in signed_in.get("/tags/garden/roses").get_data(as_text=True)


def test_a_page_that_does_not_exist_is_a_clear_page_and_for_scripts_a_clear_sentence(
    signed_in: Browser,
) -> None:
    answer = signed_in.get("/pages/nothing-here")
    assert answer.status_code == 404
    assert "Nothing is lost" in answer.get_data(as_text=True)
    assert "error" in signed_in.get("/pages/nothing-here", json_wanted=True).get_json()


def test_a_script_whose_window_was_logged_out_is_told_so(browser: Browser) -> None:
    answer = browser.get("/pages/ideas", json_wanted=True)
    assert (answer.status_code, answer.get_json()) == (401, {"error": "You are not logged in."})


def test_nothing_of_the_notebook_stays_in_a_cache(signed_in: Browser) -> None:
    for path in (new_page(signed_in), "/pages/", "/session", "/nothing"):
        assert signed_in.get(path).headers["Cache-Control"] == "no-store"


def test_scripts_in_pages_titles_and_links_come_out_harmless(signed_in: Browser) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    path = new_page(signed_in, "<script>alert(2)</script>", attack)
    html = signed_in.get(path, json_wanted=True).get_json()["html"]
    assert "<script" not in html
    assert "onerror" not in html
    assert "javascript:" not in html.replace("(javascript:alert(1))", "")
    assert "<script>alert(2)" not in signed_in.get(path).get_data(as_text=True)


def test_what_changed_since_a_version_and_with_it_is_shown_word_by_word(
    signed_in: Browser, room: Room
) -> None:
    first = "The cat <b>sat</b> on the mat. " + "It purred. " * 100
    path = new_page(signed_in, body=first)
    signed_in.post(path, body="gone")
    signed_in.post(path, body=first.replace("cat", "dog"))
    numbers = [each.number for each in room.notebook.revisions.list(1)]
    version = f"{path}/history/{numbers[-1]}"
    since = signed_in.get(f"{version}?changes=since").get_data(as_text=True)
    assert "<del>cat</del><ins>dog</ins>" in since
    assert "&lt;b&gt;sat&lt;/b&gt;" in since
    then = signed_in.get(f"{path}/history/{numbers[0]}?changes=then").get_data(as_text=True)
    assert "<del>cat</del><ins>dog</ins>" in then
    assert "changes__passage" not in signed_in.get(version).get_data(as_text=True)


def test_restoring_says_so_and_offers_to_undo_it(signed_in: Browser) -> None:
    path = new_page(signed_in, body="first words " * 100)
    signed_in.post(path, body="other words")
    answer = signed_in.post(f"{path}/history/2/restore")
    page = signed_in.get(answer.location).get_data(as_text=True)
    found = re.search(r'action="(/pages/ideas/history/[0-9]+/restore)"', page)
    assert found
    signed_in.post(found[1])
    assert "other words" in signed_in.get(path).get_data(as_text=True)


def test_the_trash_empties_itself_after_as_many_days_as_one_likes(
    signed_in: Browser, room: Room
) -> None:
    assert '<option value="30" selected>' in signed_in.get("/trash").get_data(as_text=True)
    signed_in.post("/trash/days", days="90")
    assert room.notebook.settings.get("trash_days") == 90
    signed_in.post("/trash/days", days="-5")
    assert room.notebook.settings.get("trash_days") == 90


def test_a_long_page_is_written_without_waiting_for_its_drawing(
    signed_in: Browser, room: Room
) -> None:
    room.notebook.pages.create("Long", "words " * 20_000)
    text = signed_in.get("/pages/long?edit=1").get_data(as_text=True)
    assert len(text) < 100_000
    assert "disabled data-is-long" in text
    answer = signed_in.get("/pages/long?text=1", json_wanted=True).get_json()
    assert len(answer["body"]) == 120_000
    assert "html" not in answer
    assert "words words" in signed_in.get("/pages/long").get_data(as_text=True)


def test_behind_the_answer_to_a_save_its_words_are_made_for_the_search(
    signed_in: Browser, room: Room
) -> None:
    signed_in.post(new_page(signed_in, "Roses"), body="new").close()
    waiting = room.notebook.search.waiting
    deadline = time.monotonic() + 20
    while waiting.progress() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert waiting.progress() is None
