"""Where to go on: an address of a page of this app, or the front page."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from components.navigation import PAGES

HOME = "/"
LONGEST = 2000


def safe(back: str) -> str:
    r"""Return `back` if it is a page of this app with any query, else the front page.

    A browser reads more as another site's address than `urlsplit` does: `//`, `/\`, tabs and line
    ends between them, and what a proxy may decode on the way. So the path must be a known one,
    character by character.
    """
    try:
        path = urlsplit(back).path
    except ValueError:
        return HOME
    known = path == HOME or path.removeprefix("/") in PAGES
    # "///" has the path "/" too: nothing but the path and a query may stand there.
    exact = back == path or back.startswith(f"{path}?")
    plain = exact and back.isprintable() and len(back) <= LONGEST
    decoded = unquote(back)
    strange = "\\" in decoded or not decoded.isprintable() or "#" in back
    return back if known and path.startswith("/") and plain and not strange else HOME
