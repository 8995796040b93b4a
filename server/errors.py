"""What a reader sees when the app fails: a sentence and an incident number, no traceback."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from components.reader_language import _

log = logging.getLogger(__name__)


def on_script_error(error: Exception) -> bool:
    """Log the error under an incident number and show the number."""
    incident = secrets.token_hex(4)
    log.error("incident %s", incident, exc_info=error)
    st.error(
        _(
            "No se pudo mostrar esta parte de la página. Recárguela en un momento; si vuelve a "
            "pasar, avise a la administración con el número de incidente {incident}.",
            incident=incident,
        )
    )
    return True
