"""The one HTML document, in the reader's language and with our own title.

Streamlit's document has `lang="en"` and the title "Streamlit", for screen readers and search
engines alike. It is read once and rewritten for each language; every page address answers with it.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qs

import brotli
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components import own_files, page_style
from components.reader_language import COOKIE, URL_KEY, choose
from components.streamlit_compat import ASSETS_PATH, INDEX, MEDIA_PATH
from components.templating import render_template
from data_access.language import translate
from server.compression import accepted
from server.script import ADDRESS

# Pages that the server writes itself (entrance.py), and files that readers download, of which
# some are documents: the minutes of a jury.
OWN_PAGES = ("/invite/", "/enter/", own_files.ROUTE, MEDIA_PATH)


@cache
def page(language: str) -> bytes:
    """Return the HTML document in a language.

    It has no inline script, our script, our title, a sentence for readers whose browser runs no
    scripts, and something to see at once for all others.
    """
    text = INDEX.read_text("utf-8")
    described = translate(
        "Brechas laborales, contratación, formación y premios del programa «La migración para el "
        "desarrollo sostenible» en Ecuador.",
        language,
    )
    needed = translate(
        "Esta aplicación necesita JavaScript. Actívelo y recargue la página.", language
    )
    text = re.sub(r'<html lang="[^"]*"', f'<html lang="{language}"', text)
    head = render_template(
        "server/head.html",
        title=translate("Observatorio M4SD Ecuador", language),
        description=described,
    )
    text = re.sub(r"<title>.*?</title>", lambda _: head, text)
    text = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    without = render_template("server/noscript.html", said=needed)
    text = re.sub(r"<noscript>.*?</noscript>", lambda _: without, text, flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)
    text = re.sub(r'<link rel="service-desc"[^>]*>\s*', "", text)
    # Before Streamlit's: ours says where its server is (page.js).
    first = '<script type="module"'
    text = text.replace(first, f'<script defer src="{ADDRESS}"></script>{first}', 1)
    return _shown_at_once(text, language).encode()


def _shown_at_once(text: str, language: str) -> str:
    """Return the document with what is seen until the page is there; page.js takes it away.

    Streamlit's style sheet comes after it: a browser draws nothing before the ones of the head. The
    one of our own is in the body, where it wins over rules of the same weight in the head.
    """
    sheets = "".join(re.findall(r'<link rel="stylesheet"[^>]*>', text))
    skeleton = render_template(
        "server/skeleton.html",
        name=translate("Observatorio M4SD Ecuador", language),
        motto=translate("La migración para el desarrollo sostenible", language),
        said=translate("Cargando…", language),
    )
    text = re.sub(r'<link rel="stylesheet"[^>]*>\s*', "", text)
    own = page_style.sheet(language)
    return text.replace("<body>", f"<body>{own}{skeleton}").replace("</body>", f"{sheets}</body>")


@cache
def _packed(language: str) -> bytes:
    packed: bytes = brotli.compress(page(language))
    return packed


def language_of(scope: Scope) -> str:
    """Return the language of a request: URL before cookie before Accept-Language."""
    headers = Headers(scope=scope)
    asked = parse_qs(scope["query_string"].decode("latin-1")).get(URL_KEY, [None])[0]
    preferred = [
        part.partition(";")[0].strip() for part in headers.get("accept-language", "").split(",")
    ]
    return choose(asked, cookie_parser(headers.get("cookie", "")).get(COOKIE), preferred)


class Document:
    """ASGI middleware that puts our document in the place of Streamlit's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; replace an HTML document in the response by ours."""
        own = scope["type"] == "http" and scope["path"].startswith(OWN_PAGES)
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or own:
            await self.app(scope, receive, send)
            return
        replaced = False

        async def replace(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                kind = Headers(scope=message).get("content-type", "")
                replaced = message["status"] == 200 and kind.startswith("text/html")
                if replaced:
                    await respond(scope, receive, send)
            if not replaced:
                await send(message)

        await self.app(_unconditional(scope), receive, replace)


def _unconditional(scope: Scope) -> Scope:
    """Return the request without validators: those of the file do not cover its language."""
    validators = (b"if-none-match", b"if-modified-since")
    if scope["path"].startswith((ASSETS_PATH, MEDIA_PATH)):
        return scope
    return {**scope, "headers": [h for h in scope["headers"] if h[0] not in validators]}


async def respond(scope: Scope, receive: Receive, send: Send) -> None:
    """Send the document in the language of the request."""
    language = language_of(scope)
    headers = {
        "Cache-Control": "no-cache",
        "Content-Language": language,
        "Vary": "Accept-Encoding, Accept-Language, Cookie",
    }
    packed = accepted(Headers(scope=scope).get("accept-encoding", "")) == "br"
    if packed:
        headers["Content-Encoding"] = "br"
    body = _packed(language) if packed else page(language)
    response = Response(body, headers=headers, media_type="text/html; charset=utf-8")
    if scope["method"] == "HEAD":
        response.body = b""
    await response(scope, receive, send)
