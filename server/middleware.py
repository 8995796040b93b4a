"""The middleware around Streamlit's own, outermost first."""

from starlette.middleware import Middleware

from server.closed_routes import ClosedRoutes
from server.compression import StaticFiles
from server.document import Document
from server.headers import SecurityHeaders
from server.hosts import Hosts
from server.icon_font import IconFont
from server.institution import SignIn
from server.own_files import Media
from server.upload_gate import Uploads
from server.websocket_gate import WebsocketGate

MIDDLEWARE = (
    Middleware(SecurityHeaders),
    Middleware(Hosts),
    Middleware(ClosedRoutes),
    Middleware(WebsocketGate),
    Middleware(SignIn),
    Middleware(Uploads),
    Middleware(Media),
    Middleware(IconFont),
    Middleware(StaticFiles),
    Middleware(Document),
)
