"""The upload field, in the reader's language.

Streamlit's own is only in English, and shows an error in a file only on hover. Its texts are
hidden and ours shown instead, and `page.js` sets the names that screen readers announce; a file
that the browser already rejects has its message under the field, and every other error of a file
comes from the importer.
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from components import upload_permits
from components.desk.door import MAX_BYTES
from components.desk.state import Desk
from components.reader_language import _
from components.streamlit_compat import session_id
from components.templating import css_string, render_template
from components.theme import DARK, paint

KINDS = ["xlsx", "csv", "txt", "tsv", "ods", "xls", "xlsb"]
# Streamlit's text is hidden and ours shown in its place; screen readers get `names`.
COVERED = "%s{visibility:hidden;font-size:0}%s::after{visibility:visible;content:'%s';%s}"
FIELD = '[class*="st-key-desk-files-"]'
ZONE = f'{FIELD} [data-testid="stFileUploaderDropzone"]'


def render(desk: Desk) -> None:
    """Render the field; files put into it are checked at once, without storing anything."""
    megabytes = MAX_BYTES >> 20
    upload_permits.offer(session_id())
    label = _("Archivos .xlsx o .csv, uno o varios, de hasta {size} MB cada uno", size=megabytes)
    # Without a gap, because the first of the two shows nothing.
    with st.container(gap=None):
        st.html(render_template("desk/field.html", style=Markup(style(megabytes)), names=names()))
        st.file_uploader(
            label,
            KINDS,
            accept_multiple_files=True,
            key=desk.field,
            max_upload_size=megabytes,
            disabled=desk.storing is not None,
        )


def names() -> dict[str, str]:
    """Return the accessible name of each part of the field, by its CSS selector."""
    return {
        f"{ZONE} input": _("Archivos"),
        f'{ZONE} [data-testid="stBaseButton-secondary"]': _("Elegir archivos"),
        f'{ZONE} [data-testid="stBaseButton-borderlessIcon"]': _("Elegir más archivos"),
        f'{ZONE} [data-testid="stFileChipDeleteBtn"] button': _("Quitar el archivo"),
    }


def style(megabytes: int) -> str:
    """Return the CSS rules that show our texts instead of Streamlit's."""
    refused = _(
        "No se subió el archivo marcado: cada uno puede pesar hasta {size} MB y ser .xlsx o .csv. "
        "Quítelo, o divídalo en partes.",
        size=megabytes,
    )
    small = "font-size:.875rem"
    covered = {
        f"{ZONE} button p": (_("Elegir archivos"), small),
        f'{ZONE} [data-testid="stFileUploaderDropzoneInstructions"] span': (
            _("o arrástrelos hasta aquí"),
            small,
        ),
        f"{ZONE}>div>span": (_("Suéltelos aquí"), small),
        f'{ZONE} [data-testid="stFileChip"]>[role="alert"]': (refused, small),
        ".stTooltipErrorContent": (refused, small),
    }
    rules = [
        COVERED % (where, where, css_string(said), more) for where, (said, more) in covered.items()
    ]
    ink = "#ff9a94" if paint() is DARK else "#a4262c"
    alert = f"content:'{css_string(refused)}';color:{ink};{small}"
    return "".join([*rules, f'{FIELD}:has([aria-invalid="true"])::after{{{alert}}}'])
