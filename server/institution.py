"""What surrounds Streamlit's own sign-in at an institution.

Its callback always goes to the front page, shows nothing when it failed, and sets its cookie
without `Secure`. This layer returns the reader to where the sign-in began, redirects a failed one
to a page that says so, and keeps the cookies to HTTPS where there is any.
"""

from __future__ import annotations

from urllib.parse import parse_qs, quote, unquote, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.entrance.landing import JUST_IN
from components.frame import SIGN_IN
from components.streamlit_compat import CALLBACK_PATH, COOKIE_PREFIX, LOGIN_PATH, USER_COOKIE
from server import cookies
from server.back import HOME, safe

COOKIE = "m4sd_back"
LASTS = 30 * 60  # seconds to sign in elsewhere
FAILED = "failed"


class SignIn:
    """ASGI middleware around the addresses of a sign-in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; correct the redirects and cookies of the response."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path not in (SIGN_IN, LOGIN_PATH, CALLBACK_PATH) or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        request = Request(scope)

        async def mended(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if path == SIGN_IN:
                    _remember(request, headers)
                elif path == CALLBACK_PATH:
                    _lead_back(request, headers)
                elif message["status"] >= 400:
                    message["status"] = 303
                    headers["location"] = _failed(request)
                _keep_safe(request, headers)
            await send(message)

        await self.app(scope, receive, mended)


def _remember(request: Request, headers: MutableHeaders) -> None:
    """Store in a cookie where the reader wants to return to."""
    back, response = safe(request.query_params.get("back", HOME)), Response()
    cookies.keep(request, response, COOKIE, quote(back, safe=""), LASTS)
    headers.append("set-cookie", response.headers["set-cookie"])


def _lead_back(request: Request, headers: MutableHeaders) -> None:
    """Redirect to where the sign-in began; to the sign-in page if it failed."""
    if any(_is_theirs(cookie, f"{USER_COOKIE}=") for cookie in headers.getlist("set-cookie")):
        back = _back(request)
        headers["location"] = f"{HOME}?{JUST_IN}=1" if back == HOME else back
        response = Response()
        response.delete_cookie(COOKIE)
        headers.append("set-cookie", response.headers["set-cookie"])
    elif {"error", "code"} & set(parse_qs(request.url.query)):
        headers["location"] = _failed(request)


def _is_theirs(cookie: str, start: str) -> bool:
    """Return whether a Set-Cookie header sets a value that begins with `start`; deleting does
    not."""
    return cookie.startswith(start) and not cookie.startswith((f'{start}""', f"{start};"))


def _back(request: Request) -> str:
    return safe(unquote(request.cookies.get(COOKIE, HOME)))


def _failed(request: Request) -> str:
    return f"{SIGN_IN}?{urlencode({FAILED: '1', 'back': _back(request)})}"


def _keep_safe(request: Request, headers: MutableHeaders) -> None:
    """Add `Secure` to Streamlit's cookies where readers use HTTPS."""
    if not cookies.over_https(request):
        return
    given = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in given:
        bare = cookie.startswith(COOKIE_PREFIX) and "secure" not in cookie.lower().split("; ")
        headers.append("set-cookie", f"{cookie}; Secure" if bare else cookie)
