"""Signing in and out: pages that the server writes itself, since only it can set a cookie.

Opening a link changes nothing, because mail scanners open links too; the click that follows is
a post from this very site. Cookies are HttpOnly and SameSite=Lax, and Secure over HTTPS.
"""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from components import ask
from components.guard import COOKIE
from components.labels import role
from components.server import cookies
from components.server.document import language_of
from data_access.language import Text
from data_access.periods import TIMEZONE
from data_access.records import doors
from data_access.records.invitations import Refused
from data_access.records.sessions import LONGEST

STYLE = (
    "body{font:17px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;"
    "color:#1c1f23;background:#fff}button{font:inherit;padding:.6rem 1.1rem;border:0;"
    "border-radius:.3rem;background:#1d5f8a;color:#fff;cursor:pointer}a{color:#1d5f8a}"
    "li{margin:.7rem 0}form{display:inline}.quiet{background:#e2e4e7;color:#1c1f23}"
    "@media(prefers-color-scheme:dark){body{color:#eceef0;background:#14171b}a{color:#8cc4e6}"
    ".quiet{background:#3a414a;color:#eceef0}}"
)


def page(language: str, title: Text, *parts: str, status: int = 200) -> HTMLResponse:
    """A small page of our own; nothing of it is kept, and its address goes to no other site.

    `no-referrer` would be stricter, but then browsers send the form's origin as "null".
    """
    heading = html.escape(title.to(language))
    home = html.escape(Text("Ir al observatorio").to(language))
    body = "".join(parts)
    return HTMLResponse(
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8" />'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />'
        f"<title>{heading}</title><style>{STYLE}</style></head><body><main><h1>{heading}</h1>"
        f'{body}<p><a href="/">{home}</a></p></main></body></html>',
        status_code=status,
        headers={"Cache-Control": "no-store", "Referrer-Policy": "same-origin"},
    )


def paragraph(text: Text, language: str) -> str:
    """A sentence as HTML."""
    return f"<p>{html.escape(text.to(language))}</p>"


def button(action: str, text: Text, language: str, kind: str = "") -> str:
    """A form of one button."""
    said = html.escape(text.to(language))
    return (
        f'<form method="post" action="{html.escape(action)}">'
        f'<button class="{kind}">{said}</button></form>'
    )


def from_here(request: Request) -> bool:
    """Whether a post was sent by a page of this very site."""
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")


def foreign(request: Request) -> HTMLResponse:
    """The answer to a post from another site."""
    return page(language_of(request.scope), Text("La solicitud no vino de este sitio"), status=403)


def signed_in(request: Request, token: str, back: str = "/") -> Response:
    """Hand the cookie out and go on."""
    response = RedirectResponse(back, 303)
    cookies.keep(request, response, COOKIE, token, int(LONGEST.total_seconds()))
    return response


async def invitation(request: Request) -> Response:
    """Say who invites to what; a post uses the link."""
    language, token = language_of(request.scope), request.path_params["token"]
    try:
        if request.method == "POST":
            if not from_here(request):
                return foreign(request)
            browser = request.headers.get("user-agent", "")
            opened = await run_in_threadpool(doors.accept, ask.engine(), token, browser)
            return signed_in(request, opened)
        found = await run_in_threadpool(doors.look, ask.engine(), token)
    except Refused as problem:
        title = Text("Este enlace no abre")
        return page(language, title, paragraph(problem.text, language), status=404)
    said = Text(
        "{by} invita a {email} a entrar al observatorio con el rol: {role}.",
        by=found.invited_by,
        email=found.email,
        role=role(found.grant),
    )
    return page(
        language,
        Text("Invitación al observatorio"),
        paragraph(said, language),
        button(request.url.path, Text("Entrar"), language),
    )


async def session(request: Request) -> Response:
    """The reader's open sessions, each with a button that ends it; a post ends one."""
    language, token = language_of(request.scope), request.cookies.get(COOKIE)
    if request.method == "POST":
        if not from_here(request):
            return foreign(request)
        which = request.path_params.get("session")
        await run_in_threadpool(doors.end, ask.engine(), token, which)
        if which is None:
            response = RedirectResponse("/", 303)
            response.delete_cookie(COOKIE)
            return response
    name, found = await run_in_threadpool(doors.sessions_of, ask.engine(), token)
    if not found:
        return RedirectResponse("/", 303)
    items = [_item(one, language) for one in found]
    return page(
        language,
        Text("Mi sesión"),
        paragraph(Text("Entró como {name}.", name=name), language),
        button("/session/end", Text("Salir"), language),
        f"<h2>{html.escape(Text('Sesiones abiertas').to(language))}</h2><ul>{''.join(items)}</ul>",
    )


def _item(one: Any, language: str) -> str:
    since = html.escape(Text("desde {at}", at=one.created_at.astimezone(TIMEZONE)).to(language))
    where = html.escape(one.browser or "—")
    if one.here:
        return f"<li>{where}, {since} ({html.escape(Text('esta').to(language))})</li>"
    close = button(f"/session/{one.id}/end", Text("Cerrar"), language, "quiet")
    return f"<li>{where}, {since} {close}</li>"


async def demo(request: Request) -> Response:
    """On a demo, and nowhere else: a click for each role."""
    language = language_of(request.scope)
    if not await run_in_threadpool(doors.is_demo, ask.engine()):
        return page(language, Text("Página no encontrada"), status=404)
    if request.method == "POST":
        if not from_here(request):
            return foreign(request)
        browser = request.headers.get("user-agent", "")
        at = request.path_params["role"]
        if at not in doors.DEMO_GRANTS:
            return page(language, Text("Página no encontrada"), status=404)
        token = await run_in_threadpool(doors.enter_demo, ask.engine(), at, browser)
        return signed_in(request, token)
    choices = "".join(
        f"<li>{button(f'/demo/{name}', role(grant), language)}</li>"
        for name, grant in doors.DEMO_GRANTS.items()
    )
    said = Text("Los datos son sintéticos: entre con cualquier rol para probarlo.")
    return page(
        language, Text("Entrar a la demostración"), paragraph(said, language), f"<ul>{choices}</ul>"
    )


ROUTES = (
    Route("/invite/{token}", invitation, methods=["GET", "POST"]),
    Route("/session", session, methods=["GET"]),
    Route("/session/end", session, methods=["POST"]),
    Route("/session/{session:int}/end", session, methods=["POST"]),
    Route("/demo", demo, methods=["GET"]),
    Route("/demo/{role}", demo, methods=["POST"]),
)
