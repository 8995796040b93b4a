"""Addresses of our own: is the server well, and in which language to go on."""

from __future__ import annotations

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from components import ask
from components.navigation import PAGES
from components.reader_language import COOKIE, ROUTE
from data_access import database
from data_access.language import LANGUAGES
from server import cookies, entrance, script
from server.back import safe

log = logging.getLogger(__name__)
FRONT = next(iter(PAGES))
A_YEAR = 365 * 24 * 60 * 60


async def health(_request: Request) -> JSONResponse:
    """200 when the database answers and its schema is ours; 503 otherwise."""
    try:
        current = await run_in_threadpool(database.is_current, ask.engine())
    except Exception:  # whatever a driver raises: the answer is the same
        log.exception("the database does not answer")
        return JSONResponse({"status": "error", "database": "unreachable"}, 503)
    if not current:
        return JSONResponse({"status": "error", "database": "outdated"}, 503)
    return JSONResponse({"status": "ok", "database": "ok"})


async def language(request: Request) -> Response:
    """Remember a language and go back to where the reader was."""
    chosen = request.path_params["language"]
    if chosen not in LANGUAGES:
        return Response(status_code=404)
    response = RedirectResponse(safe(request.query_params.get("back", "/")), 303)
    cookies.keep(request, response, COOKIE, chosen, A_YEAR)
    return response


async def front(request: Request) -> Response:
    """The front page under its own name, which Streamlit knows only as "/"."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/", 307)


ROUTES = (
    *entrance.ROUTES,
    script.ROUTE,
    Route(f"/{FRONT}", front, methods=["GET", "HEAD"]),
    Route("/health", health, methods=["GET"]),
    Route(ROUTE + "{language}", language, methods=["GET"]),
)
