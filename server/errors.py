"""What a reader sees when the app fails: a sentence and an incident number, no traceback."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from components.reader_language import _
from data_access.transaction import is_outage

log = logging.getLogger(__name__)


def on_script_error(error: Exception) -> bool:
    """Log the error under an incident number and show the number."""
    incident = secrets.token_hex(4)
    if is_outage(error):
        log.error("incident %s: the database failed", incident, exc_info=error)
        st.error(
            _(
                "La base de datos no responde. Deje esta página abierta, que conserva lo que "
                "escribió, y recárguela en unos minutos; si sigue así, avise a la administración "
                "con el número de incidente {incident}.",
                incident=incident,
            )
        )
        return True
    log.error("incident %s", incident, exc_info=error)
    st.error(
        _(
            "No se pudo mostrar esta parte de la página. Recárguela en un momento; si vuelve a "
            "pasar, avise a la administración con el número de incidente {incident}.",
            incident=incident,
        )
    )
    return True
