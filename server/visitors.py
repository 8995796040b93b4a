"""Where a request comes from, for the limits on trying."""

from __future__ import annotations

from starlette.requests import Request

from data_access.auth.rate_limits import source_of


def source(request: Request) -> str:
    """The address that counts, which behind a proxy is the reader's own.

    The server takes it from `X-Forwarded-For` only where the proxy is one that the setting
    `FORWARDED_ALLOW_IPS` names (uvicorn's; this machine unless told otherwise), and then the last
    address that no trusted proxy has. What a reader writes into the header is never believed.
    """
    return source_of(request.client.host if request.client else None)
