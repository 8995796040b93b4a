"""Small pages that the server writes itself, in the look of the app, without a script."""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse

from components.language import COOKIE, URL_KEY
from components.theme import DARK, LIGHT
from data_access.language import LANGUAGES, Text
from server import cookies
from server.document import language_of

MEDIA = Path(streamlit.__file__).parent / "static" / "static" / "media"
# As in .streamlit/config.toml: what a button and a link are coloured there.
BUTTON = {"light": "#1d5f8a", "dark": "#4a94c4"}
LINK = {"light": "#1d5f8a", "dark": "#8cc4e6"}
ON_BUTTON = {"light": "#ffffff", "dark": "#0d1013"}
A_YEAR = 365 * 24 * 60 * 60

STYLE = """
@font-face{font-family:"Source Sans";font-weight:200 900;src:url(%(font)s) format("woff2")}
:root{--ink:%(ink)s;--surface:%(surface)s;--muted:%(muted)s;--edge:%(edge)s;--link:%(link)s;
--button:%(button)s;--on:%(on)s}
@media(prefers-color-scheme:dark){:root{--ink:%(d_ink)s;--surface:%(d_surface)s;
--muted:%(d_muted)s;--edge:%(d_edge)s;--link:%(d_link)s;--button:%(d_button)s;--on:%(d_on)s}}
*{box-sizing:border-box}
body{font:16px/1.6 "Source Sans",sans-serif;color:var(--ink);background:var(--surface);margin:0}
header,main{max-width:40rem;margin:0 auto;padding:1.6rem 1rem 0}
header{display:flex;justify-content:space-between;gap:1rem;padding-top:3.2rem}
header strong{font-weight:650;font-size:1.05rem;line-height:1.25}
header small{display:block;font-weight:400;color:var(--muted);font-size:.85rem}
header a{color:inherit;text-decoration:none}
nav{display:flex;gap:.75rem;white-space:nowrap}
nav a{text-decoration:underline}
h1{font-size:1.6rem;line-height:1.2;font-weight:600;margin:1rem 0 .6rem}
a{color:var(--link)}
p{margin:.7rem 0;overflow-wrap:anywhere}
form{margin:1.3rem 0}
button{font:inherit;padding:.35rem 1.4rem;min-height:2.5rem;border:0;border-radius:.25rem;
background:var(--button);color:var(--on);cursor:pointer}
a:focus-visible,button:focus-visible{outline:3px solid var(--edge);outline-offset:2px}
"""


@cache
def style() -> str:
    """The stylesheet, in the font that Streamlit serves and the colours of the app."""
    font = next(MEDIA.glob("SourceSansVF-Upright.*.woff2"))
    colours = {
        "font": f"/static/media/{font.name}",
        **{name: getattr(LIGHT, name) for name in ("ink", "surface", "muted", "edge")},
        **{f"d_{name}": getattr(DARK, name) for name in ("ink", "surface", "muted", "edge")},
        **{"link": LINK["light"], "button": BUTTON["light"], "on": ON_BUTTON["light"]},
        **{"d_link": LINK["dark"], "d_button": BUTTON["dark"], "d_on": ON_BUTTON["dark"]},
    }
    return STYLE % colours


def page(request: Request, title: Text, *parts: str, status: int = 200) -> HTMLResponse:
    """A page with a heading and `parts`; nothing of it is kept, and its address goes nowhere.

    `no-referrer` would be stricter, but then browsers send the form's origin as "null". A language
    in the address is remembered, so that the reader goes on in it.
    """
    language = language_of(request.scope)
    heading, name, motto, home = (
        html.escape(text.to(language))
        for text in (
            title,
            Text("Observatorio M4SD Ecuador"),
            Text("La migración para el desarrollo sostenible"),
            Text("Ir al observatorio"),
        )
    )
    response = HTMLResponse(
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8" />'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />'
        f"<title>{heading} · {name}</title><style>{style()}</style></head><body>"
        f'<header><a href="/"><strong>{name}<small>{motto}</small></strong></a>'
        f"{_languages(request, language)}</header>"
        f'<main><h1>{heading}</h1>{"".join(parts)}<p><a href="/">{home}</a></p></main>'
        "</body></html>",
        status_code=status,
        headers={"Cache-Control": "no-store", "Referrer-Policy": "same-origin"},
    )
    if request.query_params.get(URL_KEY) in LANGUAGES:
        cookies.keep(request, response, COOKIE, language, A_YEAR)
    return response


def _languages(request: Request, language: str) -> str:
    """The languages of a page that can be asked for again; the answer to a post cannot."""
    if request.method != "GET":
        return ""
    entries = []
    for code, known in LANGUAGES.items():
        query = urlencode({**request.query_params, URL_KEY: code})
        if code == language:
            entries.append(f'<span aria-current="true" lang="{code}">{known.name}</span>')
        else:
            url = html.escape(f"{request.url.path}?{query}")
            entries.append(f'<a href="{url}" lang="{code}" hreflang="{code}">{known.name}</a>')
    label = html.escape(Text("Idioma").to(language))
    return f'<nav aria-label="{label}">{"".join(entries)}</nav>'


def paragraph(text: Text, language: str) -> str:
    """A sentence as HTML."""
    return f"<p>{html.escape(text.to(language))}</p>"


def button(action: str, text: Text, language: str) -> str:
    """A form of one button."""
    said = html.escape(text.to(language))
    return f'<form method="post" action="{html.escape(action)}"><button>{said}</button></form>'
