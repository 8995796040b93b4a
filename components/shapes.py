"""The shapes of states, drawn: a letter for each is in few fonts, and is tiny in most of them.

The letter stays in the page, hidden, for who copies or searches it.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

DRAWN = re.compile("[●◉◕◔▼○◌]")


def drawn(said: str) -> Markup:
    """Return a text as HTML, each shape in it drawn by the page's style."""
    html = str(escape(said))  # a plain text: what replaces parts of a Markup is escaped
    return Markup(DRAWN.sub(r'<i class="m4sd-shape" data-shape="\g<0>">\g<0></i>', html))
