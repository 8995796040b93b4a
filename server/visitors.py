"""Where a request comes from, for the rate limits."""

from __future__ import annotations

from starlette.requests import Request

from data_access.auth.rate_limits import source_of


def source(request: Request) -> str:
    """Return the address that is rate-limited, which behind a proxy is the reader's own.

    The server takes it from `X-Forwarded-For` only where the proxy is one that the setting
    `FORWARDED_ALLOW_IPS` names (uvicorn's; this machine by default), and then the last address that
    is not of a trusted proxy. What a reader writes into the header is never trusted.
    """
    return source_of(request.client.host if request.client else None)
