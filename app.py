"""The server: `streamlit run app.py`. The app itself is `components/shell.py`."""

import atexit
import gc
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# The script's own folder, components/, will come first: the root must be there as well, or
# modules are imported under two names.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
# Nothing that is being imported is garbage, and to search through it takes a tenth of the time; nor
# is anything worth a search when the process ends.
gc.disable()
atexit.register(gc.freeze)

import streamlit as st  # noqa: E402

from server import errors, lifespan, middleware, routes  # noqa: E402

gc.enable()
app = st.App(
    ROOT / "components" / "shell.py",
    lifespan=lifespan.lifespan,
    routes=routes.ROUTES,
    middleware=middleware.MIDDLEWARE,
    on_script_error=errors.on_script_error,
)
