"""Everything that is tried against the program, what must happen, and where it is shown.

Each attack in the files named here gives its public reference, as the test holds it to.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    attack: str
    outcome: str
    shown_by: tuple[str, ...]


TABLE = (
    Row(
        "DNS rebinding: another host, no host, two hosts, an absolute target",
        "403 before the application runs",
        ("test_hosts.py",),
    ),
    Row(
        "another program or user on the machine, without a ticket",
        "403 on every route, login and static files included",
        ("test_strangers.py", "windows/test_windows.py"),
    ),
    Row(
        "a ticket guessed, used twice, late, from a log, in a Referer",
        "403; never written to disk or log",
        ("test_tickets.py", "windows/test_windows.py"),
    ),
    Row(
        "form posts, fetches, frames, scripts, WebSockets of other sites and other ports",
        "403, no change in the notebook",
        ("test_other_origins.py", "browser/test_other_pages.py"),
    ),
    Row(
        "a form token missing, stale, from another session",
        "403 with a page that keeps the typed text",
        ("test_forms.py",),
    ),
    Row(
        "CORS preflights and other origins on all routes",
        "no Access-Control-Allow-*, ever",
        ("test_other_origins.py", "test_headers.py"),
    ),
    Row(
        "framing, leading away, next= to elsewhere, CR and LF",
        "stays on our origin",
        ("test_ways_out.py", "test_headers.py", "browser/test_other_pages.py"),
    ),
    Row(
        "another server of this computer setting cookies of our names",
        "no sign-in, no fixation",
        ("test_cookies.py", "browser/test_other_pages.py", "../fuzz/test_campaigns.py"),
    ),
    Row(
        "a page, title, tag or front matter that carries script",
        "shown in the real web view; nothing runs, the policy has nothing to stop",
        ("browser/test_content.py", "windows/test_windows.py", "../fuzz/test_pages.py"),
    ),
    Row(
        "files handed to the person",
        "an attachment, nosniff; what comes in is never written to the disk readable",
        ("test_headers.py", "test_uploads.py"),
    ),
    Row(
        "files with script: HTML, SVG, XHTML, PDF, and what pretends to be something else",
        "an attachment or sandboxed, nosniff, under a policy that lets nothing run",
        ("test_active_files.py", "test_uploads.py"),
    ),
    Row(
        "another user of this computer with every cookie, or a ticket, of this program",
        "403: the connection must be of the notebook's own user (Linux)",
        ("test_strangers.py", "../desktop/test_peers.py"),
    ),
    Row(
        "links: file, javascript, data, UNC, custom schemes, look-alikes",
        "never opened; http, https and mailto leave",
        ("test_links.py",),
    ),
    Row(
        "path tricks in addresses and titles",
        "a clear refusal or a harmless page",
        ("test_names.py",),
    ),
    Row(
        "big bodies, many parts, slow-loris, half-open connections, floods, malformed HTTP",
        "limits answer; a page takes less than 1 s meanwhile, the end less than 5 s",
        ("test_wire.py", "test_floods.py", "../fuzz/test_campaigns.py"),
    ),
    Row(
        "a second copy, a port or a data folder that is taken",
        "the first window is raised; nothing is shared by accident",
        ("test_surfaces.py", "../windows/test_start_and_end.py", "../desktop/test_instance.py"),
    ),
    Row(
        "debug surfaces: devtools port, Werkzeug's debugger, pywebview's bridge",
        "absent",
        ("test_surfaces.py", "browser/test_content.py", "windows/test_windows.py"),
    ),
    Row(
        "bound to anything but 127.0.0.1",
        "cannot be: the listening socket, and a link between two network namespaces",
        ("test_surfaces.py", "network/test_another_machine.py"),
    ),
    Row(
        "an answer without security headers, or one that is stored",
        "they are on every answer, errors and the server's own included",
        ("test_headers.py", "test_wire.py"),
    ),
)
