"""The app's only own script: `components/page.js`, under an address with its content hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.compression import KEEP

SOURCE = Path(__file__).parent.parent / "components" / "page.js"
CONTENTS = SOURCE.read_bytes()
# Browsers cache it for good: a changed script has another address.
ADDRESS = f"/page-{hashlib.sha256(CONTENTS).hexdigest()[:12]}.js"


async def script(_request: Request) -> Response:
    return Response(CONTENTS, headers={"Cache-Control": KEEP}, media_type="text/javascript")


ROUTE = Route(ADDRESS, script, methods=["GET"])
