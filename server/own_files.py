"""The route by which readers fetch their files, and what closes Streamlit's own to them."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from components import own_files
from components.streamlit_compat import MEDIA_PATH, stored_for_download
from data_access.language import Text
from server.document import language_of

PRIVATE = {"Cache-Control": "no-store"}
FRAMED = {"Content-Security-Policy": "frame-ancestors 'self'"}  # in our own page and in no other
OVER = Text(
    "Esta dirección de descarga ya se usó, venció o es de otra sesión: vuelva a la página y pulse "
    "otra vez el botón."
)


async def download(request: Request) -> Response:
    """Return a reader's own file, or a sentence to anybody else."""
    # Streamlit's page asks whether the address answers before the browser fetches the file; a
    # picture in the page is fetched by nobody before.
    picture = request.headers.get("Sec-Fetch-Dest") == "image"
    if not picture and request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return Response(status_code=204, headers=PRIVATE)
    token = request.path_params["token"]
    file = await run_in_threadpool(own_files.fetch, token, request.cookies)
    if file is None:
        return PlainTextResponse(OVER.to(language_of(request.scope)), 404, PRIVATE)
    seen = file.inline and file.media_type in own_files.SHOWN
    kind = "inline" if seen else "attachment"
    disposition = f"{kind}; filename*=utf-8''{quote(file.name, safe='')}"
    headers = {**PRIVATE, **(FRAMED if seen else {}), "Content-Disposition": disposition}
    return Response(file.content, headers=headers, media_type=file.media_type)


ROUTE = Route(own_files.ROUTE + "{token}", download, methods=["GET"])


class Media:
    """ASGI middleware in front of Streamlit's own files: pictures only."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on all requests but those for a file to download."""
        app = self.app
        media = scope["type"] == "http" and MEDIA_PATH in scope["path"]
        if media and stored_for_download(scope["path"]):
            app = PlainTextResponse("", 404)
        await app(scope, receive, send)
