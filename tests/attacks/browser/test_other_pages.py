"""Pages of other servers, in the very browser in which somebody is signed in."""

# ruff: noqa: E501 - a table reads best with a row to a line

from __future__ import annotations

import pytest

from tests.attacks.browser.conftest import OtherServer, Watched
from tests.attacks.running import GATE_COOKIE, SESSION_COOKIE, Running, Visitor

CSRF = "OWASP CSRF Prevention Cheat Sheet; CWE-352"
WEBSOCKET = "RFC 6455 section 10.2; CWE-1385"
INCLUSION = "Grossman 2006, cross-site script inclusion"
FRAMING = "RFC 7034; OWASP Clickjacking Defense Cheat Sheet"
REBOUND = "RFC 6454 section 7.3: Origin: null of a sandboxed frame"
LEAKS = "XS-Leaks Wiki; W3C Fetch Metadata"

# `HERE` stands for the program's origin.
ATTACKS = [
    ("a form", CSRF, "<form action='HERE/pages/' method=post><input name=title value=evil></form><script>document.forms[0].submit()</script>"),
    ("a form to log out", CSRF, "<form action='HERE/logout' method=post></form><script>document.forms[0].submit()</script>"),
    ("a form of plain text", CSRF, "<form action='HERE/pages/' method=post enctype=text/plain><input name=csrf_token value=x></form><script>document.forms[0].submit()</script>"),
    ("a form that searches", CSRF, "<form action='HERE/pages/'></form><script>document.forms[0].submit()</script>"),
    ("a form in a sandboxed frame", REBOUND, "<iframe sandbox='allow-scripts allow-forms' srcdoc=\"<form action='HERE/pages/' method=post></form><script>document.forms[0].submit()</script>\"></iframe>"),
    ("a fetch without leave to read", CSRF, "<script>fetch('HERE/pages/', {method: 'POST', mode: 'no-cors', credentials: 'include', body: new URLSearchParams({title: 'evil'})})</script>"),
    ("a fetch that asks first", CSRF, "<script>fetch('HERE/pages/', {method: 'POST', credentials: 'include', headers: {'X-CSRF-Token': 'x'}}).catch(() => 0)</script>"),
    ("a fetch that reads", LEAKS, "<script>fetch('HERE/pages/', {credentials: 'include', mode: 'no-cors'})</script>"),
    ("a beacon", CSRF, "<script>navigator.sendBeacon('HERE/logout', 'x')</script>"),
    ("a frame", FRAMING, "<iframe src='HERE/pages/'></iframe>"),
    ("an object", FRAMING, "<object data='HERE/pages/'></object><embed src='HERE/pages/'>"),
    ("a script", INCLUSION, "<script src='HERE/pages/ideas'></script><script src='HERE/session'></script>"),
    ("a module", INCLUSION, "<script type=module>import('HERE/events').catch(() => 0)</script>"),
    ("a picture", LEAKS, "<img src='HERE/pages/ideas'><link rel=icon href='HERE/login'>"),
    ("a style", LEAKS, "<link rel=stylesheet href='HERE/pages/ideas'>"),
    ("a prefetch", LEAKS, "<link rel=prefetch href='HERE/logout'><link rel=preload as=fetch href='HERE/pages/'>"),
    ("a WebSocket", WEBSOCKET, "<script>new WebSocket('HERE/events'.replace('http', 'ws'))</script>"),
    ("a stream", LEAKS, "<script>new EventSource('HERE/events', {withCredentials: true})</script>"),
    ("a new window", FRAMING, "<a id=go href='HERE/pages/' target=_blank>x</a><script>go.click()</script>"),
    ("a way back here", FRAMING, "<script>location = 'HERE/pages/'</script>"),
    ("a refresh", FRAMING, "<meta http-equiv=refresh content='0;url=HERE/pages/'>"),
    ("a worker", INCLUSION, "<script>try { new SharedWorker('HERE/static/x.js') } catch { fetch('HERE/static/x.js', {mode: 'no-cors'}) }</script>"),
    ("a media file", LEAKS, "<video src='HERE/pages/ideas'></video><audio src='HERE/events'></audio>"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "reference"), [row[1:][::-1] for row in ATTACKS], ids=[row[0] for row in ATTACKS]
)
def test_another_servers_page_gets_403_and_changes_nothing(
    program: Running, watched: Watched, attacker: OtherServer, html: str, reference: str
) -> None:
    page = watched.arrive()
    before = program.fingerprint()
    program.inside.clear()
    watched.statuses.clear()
    attacker.page = f"<!doctype html>{html.replace('HERE', program.origin)}"
    page.goto(attacker.origin)
    page.wait_for_load_state("load")
    page.wait_for_timeout(120)
    assert program.inside == [], reference
    assert set(watched.statuses) <= {403}, reference
    assert program.fingerprint() == before
    # The person is still signed in.
    cookies = watched.context.cookies(program.origin)
    kept = {cookie["name"]: cookie["value"] for cookie in cookies if "name" in cookie}
    assert Visitor(program, kept).get("/pages/ideas").status == 200


def test_the_same_form_on_a_page_of_ours_is_let_in(program: Running, watched: Watched) -> None:
    # Without this, a gate that refuses everybody would pass the table above.
    page = watched.sign_in()
    count = program.room.notebook.pages.count()
    page.get_by_role("button", name="New page").first.click()
    page.wait_for_selector(".cm-content")
    assert program.room.notebook.pages.count() == count + 1


PLANTED = [
    ("a session", [f"{SESSION_COOKIE}=eyJ1c2VybmFtZSI6ImV2aWwifQ.aaaaaa.bbbbbb; Path=/"]),
    ("a session for one path", [f"{SESSION_COOKIE}=evil; Path=/pages"]),
    ("a credential", [f"{GATE_COOKIE}=evil; Path=/"]),
    ("a credential for one path", [f"{GATE_COOKIE}=evil; Path=/pages"]),
    ("both", [f"{GATE_COOKIE}=evil; Path=/", f"{SESSION_COOKIE}=evil; Path=/"]),
]


@pytest.mark.parametrize("cookies", [row[1] for row in PLANTED], ids=[row[0] for row in PLANTED])
def test_a_cookie_that_another_server_planted_lets_nobody_in_and_is_not_taken_over(
    program: Running, watched: Watched, neighbour: OtherServer, cookies: list[str]
) -> None:
    program.sign_in()  # the notebook is open, in another browser
    neighbour.sets = cookies
    page = watched.context.new_page()
    page.goto(neighbour.origin)
    answer = page.goto(f"{program.origin}/pages/ideas")
    assert answer is not None
    assert answer.status == 403, "RFC 6265 section 8.6: weak integrity"
    entered = watched.sign_in() if "Path=/pages" not in cookies[0] else watched.enter()
    assert "evil" not in entered.content()
    kept = {cookie["name"]: cookie["value"] for cookie in watched.context.cookies(program.origin)}
    assert kept[GATE_COOKIE] != "evil", "CWE-384"
