"""Who asks: a visitor, or the owner of the personal token that a request brings."""

from __future__ import annotations

from starlette.requests import Request

from components import ask
from data_access.auth import sign_in
from data_access.refusal import NotSaved, Refusal
from data_access.viewer import VISITOR, Viewer
from server.api.responses import Problem
from server.visitors import source

SCHEME = "bearer"


def reader(request: Request) -> Viewer:
    """Return who asks, by the `Authorization` header alone; raise Problem for a wrong token.

    Cookies count for nothing here: another site's page could have a browser send them along. Other
    schemes are a proxy's own business.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != SCHEME:
        return VISITOR
    try:
        return sign_in.token_owner(ask.engine(), token.strip(), source(request))
    except NotSaved:
        raise
    except Refusal as refusal:
        raise Problem(401, refusal.text) from None
