"""HTML from the files of `components/templates`, in which every value is escaped."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FOLDER = Path(__file__).parent / "templates"
SPECIAL = "\"'\\<>&"  # what ends a string of CSS, or the element that holds it


def render_template(name: str, /, **values: object) -> Markup:
    """Return the template `name` with `values` in it.

    What comes back is marked as safe: as a value of another template it stands as it is.
    """
    return Markup(ENVIRONMENT.get_template(name).render(values))


def css_string(text: str) -> str:
    """Return `text` as it stands between the quotes of a string in a style sheet."""
    # The space ends the number of a sign, and only that.
    return "".join(
        f"\\{ord(sign):x} " if sign in SPECIAL or not sign.isprintable() else sign for sign in text
    )


ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["css_string"] = css_string
