"""Session cookies that nobody signed: changed, cut, forged with guessed keys, old, foreign."""

from __future__ import annotations

import hashlib
import json
import random
import string
import time
import zlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Flask, Request
from flask.json.tag import TaggedJSONSerializer
from itsdangerous import TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer

from tests.attacks.running import GATE_COOKIE, SESSION_COOKIE, Visitor
from tests.fuzz.tally import Tally

SLOW = 0.2
"""Seconds of computing that reading one cookie may take."""

SLOW_ANSWER = 1.0
"""Seconds that an answer over a socket may take, on a machine that is shared."""

_NOT_IN_A_HEADER = dict.fromkeys(b"\r\n\x00", "")
DAY = 24 * 3600
LETTERS = string.ascii_letters + string.digits + "-_"
ODD = LETTERS + "=.:/+ \"',;{}[]<>%\\éß電\x00\x7f\u202e"

# What people and frameworks put where a secret should be.
_WORDS = Path(__file__).with_name("secrets.txt")


def guessed_keys() -> list[bytes]:
    """Answer the words as they are, doubled, cut and filled to a key's length, and hashed."""
    known = _WORDS.read_text("utf-8").split()
    words = ["", "\x00", *known, *(word * 2 for word in known), *(f"{word}!" for word in known)]
    keys = [word.encode() for word in words]
    keys += [key.ljust(32, filler)[:32] for key in keys for filler in (b"\x00", b"0", b" ")]
    keys += [hashlib.new(kind, key).digest() for key in keys for kind in ("md5", "sha1", "sha256")]
    keys += [key.hex().encode() for key in keys[:400]]
    keys += [bytes([value]) * 32 for value in range(256)]
    return list(dict.fromkeys(keys))


class Forger:
    """Makes cookies out of one that is genuine. All of them must be refused.

    `genuine` is the cookie, `key` the one that signed it: only cookies out of their time are
    signed with it. `lifetime` is for how many seconds cookies hold.
    """

    def __init__(self, genuine: str, key: bytes, lifetime: float, chance: random.Random) -> None:
        self.genuine = genuine
        self._key = key
        self._lifetime = lifetime
        self._chance = chance
        self._keys = guessed_keys()
        self._payload = _serializer(key).loads(genuine)
        self._kinds: list[Callable[[], str]] = [
            self._change,
            self._change,
            self._cut,
            self._mix,
            self._sign_with_a_guess,
            self._sign_with_a_guess,
            self._sign_another_way,
            self._sign_long_ago,
            self._sign_tomorrow,
            self._make_up,
        ]

    def cookies(self) -> Iterator[str]:
        """Yield forged cookies without end; none of them is the genuine one."""
        while True:
            forged = self._chance.choice(self._kinds)()
            if forged != self.genuine:
                yield forged

    def _change(self) -> str:
        letters = list(self.genuine)
        for _ in range(self._chance.choice((1, 1, 1, 2, 5, 30))):
            place = self._chance.randrange(len(letters))
            letters[place] = self._chance.choice(LETTERS if self._chance.random() < 0.7 else ODD)
        return "".join(letters)

    def _cut(self) -> str:
        begin, end = sorted(self._chance.randrange(len(self.genuine) + 1) for _ in range(2))
        kept = self.genuine[begin:end]
        return self._chance.choice((kept, self.genuine[end:], self.genuine[:-1], kept * 2))

    def _mix(self) -> str:
        parts = self.genuine.split(".")
        self._chance.shuffle(parts)
        extra = self._chance.choice(("", ".", "..", ".a", "=", ".AAAA", "." + "A" * 3000))
        return ".".join(parts) + extra if parts != self.genuine.split(".") else f"{extra}.x"

    def _sign_with_a_guess(self) -> str:
        signed = _serializer(self._chance.choice(self._keys)).dumps(self._wished())
        return str(signed)

    def _sign_another_way(self) -> str:
        """Sign with the right key, and another salt, method or serializer than ours."""
        way = self._chance.randrange(5)
        if way == 0:
            return str(URLSafeTimedSerializer(self._key, salt="itsdangerous").dumps(self._wished()))
        if way == 1:
            return str(URLSafeSerializer(self._key, salt="cookie-session").dumps(self._wished()))
        if way == 2:
            options = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
            other = URLSafeTimedSerializer(self._key, "cookie-session", signer_kwargs=options)
            return str(other.dumps(self._wished()))
        if way == 3:
            options = {"key_derivation": self._chance.choice(("none", "concat", "django-concat"))}
            other = URLSafeTimedSerializer(self._key, "cookie-session", signer_kwargs=options)
            return str(other.dumps(self._wished()))
        return TimestampSigner(self._key, salt="cookie-session").sign(b"e30").decode() + "="

    def _sign_long_ago(self) -> str:
        return self._signed_at(-self._lifetime - self._chance.choice((5, 60, DAY, 900 * DAY)))

    def _sign_tomorrow(self) -> str:
        return self._signed_at(self._chance.choice((120, 3600, DAY, 400 * DAY)))

    def _signed_at(self, seconds_from_now: float) -> str:
        moment = int(time.time() + seconds_from_now)

        class Signer(TimestampSigner):
            def get_timestamp(self) -> int:
                return moment

        serializer = _serializer(self._key)
        serializer.signer = Signer
        return str(serializer.dumps(self._payload))

    def _make_up(self) -> str:
        way = self._chance.randrange(6)
        body = json.dumps(self._wished()).encode()
        if way == 0:
            return "".join(self._chance.choices(ODD, k=self._chance.choice((1, 10, 100, 4000))))
        if way == 1:  # a JWT that asks not to be checked (CVE-2015-9235)
            head = urlsafe_b64encode(b'{"alg":"none","typ":"JWT"}').decode().rstrip("=")
            return f"{head}.{urlsafe_b64encode(body).decode().rstrip('=')}."
        if way == 2:  # Django's, Express's
            return f"s:{urlsafe_b64encode(body).decode()}.{'A' * 43}"
        if way == 3:
            return urlsafe_b64encode(b"cos\nsystem\n(S'id'\ntR.").decode()
        if way == 4:
            bomb = zlib.compress(b"[" * 3_000_000, 9)
            return "." + urlsafe_b64encode(bomb).decode().rstrip("=")[:3800] + ".aaaaaa.bbbbbb"
        return urlsafe_b64encode(body).decode() + self.genuine[self.genuine.index(".") :]

    def _wished(self) -> dict[str, object]:
        wishes: list[dict[str, object]] = [
            self._payload,
            {**self._payload, "username": "admin"},
            {"sign_in": self._payload.get("sign_in"), "_permanent": True},
            {"sign_in": {" u": "x"}},
            {},
        ]
        return self._chance.choice(wishes)


def try_cookies(
    app: Flask, cookies: Iterator[str], *, tries: int, seconds: float, tally: Tally
) -> Tally:
    """Show cookies to the application's session interface, and count what it makes of them."""
    name = app.session_interface.get_cookie_name(app)
    ends = time.monotonic() + seconds
    for cookie in cookies:
        if tally.tried >= tries or time.monotonic() > ends:
            break
        request = _request(name, cookie)
        begun = time.thread_time()
        try:
            session = app.session_interface.open_session(app, request)
        except Exception as error:  # noqa: BLE001 - any error at all is what is looked for
            tally.fail((cookie, error))
        else:
            if session or getattr(session, "signed_at", None):
                tally.let_through(cookie)
            else:
                tally.refuse()
        tally.time(time.thread_time() - begun, SLOW, cookie)
    return tally


def _request(name: str, cookie: str) -> Request:
    return Request({"REQUEST_METHOD": "GET", "HTTP_COOKIE": as_header(name, cookie)})


def as_header(name: str, cookie: str) -> str:
    """Answer the Cookie header as WSGI hands it on: bytes as Latin-1 (PEP 3333)."""
    return f"{name}={cookie}".encode("utf-8", "replace").decode("latin-1")


def _serializer(key: bytes) -> URLSafeTimedSerializer:
    """Answer a serializer that signs as Flask's sessions do."""
    options = {"key_derivation": "hmac", "digest_method": hashlib.sha1}
    return URLSafeTimedSerializer(
        key, "cookie-session", TaggedJSONSerializer(), signer_kwargs=options
    )


def show_cookies(
    visitor: Visitor, cookies: Iterator[str], *, tries: int, seconds: float, tally: Tally
) -> Tally:
    """Show cookies to the whole program over a socket: each ends at the login page."""
    ends = time.monotonic() + seconds
    for cookie in cookies:
        if tally.tried >= tries or time.monotonic() > ends:
            break
        line = as_header(SESSION_COOKIE, cookie).translate(_NOT_IN_A_HEADER)
        lines = [
            f"Host: {visitor.program.authority}",
            f"Cookie: {GATE_COOKIE}={visitor.cookies[GATE_COOKIE]}; {line}",
        ]
        begun = time.perf_counter()
        answer = visitor.program.send("GET /pages/ HTTP/1.1", lines)
        tally.time(time.perf_counter() - begun, SLOW_ANSWER, cookie)
        if answer.status == 303 and (answer.header("Location") or "").startswith("/login"):
            tally.refuse()
        elif answer.status in (400, 431):
            tally.refuse()  # no header of HTTP can hold it
        elif answer.status == 200:
            tally.let_through(cookie)
        else:
            tally.fail((answer.status, cookie))
    return tally
