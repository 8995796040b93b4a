"""Signing in by link or, on a demo, by a click: what the server answers itself.

Only the server can set a cookie. Opening a link changes nothing, because mail scanners open links
too; the click that follows is a POST from this very site. Cookies are HttpOnly and SameSite=Lax,
and Secure over HTTPS.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from components import ask
from components.entrance import landing
from components.frame import SIGN_IN
from components.own_files import session_cookie
from data_access import addresses
from data_access.auth import current_user, sign_in
from data_access.auth.invitations import Invited
from data_access.auth.magic_links import MagicLink
from data_access.auth.rate_limits import Limited
from data_access.auth.sessions import LONGEST
from data_access.clock import TIMEZONE
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.role_names import role
from server import cookies
from server.back import HOME, safe
from server.document import language_of
from server.own_page import button, page, paragraph, way
from server.visitors import source

LONGEST_FORM = 4096  # bytes; an e-mail address is a few dozen
CLOSED = Text("Este enlace no abre")


def from_here(request: Request) -> bool:
    """Return whether a POST was sent by a page of this very site."""
    origin = urlsplit(request.headers.get("origin", "")).netloc
    own = (request.headers.get("host"), urlsplit(addresses.base_url()).netloc)
    return bool(origin) and origin in own


def foreign(request: Request) -> HTMLResponse:
    """Return the answer to a POST from another site."""
    return page(request, Text("La solicitud no vino de este sitio"), status=403)


def refused(request: Request, title: Text, problem: Refusal, status: int) -> HTMLResponse:
    """Return a page that says why something is refused; after too many tries, when to retry."""
    said = paragraph(problem.text, language_of(request.scope))
    if not isinstance(problem, Limited):
        onward = way(SIGN_IN, Text("Entrar al observatorio"), language_of(request.scope))
        return page(request, title, said, onward, status=status)
    response = page(request, Text("Demasiados intentos"), said, status=429)
    response.headers["Retry-After"] = str(max(1, int(problem.wait.total_seconds())))
    return response


async def signed_in(request: Request, token: str) -> Response:
    """Set the session's cookie and redirect; the session that it replaces ends."""
    former = request.cookies.get(session_cookie())
    if former:
        here = await run_in_threadpool(current_user.arrive, ask.engine(), former, None, "")
        await run_in_threadpool(current_user.leave, ask.engine(), here)
    back = safe(request.query_params.get("back", HOME))
    if back == HOME:
        here = await run_in_threadpool(current_user.arrive, ask.engine(), token, None, "")
        back = landing.address(here.viewer)
    response = RedirectResponse(back, 303)
    cookies.keep(request, response, session_cookie(), token, int(LONGEST.total_seconds()))
    return response


async def opened(
    request: Request,
    look: Callable[..., Any],
    accept: Callable[..., str],
    shown: Callable[[Request, Any], HTMLResponse],
) -> Response:
    """Answer for a personal link: a GET shows what the link gives, a POST uses it.

    `look` reads the link and `accept` uses it; `shown` makes the page of what was read.
    """
    engine, token = ask.engine(), request.path_params["token"]
    try:
        if request.method != "POST":
            trying = partial(look, engine, token)
            found = await run_in_threadpool(sign_in.limited, engine, source(request), trying)
            return shown(request, found)
        if not from_here(request):
            return foreign(request)
        use = partial(accept, engine, token, request.headers.get("user-agent", ""))
        held = await run_in_threadpool(sign_in.limited, engine, source(request), use)
        return await signed_in(request, held)
    except Refusal as problem:
        return refused(request, CLOSED, problem, 404)


async def invitation(request: Request) -> Response:
    """Show who invites to what, and until when; a POST uses the link."""
    return await opened(request, sign_in.look, sign_in.accept, _invited)


def _invited(request: Request, found: Invited) -> HTMLResponse:
    said = Text(
        "{by} invita a {email} a entrar al observatorio con el rol: {role}.",
        by=found.invited_by,
        email=found.email,
        role=role(found.grant),
    )
    return _asking(request, Text("Invitación al observatorio"), said, found)


async def again(request: Request) -> Response:
    """Show who signs in again; a POST uses the link."""
    return await opened(request, sign_in.look_again, sign_in.accept_again, _returning)


def _returning(request: Request, found: MagicLink) -> HTMLResponse:
    said = Text("Este enlace deja entrar de nuevo a {email}.", email=found.email)
    return _asking(request, Text("Entrar al observatorio"), said, found)


def _asking(request: Request, title: Text, said: Text, found: Invited | MagicLink) -> HTMLResponse:
    language = language_of(request.scope)
    until = Text(
        "El enlace es personal, sirve una sola vez y vence el {until} (hora de Ecuador).",
        until=found.expires_at.astimezone(TIMEZONE),
    )
    back = safe(request.query_params.get("back", "/"))
    action = request.url.path if back == "/" else f"{request.url.path}?{urlencode({'back': back})}"
    return page(
        request,
        title,
        paragraph(said, language),
        paragraph(until, language),
        button(action, Text("Entrar"), language),
    )


async def link(request: Request) -> Response:
    """Answer a request for a new link, alike whether the address is known or not."""
    if not from_here(request):
        return foreign(request)
    asked = (await fields(request)).get("email", "")
    title = Text("Pedir un enlace nuevo")
    try:
        address = await run_in_threadpool(sign_in.ask_again, ask.engine(), asked, source(request))
    except Refusal as problem:
        return refused(request, title, problem, 400)
    said = Text(
        "Si {email} tiene acceso, le llegará un enlace nuevo por correo. Sirve una sola vez. Si no "
        "llega, mire en el correo no deseado o pregunte a quien lo invitó.",
        email=address,
    )
    response = page(request, Text("Revise su correo"), paragraph(said, language_of(request.scope)))
    response.background = BackgroundTask(sign_in.send_again, ask.engine(), address)
    return response


async def fields(request: Request) -> dict[str, str]:
    """Return the fields of a small form; an empty dict if it is larger than LONGEST_FORM."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            return {}
    return {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}


async def demo(request: Request) -> Response:
    """Sign in with a role by one click, on a demo and nowhere else."""
    if not from_here(request):
        return foreign(request)
    chosen, missing = request.path_params["role"], Text("Página no encontrada")
    if chosen not in sign_in.DEMO_GRANTS:
        return page(request, missing, status=404)
    browser = request.headers.get("user-agent", "")
    try:
        await run_in_threadpool(sign_in.counted, ask.engine(), "demo", source(request))
        held = await run_in_threadpool(sign_in.enter_demo, ask.engine(), chosen, browser)
    except Refusal as problem:
        return refused(request, missing, problem, 404)
    return await signed_in(request, held)


ROUTES = (
    Route("/invite/{token}", invitation, methods=["GET", "POST"]),
    Route("/enter/{token}", again, methods=["GET", "POST"]),
    Route("/link", link, methods=["POST"]),
    Route("/demo/{role}", demo, methods=["POST"]),
)
