"""Sentences carry their values, and pages escape them."""

import pytest
from flask import Flask, render_template_string

from tests.webui.conftest import Browser, House
from webui import language
from webui.room import Room
from webui.window_words import WORDS


def test_a_sentence_holds_its_values() -> None:
    assert language.gettext("Wait %(seconds)d s", seconds=3) == "Wait 3 s"


def test_a_sentence_without_values_may_hold_a_percent_sign() -> None:
    assert language.gettext("100 % saved") == "100 % saved"


def test_one_page_and_two_pages() -> None:
    assert language.ngettext("%(num)s page", "%(num)s pages", 1) == "1 page"
    assert language.ngettext("%(num)s page", "%(num)s pages", 2) == "2 pages"


@pytest.mark.parametrize(
    ("tag", "pages"), [("en", "5,005 pages"), ("de", "5.005 Seiten"), ("ja", "5,005ページ")]
)
def test_a_large_number_in_a_sentence_is_written_as_the_language_does(
    browser: Browser, tag: str, pages: str
) -> None:
    template = "{{ ngettext('%(num)s page', '%(num)s pages', 5005) }}"
    with browser.app.test_request_context(headers={"Accept-Language": tag}):
        assert language.ngettext("%(num)s page", "%(num)s pages", 5005) == pages
        assert render_template_string(template) == pages


def test_a_template_escapes_what_a_sentence_holds() -> None:
    app = Flask(__name__)
    language.init_app(app)
    with app.app_context():
        page = render_template_string("{{ _('Hello %(name)s', name=name) }}", name="<b>")
    assert page == "Hello &lt;b&gt;"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("zh-TW", "zh-Hant"),
        ("zh-HK,zh;q=0.9", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("tlh,ja;q=0.5", "ja"),
        ("tlh", "en"),
        ("en-US,de;q=0.5", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_the_first_that_the_system_asks_for_and_there_is(
    browser: Browser, asked: str, spoken: str
) -> None:
    page = browser.client.get("/login", headers={"Accept-Language": asked}).get_data(as_text=True)
    assert f'<html lang="{spoken}" dir="ltr"' in page


def test_a_language_that_was_chosen_goes_before_the_systems_and_outlives_a_log_out(
    signed_in: Browser, room: Room
) -> None:
    room.notebook.settings.set("language", "ja")
    assert '<html lang="ja"' in signed_in.get("/pages/").get_data(as_text=True)
    signed_in.log_out()
    assert '<html lang="ja"' in signed_in.get("/login").get_data(as_text=True)


def test_english_loads_no_catalogue(browser: Browser) -> None:
    words = browser.app.extensions["inglenook-words"]
    browser.get("/login")
    assert words._read == {}


def test_scripts_are_told_where_their_words_are(browser: Browser) -> None:
    page = browser.client.get("/login", headers={"Accept-Language": "fr"}).get_data(as_text=True)
    assert "/static/words-fr-" in page


def test_a_page_speaks_german_to_who_asks_for_it(browser: Browser) -> None:
    page = browser.client.get("/login", headers={"Accept-Language": "de"}).get_data(as_text=True)
    assert "Notizbuch öffnen" in page


def test_the_windows_menus_speak_the_language_of_the_pages(browser: Browser, house: House) -> None:
    browser.client.get("/login", headers={"Accept-Language": "en"})
    assert house.windows.words == {}
    browser.client.get("/login", headers={"Accept-Language": "en-x-rtl"})
    assert house.windows.words.keys() == set(WORDS)
    house.windows.words = {}
    browser.client.get("/login", headers={"Accept-Language": "en-x-rtl"})
    assert house.windows.words == {}  # told once
    browser.client.get("/login", headers={"Accept-Language": "en"})
    assert house.windows.words == {word: word for word in WORDS}
