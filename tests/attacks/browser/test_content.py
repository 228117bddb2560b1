"""Whatever stands in a page, a title or a tag: it is shown, and nothing of it runs."""

# ruff: noqa: E501 - a table reads best with a row to a line

from __future__ import annotations

import itertools
import random
from urllib.parse import quote

import pytest

from tests.attacks.browser.conftest import Watched
from tests.attacks.running import Running
from tests.fuzz.pages import Writer

XSS = "OWASP XSS Filter Evasion Cheat Sheet; CWE-79"
MUTATION = "Heiderich et al., mXSS Attacks, CCS 2013; Bentkowski, DOMPurify bypasses, 2020"
CLOBBERING = "OWASP DOM Clobbering Prevention Cheat Sheet"
POLICY = "W3C CSP Level 3: a page that needs the policy has lost its first defence"

RUN = "window.ran=1"
TITLES = [
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><svg onload={RUN}>',
    f"'-{RUN}-'",
    f"</title><script>{RUN}</script>",
    f"javascript:{RUN}",
    "{{7*7}}${7*7}<%= 7*7 %>",
    f"</script><script>{RUN}</script>",
    f"`${{{RUN}}}`",
]
BODIES = [
    f'---\ntitle: "<script>{RUN}</script>"\ntags: [<img src=x onerror={RUN}>]\n---\nafter',
    f"#tag<img/src=x/onerror={RUN}> #a/b#c",
    f"[[<img src=x onerror={RUN}>]] [[a|<svg onload={RUN}>]]",
    "![x](https://evil.com/x.png) <img src=//evil.com/x> <img src=/events> <img src=/logout>",
    f"<a id=csrf-token href=x></a><form id=csrf-token><input name=content value={RUN}></form>",
    "<div data-controller=lock data-lock-next-value=//evil.com data-action=click->lock#follow>x</div>",
    "<turbo-frame src=/logout id=x></turbo-frame><turbo-stream action=remove target=x></turbo-stream>",
    "<style>@import url(//evil.com);body{display:none}</style><p style=position:fixed>x</p>",
    "<link rel=stylesheet href=//evil.com><meta http-equiv=refresh content=0;url=//evil.com>",
    "<base href=//evil.com><input autofocus onfocus=window.ran=1><details open ontoggle=window.ran=1>",
]

# Reads the page's article with the browser's own parser; answers what may not be there.
_LOOK = """() => {
  const bad = [];
  const forbidden = new RegExp("^(SCRIPT|STYLE|IFRAME|FRAME|OBJECT|EMBED|FORM|BUTTON|TEXTAREA|" +
    "SELECT|LINK|META|BASE|TEMPLATE|SLOT|VIDEO|AUDIO|SOURCE|MAP|AREA|DIALOG)$|-", "i");
  for (const element of document.querySelectorAll("article *")) {
    if (forbidden.test(element.localName)) bad.push(element.outerHTML);
    if (element.namespaceURI.endsWith("svg")) bad.push(element.outerHTML);
    for (const { name, value } of element.attributes) {
      if (/^(on|style|srcdoc|data-|action|formaction|target|ping|name|is|srcset)/i.test(name)) {
        bad.push(`${element.localName} ${name}=${value}`);
      }
    }
    for (const name of ["href", "src", "cite"]) {
      if (!element.hasAttribute(name)) continue;
      const to = new URL(element.getAttribute(name), location.href);
      if (!["http:", "https:", "mailto:"].includes(to.protocol)) bad.push(to.href);
      if (name === "src" && !to.pathname.startsWith("/files/")) bad.push(to.href);
    }
  }
  return bad;
}"""


def write(program: Running, title: str, body: str) -> str:
    """Put a page into the notebook as an import does; answer its path."""
    return f"/pages/{quote(program.room.notebook.pages.create(title=title, body=body).slug)}"


def settle(watched: Watched) -> None:
    """Fail if anything ran, needed the policy, or asked another server."""
    watched.context.pages[0].wait_for_timeout(100)
    assert watched.ran == [], XSS
    assert watched.violations == [], POLICY
    assert watched.elsewhere == [], "a page that is read tells nobody"


def test_nothing_that_a_page_title_tag_or_front_matter_carries_runs(
    program: Running, watched: Watched
) -> None:
    page = watched.arrive()
    paths = [write(program, title, f"words #t{n}") for n, title in enumerate(TITLES)]
    paths += [write(program, f"Body {n}", body) for n, body in enumerate(BODIES)]
    for path in [*paths, f"{paths[0]}?edit=1", f"{paths[-1]}?edit=1", "/pages/"]:
        page.goto(f"{program.origin}{path}")
        page.wait_for_selector("body.shell")
        assert page.evaluate(_LOOK) == [], XSS
        assert page.url.startswith(program.origin)
    for tag in (f"<img src=x onerror={RUN}>", "../x", "{{7*7}}"):
        page.goto(f"{program.origin}/tags/{quote(tag, safe='')}")
    for title in TITLES[:3]:
        page.goto(f"{program.origin}/login?next=/pages/{quote(title)}")
    settle(watched)


@pytest.mark.parametrize("seed", range(2))
def test_hundreds_of_payloads_read_by_a_real_browser_hold_nothing_forbidden(
    program: Running, watched: Watched, seed: int
) -> None:
    page = watched.arrive()
    texts = Writer(random.Random(seed)).texts()
    for _ in range(4):
        body = "\n\n".join(itertools.islice(texts, 40))
        page.goto(f"{program.origin}{write(program, 'Payloads', body)}")
        page.wait_for_selector("article", state="attached")
        assert page.evaluate(_LOOK) == [], MUTATION
        # Once more, as the page's script does when another window saved it.
        again = "(html) => { document.querySelector('article').innerHTML = html }"
        page.evaluate(again, page.evaluate("document.querySelector('article').innerHTML"))
        assert page.evaluate(_LOOK) == [], MUTATION
    settle(watched)


def test_no_element_of_a_page_passes_for_one_of_the_programs_own(
    program: Running, watched: Watched
) -> None:
    names = ("app", "csrf-token", "body", "forms", "Stimulus", "Turbo", "config", "next", "login")
    body = "".join(f"<a id={n} name={n}>x</a><img id={n} name={n}><h1 id={n}>x</h1>" for n in names)
    page = watched.arrive()
    page.goto(f"{program.origin}{write(program, 'Names', body)}")
    clobbered = "(names) => names.filter((n) => document[n]?.closest?.('article'))"
    assert page.evaluate(clobbered, list(names)) == [], CLOBBERING
    assert page.evaluate("document.querySelectorAll('article [id]').length") == 0
    settle(watched)


def test_a_page_is_handed_nothing_of_the_program_around_it(
    program: Running, watched: Watched
) -> None:
    page = watched.sign_in()
    found = page.evaluate("['pywebview', 'qt', 'QWebChannel'].filter((name) => name in window)")
    assert found == []
    assert page.evaluate("document.cookie") == "", "HttpOnly, RFC 6265 section 4.1.2.6"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0, "CWE-922"
    settle(watched)


@pytest.mark.parametrize(
    "script",
    [
        "const s = document.createElement('script'); s.text = 'window.ran=1'; document.body.append(s)",
        "document.body.setAttribute('onclick', 'window.ran=1'); document.body.click()",
        "location.href = 'javascript:window.ran=1'",
        "const f = document.createElement('iframe'); f.srcdoc = '<script>parent.ran=1<\\/script>';"
        " document.body.append(f)",
    ],
)
def test_should_something_get_into_a_page_after_all_the_policy_stops_it(
    program: Running, watched: Watched, script: str
) -> None:
    page = watched.arrive()
    page.goto(f"{program.origin}/pages/")
    page.evaluate(f"() => {{ {script} }}")
    page.wait_for_timeout(150)
    assert watched.ran == [], "W3C CSP Level 3"
