"""Markdown becomes the HTML one expects, and never anything that runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.pages import find_breaches
from webui.markdown.rendering import render


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**bold** and *italic*", "<p><strong>bold</strong> and <em>italic</em></p>"),
        ("~~gone~~", "<p><s>gone</s></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# Title", '<h1 id="h-title">Title</h1>'),
        (
            "```python\nx = 1\n```",
            '<code class="language-python">x = <span class="code-value">1</span>',
        ),
        ("| a |\n|---|\n| b |", "<td>b</td>"),
        ("- [x] done", 'type="checkbox"'),
        ("Term\n: Meaning", "<dd>Meaning</dd>"),
        ("A note[^1]\n\n[^1]: at the foot", 'class="footnote-ref"'),
        ("[[Plans for 北京]]", '<a href="/pages/plans-for-%E5%8C%97%E4%BA%AC" class="wikilink"'),
        ("[[Ideas|see here]]", ">see here</a>"),
        ("`[[not a link]]`", "<code>[[not a link]]</code>"),
        ("---\ntitle: x\n---\nafter", "<p>after</p>"),
        ("[mail](mailto:a@example.org)", 'href="mailto:a@example.org"'),
    ],
)
def test_what_is_written_is_what_is_seen(text: str, html: str) -> None:
    assert html in render(text)


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&#58;alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    "<form action=/logout><input name=x><button>go</button></form>",
    "<style>*{display:none}</style>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href=//evil.example>",
    "<object data=x></object><embed src=x>",
    "<math><mtext></p><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<div id=app data-controller=lock data-action='click->confirm#go'>x</div>",
    "<turbo-stream action=remove target=app></turbo-stream>",
    "<turbo-frame src=/logout></turbo-frame>",
    "<input autofocus onfocus=alert(1)>",
    "<input type=image src=x name=password>",
    "<details open ontoggle=alert(1)>x</details>",
    "[[x|<img src=x onerror=alert(1)>]]",
    '[x](/ "onmouseover=alert(1) x=")',
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_could_run_or_pose_as_the_program_comes_out(attack: str) -> None:
    for text in (attack, f"words {attack} words", f"> {attack}", f"- {attack}"):
        assert find_breaches(render(text)) == []


PIECES = [*ATTACKS, "<", ">", '"', "'", "`", "*", "[[", "]]", "\n", "\n\n", "&#x6A;", "\x00", "語"]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_attacks_stuck_together_do_no_better(text: str) -> None:
    assert find_breaches(render(text)) == []


@pytest.mark.parametrize(
    "text",
    ["[" * 5000, "*" * 5000, "> " * 2000 + "x", "`" * 5000, "[[" * 3000, "x" * 1_000_000],
)
def test_odd_pages_are_drawn_all_the_same(text: str) -> None:
    assert isinstance(str(render(text)), str)
