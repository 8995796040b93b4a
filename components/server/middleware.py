"""The layers around Streamlit's own, outermost first."""

from starlette.middleware import Middleware

from components.server.compression import StaticFiles
from components.server.document import Document
from components.server.headers import SecurityHeaders
from components.server.institution import SignIn
from components.server.uploads import Uploads

MIDDLEWARE = (
    Middleware(SecurityHeaders),
    Middleware(SignIn),
    Middleware(Uploads),
    Middleware(StaticFiles),
    Middleware(Document),
)
