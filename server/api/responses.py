"""How the API answers: JSON, CSV, and problems in words (RFC 9457), each with its headers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from data_access.language import Text
from server.document import language_of

JSON, CSV, PROBLEM = "application/json", "text/csv; charset=utf-8", "application/problem+json"
# Any page may read what is public; what is not needs a token, which no browser sends by itself.
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Language, Authorization",
}
FRESH = "public, max-age=60"  # a release is seen within a minute
OWN = {"Cache-Control": "private, no-store"}  # what a token's owner alone may read
TITLES: Mapping[int, Text] = {
    401: Text("El token no vale"),
    404: Text("No existe"),
    422: Text("No se entiende lo que pide"),
    429: Text("Demasiados pedidos"),
    503: Text("Ahora no se puede leer"),
}


@dataclass
class Problem(Exception):
    """What cannot be answered: a status of TITLES, why, and for how many seconds to wait."""

    status: int
    detail: Text
    wait: int = 0


def language(request: Request) -> str:
    """Return the language of an answer: `lang` of the address, else what the client prefers."""
    return language_of(request.scope)


def problem(request: Request, found: Problem) -> Response:
    """Return a problem in the client's language."""
    told = language(request)
    body = {
        "type": "about:blank",
        "title": TITLES[found.status].to(told),
        "status": found.status,
        "detail": found.detail.to(told),
        "instance": request.url.path,
    }
    headers = {"Retry-After": str(found.wait)} if found.wait else {}
    if found.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="api"'
    return Response(
        dumped(body),
        found.status,
        {**OPEN, "Cache-Control": "no-store", "Content-Language": told, **headers},
        PROBLEM,
    )


def content(
    request: Request, body: bytes, kind: str = JSON, others: Mapping[str, str] | None = None
) -> Response:
    """Return a body with its ETag, or 304 if the client has the same one already."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        **OPEN,
        "ETag": tag,
        "Cache-Control": FRESH,
        "Content-Language": language(request),
        **(others or {}),
    }
    known = {one.strip().removeprefix("W/") for one in _known(request).split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=kind)


def dumped(value: Any) -> bytes:
    """Return a value as JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _known(request: Request) -> str:
    return request.headers.get("if-none-match", "")
