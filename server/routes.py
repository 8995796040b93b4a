"""The app's own routes: health, the choice of a language, and the front page by its name."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from components import ask
from components.navigation import PAGES
from components.own_files import session_cookie
from components.reader_language import COOKIE, ROUTE
from data_access import database, disk
from data_access.auth import current_user
from data_access.language import LANGUAGES
from server import cookies, entrance, own_files, script
from server.api import endpoints
from server.back import safe

log = logging.getLogger(__name__)
FRONT = next(iter(PAGES))
A_YEAR = 365 * 24 * 60 * 60


async def health(_request: Request) -> JSONResponse:
    """Return 200 if the database answers, its schema is current and the disks have room, else
    503."""
    try:
        current = await run_in_threadpool(database.is_current, ask.engine())
    except Exception:  # whatever a driver raises: the answer is the same
        log.exception("the database does not answer")
        return JSONResponse({"status": "error", "database": "unreachable"}, 503)
    if not current:
        return JSONResponse({"status": "error", "database": "outdated"}, 503)
    if not await run_in_threadpool(disk.has_room):
        log.error("a disk of the database or of the evidence is nearly full")
        return JSONResponse({"status": "error", "database": "ok", "disk": "full"}, 503)
    return JSONResponse({"status": "ok", "database": "ok"})


async def language(request: Request) -> Response:
    """Store a language in a cookie and redirect to where the reader was."""
    chosen = request.path_params["language"]
    if chosen not in LANGUAGES:
        return Response(status_code=404)
    response = RedirectResponse(safe(request.query_params.get("back", "/")), 303)
    cookies.keep(request, response, COOKIE, chosen, A_YEAR)
    return response


async def stay(request: Request) -> Response:
    """Note that the reader of a session is at work, so that it does not end."""
    if not entrance.from_here(request):
        return Response(status_code=403)
    cookie = request.cookies.get(session_cookie())
    await run_in_threadpool(current_user.arrive, ask.engine(), cookie, None, "")
    return Response(status_code=204)


async def front(request: Request) -> Response:
    """Redirect the front page's own name to "/", the only path by which Streamlit knows it."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/", 307)


ROUTES = (
    *entrance.ROUTES,
    script.ROUTE,
    own_files.ROUTE,
    *endpoints.ROUTES,
    Route(f"/{FRONT}", front, methods=["GET", "HEAD"]),
    Route("/stay", stay, methods=["POST"]),
    Route("/health", health, methods=["GET"]),
    Route(ROUTE + "{language}", language, methods=["GET"]),
)
