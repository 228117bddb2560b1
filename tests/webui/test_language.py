"""Sentences carry their values, and pages escape them."""

from flask import Flask, render_template_string

from webui import language


def test_a_sentence_holds_its_values() -> None:
    assert language.gettext("Wait %(seconds)d s", seconds=3) == "Wait 3 s"


def test_a_sentence_without_values_may_hold_a_percent_sign() -> None:
    assert language.gettext("100 % saved") == "100 % saved"


def test_one_page_and_two_pages() -> None:
    assert language.ngettext("%(num)d page", "%(num)d pages", 1) == "1 page"
    assert language.ngettext("%(num)d page", "%(num)d pages", 2) == "2 pages"


def test_a_template_escapes_what_a_sentence_holds() -> None:
    app = Flask(__name__)
    language.init_app(app)
    with app.app_context():
        page = render_template_string("{{ _('Hello %(name)s', name=name) }}", name="<b>")
    assert page == "Hello &lt;b&gt;"
