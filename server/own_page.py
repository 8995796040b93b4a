"""Small pages that the server renders itself, in the look of the app, without a script."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from components.reader_language import COOKIE, URL_KEY
from components.streamlit_compat import font_path
from components.templating import render_template
from components.theme import DARK, LIGHT
from data_access.language import LANGUAGES, Text
from server import cookies
from server.document import language_of

# As in .streamlit/config.toml: what a button and a link are coloured there.
BUTTON = {"light": "#1d5f8a", "dark": "#4a94c4"}
LINK = {"light": "#1d5f8a", "dark": "#8cc4e6"}
ON_BUTTON = {"light": "#ffffff", "dark": "#0d1013"}
A_YEAR = 365 * 24 * 60 * 60


def page(request: Request, title: Text, *parts: Markup, status: int = 200) -> HTMLResponse:
    """Return a page with a heading and `parts`; it is not cached, and sends no referrer elsewhere.

    `no-referrer` would be stricter, but then browsers send the form's origin as "null". A language
    in the address is remembered, so that the reader goes on in it.
    """
    language = language_of(request.scope)
    content = render_template(
        "server/own_page.html",
        language=language,
        heading=title.to(language),
        name=Text("Observatorio M4SD Ecuador").to(language),
        motto=Text("La migración para el desarrollo sostenible").to(language),
        home=Text("Ir al observatorio").to(language),
        label=Text("Idioma").to(language),
        languages=_languages(request, language),
        parts=parts,
        font=font_path(),
        light=LIGHT,
        dark=DARK,
        link=LINK,
        button=BUTTON,
        on_button=ON_BUTTON,
    )
    response = HTMLResponse(
        content,
        status_code=status,
        headers={"Cache-Control": "no-store", "Referrer-Policy": "same-origin"},
    )
    if request.query_params.get(URL_KEY) in LANGUAGES:
        cookies.keep(request, response, COOKIE, language, A_YEAR)
    return response


def _languages(request: Request, language: str) -> list[tuple[str, str, str]]:
    """Return the code, name and address of each language, "" for the current one.

    The list is empty where the page cannot be requested again, as the answer to a POST.
    """
    if request.method != "GET":
        return []
    path, query = request.url.path, request.query_params
    return [
        (
            code,
            known.name,
            "" if code == language else f"{path}?{urlencode({**query, URL_KEY: code})}",
        )
        for code, known in LANGUAGES.items()
    ]


def paragraph(text: Text, language: str) -> Markup:
    """Return a sentence as HTML."""
    return render_template("server/paragraph.html", said=text.to(language))


def way(url: str, text: Text, language: str) -> Markup:
    """Return a link on a line of its own."""
    return render_template("server/way.html", url=url, said=text.to(language))


def button(action: str, text: Text, language: str) -> Markup:
    """Return a form of one button."""
    return render_template("server/button.html", action=action, said=text.to(language))
