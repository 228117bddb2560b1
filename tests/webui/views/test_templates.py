"""An empty page begins with a template."""

from __future__ import annotations

from tests.webui.conftest import Browser
from webui.room import Room


def test_templates_are_offered_on_an_empty_page_alone(signed_in: Browser, room: Room) -> None:
    template = room.notebook.pages.create("Templates/Meeting", "# {{title}}\n🦖{{cursor}} end")
    page = room.notebook.pages.create("Monday")
    assert "Begin with" in signed_in.get("/pages/monday").get_data(as_text=True)
    path = f"/page/{page.id}/begin"
    told = signed_in.post(path, template=template.id, json_wanted=True).get_json()
    assert told == {"url": "/pages/monday?edit=1", "cursor": 11}
    assert room.notebook.pages.by_id(page.id).body == "# Monday\n🦖 end"
    assert "Begin with" not in signed_in.get("/pages/monday").get_data(as_text=True)
    assert signed_in.post(path, template=template.id).status_code == 422
    assert room.notebook.pages.by_id(page.id).body == "# Monday\n🦖 end"
    assert signed_in.post(path, template="x").status_code == 404
