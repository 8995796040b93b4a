"""Cookies as this app sets them: HttpOnly, SameSite=Lax, and Secure over HTTPS."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from data_access import addresses


def keep(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie that no script reads and no other site sends along."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=over_https(request),
    )


def over_https(request: Request) -> bool:
    """Return whether readers use HTTPS; behind a proxy that ends it, `BASE_URL` says so."""
    return request.url.scheme == "https" or addresses.over_https()
