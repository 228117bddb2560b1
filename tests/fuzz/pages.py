"""Markdown that wants to become more than a page: classes of payload, mixed and nested."""

# ruff: noqa: E501 - a table reads best with a row to a line

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from tests.fuzz.tally import Tally

SLOW = 2.0
"""Seconds of computing that drawing one text may take."""

# What a page's HTML may hold. Written down apart from the list that the program works with.
_TAGS = frozenset(
    """a abbr acronym article aside b bdi bdo blockquote br caption center cite code col colgroup
    data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup
    hr i img input ins kbd label li mark nav ol p pre q rp rt rtc ruby s samp section small span
    strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr
    math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace
    msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover""".split()  # noqa: SIM905 - words, and not code
)
_ATTRIBUTES = frozenset(
    """align alt char charoff checked cite class colspan datetime dir disabled headers height href
    hreflang id lang rel rowspan scope size span src start summary title type width
    accent accentunder aria-label columnalign columnlines depth display displaystyle fence form
    linethickness lspace mathcolor mathvariant maxsize minsize open rowlines rspace scriptlevel
    separator stretchy voffset""".split()  # noqa: SIM905 - words, and not code
)
_ADDRESSES = {"href", "cite", "src"}
_SCHEMES = {"", "http", "https", "mailto"}
# Of footnotes and headings.
_PAGE_IDS = ("fn", "fnref", "h-")

_SCRIPT = "window.ran=1"
_URLS = [
    f"javascript:{_SCRIPT}", f"JaVaScRiPt:{_SCRIPT}", f"java\tscript:{_SCRIPT}", "vbscript:x",
    f"java\nscript:{_SCRIPT}", f" javascript:{_SCRIPT}", f"\x01javascript:{_SCRIPT}",
    f"&#106;avascript:{_SCRIPT}", f"&#x6A&#x61vascript:{_SCRIPT}", f"javascript&colon;{_SCRIPT}",
    f"javascript&#58;{_SCRIPT}", f"java&Tab;script:{_SCRIPT}", f"java&NewLine;script:{_SCRIPT}",
    "data:text/html,<script>window.ran=1</script>", "data:image/svg+xml,<svg onload=window.ran=1>",
    "file:///etc/passwd", "//evil.com/x", "\\\\evil.com\\x", "/\\evil.com", "/\t/evil.com",
    "http://evil.com/x.png", "blob:x", "about:blank", "feed:javascript:x", "jar:javascript:x!",
    "/logout", "/events", "/resume/x", "#top", "?q", "mailto:a@b.c", "ｊavascript:x", "%6aavascript:x",
]  # fmt: skip
_HANDLERS = [
    "onload", "onerror", "onclick", "onmouseover", "onfocus", "ontoggle", "onanimationstart",
    "onpointerenter", "onbeforetoggle", "onscrollend", "oncontentvisibilityautostatechange", "ONLOAD",
]  # fmt: skip
_NAMES = [
    "href", "src", "srcset", "xlink:href", "formaction", "action", "background", "poster", "data",
    "srcdoc", "style", "class", "id", "name", "is", "slot", "form", "autofocus", "tabindex",
    "contenteditable", "draggable", "popover", "popovertarget", "accesskey", "ping", "target",
    "download", "http-equiv", "content", "data-controller", "data-action", "data-turbo-stream",
    "data-lock-next-value", "nonce", "integrity", "crossorigin", "manifest", "lang", "dir", "cite",
    "usemap", "itemscope", "xmlns", "type", "value", "placeholder", "title", "part", "inert",
]  # fmt: skip
_ELEMENTS = [
    "script", "style", "img", "image", "svg", "math", "mtext", "mglyph", "annotation-xml", "iframe",
    "frame", "frameset", "object", "embed", "applet", "form", "button", "input", "textarea", "select",
    "option", "keygen", "isindex", "link", "meta", "base", "title", "head", "body", "html", "template",
    "slot", "noscript", "noembed", "noframes", "plaintext", "xmp", "listing", "comment", "marquee",
    "bgsound", "layer", "video", "audio", "source", "track", "canvas", "details", "summary", "dialog",
    "a", "area", "map", "table", "td", "tr", "caption", "p", "div", "span", "b", "foreignObject",
    "desc", "animate", "set", "use", "handler", "listener", "portal", "fencedframe", "turbo-stream",
    "turbo-frame", "x-element", "selectedcontent", "permission", "search", "menu", "font", "nobr",
]  # fmt: skip
# Mutation XSS: what a second parser reads differently (Heiderich et al., mXSS, CCS 2013;
# Bentkowski, DOMPurify bypasses, 2020; Heyes).
_TWISTED = [
    "<svg></p><style><a id=\"</style><img src=1 onerror=window.ran=1>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=window.ran=1&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=window.ran=1>",
    "<noscript><p title=\"</noscript><img src=x onerror=window.ran=1>\">",
    "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=window.ran=1></style>",
    "<svg><desc><noscript>&lt;/noscript&gt;&lt;img src=x onerror=window.ran=1&gt;",
    "<!--[if IE]><script>window.ran=1</script><![endif]-->", "<!--><img src=x onerror=window.ran=1>-->",
    "<![CDATA[><img src=x onerror=window.ran=1>]]>", "<?xml version=\"1.0\"?><img src=x onerror=window.ran=1>",
    "</p><p/onclick=window.ran=1>", "<<script>window.ran=1//<</script>", "<scr<script>ipt>window.ran=1</script>",
    "<img/src=\"x\"/onerror=window.ran=1>", "<img src=`x` onerror=window.ran=1>", "<a\x0chref=javascript:x>x</a>",
    "<img src=x onerror\x00=window.ran=1>", "<\x00script>window.ran=1</script>", "<table><td><script>window.ran=1",
    "<select><iframe></select><img src=x onerror=window.ran=1>", "<title><img title=\"</title><img src onerror=window.ran=1>\">",
    "<textarea></textarea ><script>window.ran=1</script>", "<xmp><p title=\"</xmp><script>window.ran=1</script>\">",
    "<svg><animate xlink:href=#x attributeName=href values=javascript:window.ran=1 /><a id=x><text>x",
    "<svg><use href=\"data:image/svg+xml,<svg id=x onload=window.ran=1>#x\">", "<style>@import 'http://evil.com'</style>",
    "<p style=\"background:url(javascript:window.ran=1)\">", "<p style=\"position:fixed;inset:0\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:window.ran=1\">", "<base href=javascript:/a/-window.ran=1/>",
    "<iframe srcdoc=\"<script>window.ran=1</script>\">", "<object data=javascript:window.ran=1>",
    "<link rel=stylesheet href=data:,*%7bx:expression(1)%7d>", "<embed src=javascript:window.ran=1>",
    "<form action=javascript:window.ran=1><button>x", "<isindex type=image src=1 onerror=window.ran=1>",
    "<input name=attributes><img name=getElementById>", "<a id=csrf-token><a id=csrf-token name=content href=x>",
]  # fmt: skip
_MARKS = [
    "[x]({url})", "![x]({url})", "[x](<{url}>)", "<{url}>", "[x]: {url}\n\n[x]", "[x][y]\n\n[y]: <{url}>",
    "[[{html}]]", "[[x|{html}]]", "`{html}`", "```{html}\n{html}\n```", "~~~\"{html}\n{html}\n~~~", "    {html}",
    "> {html}", "- {html}", "- [x] {html}", "1. {html}", "# {html}", "{html}\n===", "| {html} |\n|---|\n| {html} |",
    "**{html}**", "~~{html}~~", "Term {html}\n: {html}", "x[^1]\n\n[^1]: {html}", "x[^{html}]\n\n[^{html}]: y",
    "x^[{html}]", "---\ntitle: \"{html}\"\n---\n", "---\n{html}\n---\n", "[x](/ \"{html}\")", "![{html}](/files/1/x)",
    "[{html}](/)", "&lt;script&gt;{html}", "\\<script>{html}", "#tag{html}", "$$ {html} $$", "${html}$", "==={html}===",
    ":::warning {html}\n{html}\n:::", "{html}  \n{html}", "<div>\n\n{html}\n\n</div>", "<!-- {html} -->", "{html}\x00{html}",
]  # fmt: skip
_SLOW_SHAPES = [
    "[", "![", "[[", "](", "*", "_", "**a ", "*a_ ", "`", "~~~", "> ", ">", "- ", "1. ", "<", "<!--", "<a href=",
    "&", "&#", "\\", "|", "|-", "[^1]", "[^", "$", "~", "==", "#", "http://", "<http:", "<!A ", "<?", "<![CDATA[",
    "\n- ", "\n> ", "a\n: b\n", "[a](b", "[a]: b\n", "x[^1]\n\n[^1]: y\n\n", "<b>", "<table><tr><td>", "é", "\t",
]  # fmt: skip


class Writer:
    """Makes Markdown out of the classes above."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def texts(self) -> Iterator[str]:
        """Yield texts without end."""
        while True:
            text = "".join(self._mark() for _ in range(self._chance.choice((1, 1, 2, 3))))
            if self._chance.random() < 0.3:
                text = self._break(text)
            yield text

    def _mark(self) -> str:
        mark = self._chance.choice(_MARKS) if self._chance.random() < 0.7 else "{html}"
        return mark.replace("{url}", self._url()).replace("{html}", self._html())

    def _html(self, depth: int = 0) -> str:
        if self._chance.random() < 0.25:
            return self._chance.choice(_TWISTED)
        name = self._chance.choice(_ELEMENTS)
        attributes = "".join(self._attribute() for _ in range(self._chance.randrange(4)))
        inner = self._html(depth + 1) if depth < 3 and self._chance.random() < 0.5 else _SCRIPT
        closing = self._chance.choice((f"</{name}>", "", f"</{name.upper()} x>", "</p>", "-->"))
        return f"<{name}{attributes}>{inner}{closing}"

    def _attribute(self) -> str:
        gap = self._chance.choice((" ", "\n", "/", "\t", "\x0c"))
        if self._chance.random() < 0.4:
            name, value = self._chance.choice(_HANDLERS), _SCRIPT
        else:
            name, value = self._chance.choice(_NAMES), self._url()
        quote = self._chance.choice(('"', "'", "", "`"))
        return f"{gap}{name}={quote}{value}{quote}"

    def _url(self) -> str:
        return self._chance.choice(_URLS)

    def _break(self, text: str) -> str:
        place = self._chance.randrange(len(text) + 1)
        ways: list[Callable[[], str]] = [
            lambda: text[:place] + self._chance.choice("\x00\n\r\t <>\"'`&;\u2028\ufeff\u202e") + text[place:],
            lambda: text[:place] + text[place + 1 :],
            lambda: text[:place] + escape(text[place:]),
            lambda: text[:place],
            lambda: text.replace("<", "&lt;", 1),
            text.upper,
        ]  # fmt: skip
        return self._chance.choice(ways)()


def slow_texts(length: int) -> Iterator[str]:
    """Yield texts of one shape over and over: where a parser goes back too far, time explodes."""
    for shape in _SLOW_SHAPES:
        text = shape * (length // len(shape))
        yield from (text, f"{text}x", f"x{text}]", f"{text})\n\n{text}")


class _Reader(HTMLParser):
    """Collects what an HTML text holds that a page may not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.breaches: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.breaches.append(f"<{tag}>")
        for name, value in attrs:
            self.breaches += _judge(tag, name, value or "")

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_comment(self, data: str) -> None:
        self.breaches.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.breaches.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.breaches.append(f"<?{data}>")


def _judge(tag: str, name: str, value: str) -> list[str]:
    """Answer what is wrong with an attribute, as browsers read it."""
    if name not in _ATTRIBUTES:
        return [f"<{tag} {name}>"]
    if name == "id" and not value.startswith(_PAGE_IDS):
        return [f"<{tag} id={value}>"]
    if name == "src" and not value.startswith("/files/"):
        return [f"<{tag} src={value}>"]
    if name == "type" and value != "checkbox":
        return [f"<{tag} type={value}>"]
    return [] if name not in _ADDRESSES or _is_harmless(value) else [f"<{tag} {name}={value!r}>"]


def _is_harmless(address: str) -> bool:
    # WHATWG URL section 4.4: spaces and controls at the ends, tabs and line ends anywhere go.
    read = address.strip("".join(map(chr, range(0x21)))).translate(dict.fromkeys(b"\t\n\r"))
    try:
        scheme = urlsplit(read).scheme
    except ValueError:
        return False
    return scheme in _SCHEMES and not read.replace("\\", "/").startswith("//")


def find_breaches(html: str) -> list[str]:
    """Answer everything in a page's HTML that is not on the list of what may be there."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.breaches


def try_texts(
    render: Callable[[str], str],
    texts: Iterator[str],
    *,
    tries: int,
    seconds: float,
    tally: Tally,
) -> Tally:
    """Draw texts and count those whose HTML holds what it may not."""
    ends = time.monotonic() + seconds
    for text in texts:
        if tally.tried >= tries or time.monotonic() > ends:
            break
        begun = time.thread_time()
        try:
            html = str(render(text))
        except Exception as error:  # noqa: BLE001 - any error at all is what is looked for
            tally.fail((text, error))
            html = ""
        tally.time(time.thread_time() - begun, SLOW, text)
        if breaches := find_breaches(html):
            tally.let_through((breaches, text))
        else:
            tally.refuse()
    return tally
