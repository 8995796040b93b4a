"""The layers around Streamlit's own, outermost first."""

from starlette.middleware import Middleware

from components.server.compression import StaticFiles
from components.server.document import Document
from components.server.headers import SecurityHeaders
from components.server.institution import SignIn

MIDDLEWARE = (
    Middleware(SecurityHeaders),
    Middleware(SignIn),
    Middleware(StaticFiles),
    Middleware(Document),
)
