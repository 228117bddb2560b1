"""Lists stand in the order that a person looks for things in, in their language."""

from __future__ import annotations

import pytest

from tests.webui.conftest import Browser
from webui.collation import sort_key
from webui.room import LANGUAGE, Room


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("de", ["Apfel", "Ärger", "Azur", "Öl", "Ost", "Straße", "Strasse 2", "Zebra"]),
        ("fr", ["Eau", "école", "Été", "Zèbre"]),
        ("es", ["nube", "ñandú", "oso"]),
        ("en", ["!", "Part 2", "Part 10", "part 010b", "Résumé", "Zoë"]),
        # By their reading: a, bei, guang, shang, zhong.
        ("zh-Hans", ["2 号", "About", "阿姨", "北京", "广州", "上海", "中国"]),
        # By their strokes: 1, 2, 3, 4.
        ("zh-Hant", ["2 號", "About", "一月", "人生", "大學", "日記"]),
        ("ja", ["About", "あさ", "アジア", "いぬ", "ガス", "かぜ", "亜", "日"]),
    ],
)
def test_names_stand_where_a_person_looks_for_them(tag: str, names: list[str]) -> None:
    assert sorted(set(names), key=lambda name: sort_key(name, tag)) == names


def test_a_number_of_any_length_has_a_place() -> None:
    assert sort_key("9" * 9_000, "en") < sort_key("1" + "0" * 9_000, "en")


def test_folders_pages_and_tags_follow_the_language(signed_in: Browser, room: Room) -> None:
    room.notebook.settings.set(LANGUAGE, "zh-Hans")
    for title in ("中国/中国", "中国/阿姨", "中国/上海", "北京/x"):
        room.notebook.pages.create(title=title, body="#中国 #北京")
    page = signed_in.get("/folders/中国").get_data(as_text=True)
    main = page[page.index("<main") :]
    assert main.index("阿姨") < main.index("上海") < main.rindex("中国")
    folders = page[page.index('id="sidebar-folders"') :]
    assert folders.index("北京") < folders.index("中国")
    tags = page[page.index('id="sidebar-tags"') :]
    assert tags.index("北京") < tags.index("中国")
