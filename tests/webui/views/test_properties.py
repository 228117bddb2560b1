"""The form of what a page says of itself."""

from __future__ import annotations

from tests.webui.conftest import Browser
from webui.room import Room

TEXT = (
    "---\nstatus: open  # now\ndone: true\ncrew: [Ada, 'B, C']\ndeep:\n  a: b\n---\nThe <text>.\n"
)


def test_each_property_has_a_field_of_its_kind(signed_in: Browser, room: Room) -> None:
    page = room.notebook.pages.create("Boat", TEXT)
    shown = signed_in.get("/pages/boat").get_data(as_text=True)
    assert 'name="value" type="text" value="open"' in shown
    assert 'type="checkbox" value="yes" checked' in shown
    assert 'value="Ada, &#34;B, C&#34;"' in shown
    assert "as written in the text" in shown
    part = signed_in.get(f"/page/{page.id}/properties").get_data(as_text=True)
    assert 'value="open"' in part
    assert "<html" not in part


def test_a_value_is_changed_added_and_taken_out(signed_in: Browser, room: Room) -> None:
    page = room.notebook.pages.create("Boat", TEXT)
    path = f"/page/{page.id}/properties"

    def body() -> str:
        return room.notebook.pages.by_id(page.id).body

    told = signed_in.post(path, name="status", kind="text", value="done", json_wanted=True)
    assert 'value="done"' in told.get_json()["html"]
    assert body() == TEXT.replace("open", "done")
    signed_in.post(path, name="done", kind="checkbox")
    signed_in.post(path, name="crew", kind="list", value='Ada, "D, E"')
    assert 'done: false\ncrew: [Ada, "D, E"]\n' in body()
    assert signed_in.post(path, name="length", kind="number", value="7").location == "/pages/boat"
    assert "length: 7\n---\n" in body()
    for name in ("status", "done", "crew", "deep", "length"):
        signed_in.post(path, name=name, act="remove")
    assert body() == "The <text>.\n"


def test_what_cannot_be_kept_is_told_in_a_sentence_and_changes_nothing(
    signed_in: Browser, room: Room
) -> None:
    page = room.notebook.pages.create("Boat", "---\na: b: c\n---\n")
    path = f"/page/{page.id}/properties"
    told = signed_in.post(path, name="x", kind="text", value="y", json_wanted=True)
    assert (told.status_code, "mend them in the text" in told.get_json()["error"]) == (422, True)
    assert "Line 1 between the two ---" in signed_in.get("/pages/boat").get_data(as_text=True)
    assert room.notebook.pages.by_id(page.id).body == "---\na: b: c\n---\n"
    assert signed_in.post("/page/99/properties", name="x", kind="text").status_code == 404
