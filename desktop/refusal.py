"""The page that the gate refuses with: it brings along all that it needs, and its few words."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

_WORDS = {
    "en": (
        "Not open here",
        "This address works once, in the window that it was made for. "
        "Start Inglenook again to get in.",
    ),
    "de": (
        "Hier ist nicht offen",
        "Diese Adresse gilt einmal, in dem Fenster, für das sie gemacht wurde. "
        "Starte Inglenook neu, um hineinzukommen.",
    ),
    "es": (
        "Aquí no está abierto",
        "Esta dirección sirve una sola vez, en la ventana para la que se hizo. "
        "Vuelve a abrir Inglenook para entrar.",
    ),
    "fr": (
        "Ce n’est pas ouvert ici",
        "Cette adresse sert une seule fois, dans la fenêtre pour laquelle elle a été faite. "
        "Relancez Inglenook pour entrer.",
    ),
    "ja": (
        "ここからは開けません",
        "このアドレスは、そのために開いたウィンドウで一度だけ使えます。"
        "入るには、Inglenookをもう一度起動してください。",
    ),
    "zh-Hans": (
        "无法在此打开",
        "这个地址只能在为它打开的窗口中使用一次。请重新启动 Inglenook 进入。",
    ),
    "zh-Hant": (
        "無法在此開啟",
        "這個位址只能在為它開啟的視窗中使用一次。請重新啟動 Inglenook 進入。",
    ),
}
_TRADITIONAL = re.compile(r"zh-(hant|tw|hk|mo)\b")
_WISH = re.compile(r"\s*([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\s*(?:;\s*q=([01](?:\.\d{1,3})?)\s*)?")
_LONGEST_WISHES = 200

# Whoever is refused gets no file of the application: the page brings its few colours along.
_STYLE = """
:root { color-scheme: light dark; }
body { margin: 17vh auto 2rem; max-width: 20rem; padding: 0 1.25rem; text-align: center;
  font: 16px/1.5 system-ui, sans-serif; text-wrap: balance; word-break: auto-phrase;
  background: light-dark(#fdf9f1, #1f1b17); color: light-dark(#2b231d, #e9e1d4); }
h1 { margin: 0 0 .75rem; font: 500 1.5rem/1.25 Georgia, serif; }
p { margin: 0; }
svg { width: 72px; height: 72px; margin-bottom: 1.25rem; }
path { fill: light-dark(#2f2620, #3d362f); }
path + path { fill: light-dark(#6d5c50, #6a5d52); }
"""
STYLE_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
"""What the page's policy has to allow as `style-src`."""


def render_refusal(wishes: str) -> bytes:
    """Answer the page in the language that `wishes`, an Accept-Language header, puts first."""
    return _render(_choose(wishes))


@cache
def _render(language: str) -> bytes:
    title, sentence = _WORDS[language]
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head>
<body><svg viewBox="0 0 64 64" aria-hidden="true"><path d="M9 58V29a23 23 0 0 1 46 0v29Z"/>
<path d="M32 21c5.5 5.6 9 10.6 9 17.2V58l-9-6.6L23 58V38.2C23 31.6 26.5 26.6 32 21Z"/></svg>
<main><h1>{title}</h1>
<p>{sentence}</p>
</main></body></html>
""".encode()


def _choose(wishes: str) -> str:
    parsed = [_WISH.fullmatch(each) for each in wishes[:_LONGEST_WISHES].lower().split(",")]
    ranked = sorted((wish for wish in parsed if wish), key=lambda wish: -float(wish[2] or 1))
    spoken = (_name(wish[1]) for wish in ranked if float(wish[2] or 1) > 0)
    return next((name for name in spoken if name in _WORDS), "en")


def _name(tag: str) -> str:
    """Answer what `_WORDS` calls a language tag, if it has it."""
    language = tag.partition("-")[0]
    if language != "zh":
        return language
    return "zh-Hant" if _TRADITIONAL.match(tag) else "zh-Hans"
