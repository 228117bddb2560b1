"""Sizes read as people of each language say them."""

from __future__ import annotations

import pytest
from flask import Flask

from webui import language
from webui.sizes import say_bytes


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (3_400_000, "3.4 MB"),
        (34_400_000, "34 MB"),
        (5_000_000_000_000, "5,000 GB"),
    ],
)
def test_sizes_have_a_figure_behind_the_point_below_ten(size: int, said: str) -> None:
    assert say_bytes(size) == said


def test_a_french_reader_sees_a_comma_and_the_units_of_the_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Flask(__name__)
    language.init_app(app)
    words = {"MB": "Mo", "%(amount)s %(unit)s": "%(amount)s\u00a0%(unit)s"}
    monkeypatch.setattr("webui.sizes.gettext", lambda text, **values: words[text] % values)
    with app.test_request_context(headers={"Accept-Language": "fr"}):
        assert say_bytes(3_400_000) == "3,4\u00a0Mo"
        assert say_bytes(5_000_000) == "5,0\u00a0Mo"
