"""The addresses of the API, and what each gives."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from components import ask, downloads, labels
from components.kept import kept
from data_access import territory
from data_access.answers import Answer, about_people
from data_access.auth import sign_in
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.releases import reading
from data_access.releases.audience import LIVE
from data_access.releases.state import state
from data_access.viewer import VISITOR, sees_exact_people
from server.api import bearer, data_package, described, openapi
from server.api.asked import LIMIT, OFFSET, Asked, asked, known
from server.api.pace import require_pace
from server.api.responses import (
    CSV,
    JSON,
    OPEN,
    OWN,
    Problem,
    content,
    dumped,
    language,
    problem,
)

log = logging.getLogger(__name__)
ROOT = "/api/v1"
A_MINUTE = 60  # seconds
Giving = Callable[[Request], Response]


def index(request: Request) -> Response:
    """Give what there is, and the release that it is told from."""
    now = state(ask.engine(), VISITOR).release
    found = {
        "title": described.in_all(Text("Observatorio M4SD Ecuador")),
        "release": None if now is None else {"number": now.number, "day": now.day.isoformat()},
        "synthetic": ask.is_demo(),
        "licence": data_package.licence(),
        "questions": f"{ROOT}/questions",
        "places": f"{ROOT}/places",
        "openapi": f"{ROOT}/openapi.json",
        "data_package": f"{ROOT}/datapackage.json",
        "guide": "/open_data",
    }
    return content(request, dumped(found))


def questions(request: Request) -> Response:
    """Give every question in short."""
    return content(request, dumped({"questions": described.questions()}))


def question(request: Request) -> Response:
    """Give one question with its definition and columns."""
    return content(request, dumped(described.whole(known(request))))


def places(request: Request) -> Response:
    """Give the codes of places with their names, each with the place that it is part of."""
    codes = (
        territory.COUNTRY,
        *territory.PROVINCES,
        *territory.RESTS,
        *(canton for province in territory.PROVINCES for canton in territory.cantons_of(province)),
    )
    rows = [
        {
            "code": code,
            "name": described.in_all(labels.place(code)),
            "parent": territory.parent(code),
        }
        for code in codes
    ]
    return content(request, dumped({"places": rows}))


def answer(request: Request) -> Response:
    """Give an answer as a visitor of the pages gets it, or with a token as its owner does.

    As JSON or CSV, page by page. Of a jury's work everybody gets what a visitor does: what its
    desks show is opened there, step by step and logged.
    """
    wanted, asking = asked(request), bearer.reader(request)
    viewer = VISITOR if wanted.name.startswith(LIVE) else asking
    try:
        found = reading.answer(ask.engine(), wanted.name, viewer, wanted.scope)
    except Refusal as refusal:
        raise Problem(422, refusal.text) from None
    total, told = len(found.frame), language(request)
    rows = found.frame.iloc[wanted.offset : wanted.offset + wanted.limit]
    part = replace(found, frame=rows.reset_index(drop=True))
    others, kind = _links(request, wanted, total), JSON
    if viewer.name:
        others |= OWN
    if wanted.form == "csv":
        body, kind = downloads.as_csv(part, told), CSV
        name = downloads.file_name(found, told, "csv")
        others["Content-Disposition"] = f'attachment; filename="{name}"'
    else:
        body = dumped(_as_json(part, wanted, total, told))
    given = content(request, body, kind, others)
    if given.status_code == 200 and sees_exact_people(viewer) and about_people(found.name):
        query = found.scope.to_query()
        sign_in.note_exact_export(ask.engine(), viewer.name, found.name, wanted.form, query)
    return given


def _as_json(part: Answer, wanted: Asked, total: int, told: str) -> dict[str, Any]:
    return {
        **part.to_json(told),
        "total": total,
        LIMIT: wanted.limit,
        OFFSET: wanted.offset,
    }


def _links(request: Request, wanted: Asked, total: int) -> dict[str, str]:
    """Return the header that leads to the pages before and after, if there are any."""
    query = dict(request.query_params)
    after, before = wanted.offset + wanted.limit, max(wanted.offset - wanted.limit, 0)
    found = []
    if after < total:
        found.append(("next", after))
    if wanted.offset:
        found.append(("prev", before))
    told = (
        f'<{request.url.path}?{urlencode({**query, OFFSET: at})}>; rel="{name}"'
        for name, at in found
    )
    return {"Link": ", ".join(told)} if found else {}


def schema(request: Request) -> Response:
    """Give the description of this interface, as OpenAPI."""
    return content(request, dumped(openapi.document()))


def package(request: Request) -> Response:
    """Give the description of the data package: its tables and their columns."""
    return content(request, dumped(data_package.descriptor(language(request))))


@kept(4)
def _zip(_url: str, _release: Hashable, told: str) -> bytes:
    """Return the data package, made once for a release, or once a minute before the first."""
    return data_package.as_zip(ask.engine(), told)


def package_file(request: Request) -> Response:
    """Give the whole data package, as a zip file."""
    now = state(ask.engine(), VISITOR).release
    key = now.number if now else time.time() // A_MINUTE
    body = _zip(str(ask.engine().url), key, language(request))
    name = {"Content-Disposition": 'attachment; filename="m4sd-ecuador.zip"'}
    return content(request, body, "application/zip", name)


async def preflight(_request: Request) -> Response:
    """Let pages of any site ask, with their language and what they know already."""
    allowed = {
        "Access-Control-Allow-Methods": "GET, HEAD",
        "Access-Control-Allow-Headers": "Accept-Language, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers={**OPEN, **allowed})


def _endpoint(giving: Giving) -> Any:
    async def respond(request: Request) -> Response:
        if request.method == "OPTIONS":
            return await preflight(request)
        try:
            require_pace(request)
            return await run_in_threadpool(giving, request)
        except Problem as found:
            return problem(request, found)
        except Exception:  # of the database, most likely: whoever asks again may be answered
            log.exception("the API could not answer %s", request.url.path)
            said = Text("Los datos no se pudieron leer. Pida otra vez en unos minutos.")
            return problem(request, Problem(503, said, 60))

    return respond


METHODS = ["GET", "HEAD", "OPTIONS"]
ROUTES = tuple(
    Route(f"{ROOT}{path}", _endpoint(giving), methods=METHODS)
    for path, giving in (
        ("", index),
        ("/questions", questions),
        ("/questions/{name}", question),
        ("/places", places),
        ("/answers/{name}", answer),
        ("/openapi.json", schema),
        ("/datapackage.json", package),
        ("/datapackage.zip", package_file),
    )
)
