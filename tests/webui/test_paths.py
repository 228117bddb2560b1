"""After signing in a person lands on a page of this program and nowhere else."""

from __future__ import annotations

import pytest

from webui.paths import local_path


@pytest.mark.parametrize("path", ["/pages/ideas", "/pages/%E5%8C%97%E4%BA%AC?edit=1", "/trash"])
def test_a_path_of_this_program_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "pages/ideas",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "https:evil.example",
        "https://evil.example/",
        "/\t/evil.example",
        "/pages\r\nSet-Cookie: a=b",
        "/pages/\\..\\x",
        "/ /evil.example",
        "javascript:alert(1)",
        "/login?next=/login",
        "/logout",
        "/resume/abc",
    ],
)
def test_anything_else_leads_home(path: str | None) -> None:
    assert local_path(path) == "/"
