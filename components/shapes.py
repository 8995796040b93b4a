"""The shapes of states, drawn: a letter for each is in few fonts, and is tiny in most of them.

The letter stays in the page, hidden, for who copies or searches it.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from components.templating import render_template

DRAWN = re.compile("([●◉◕◔▼○◌])")


def drawn(said: str) -> Markup:
    """Return a text as HTML, each shape in it drawn by the page's style."""
    return render_template("indicators/shapes.html", parts=DRAWN.split(said))
