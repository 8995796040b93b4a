"""Links requested from the sign-in page, each answered with a click."""

from __future__ import annotations

import streamlit as st

from components import ask, cards, labels
from components.administration import invitation_list
from components.reader_language import _
from components.words import Joined, Moment
from data_access.auth import access_overview
from data_access.auth.access_overview import ASKED_WITHIN, Requested
from data_access.language import Text
from data_access.viewer import Viewer


def render(viewer: Viewer) -> None:
    """Render the recent requests, newest first."""
    st.caption(
        _(
            "Quien perdió su enlace puede pedir otro desde la página de entrada. Aquí están los "
            "pedidos de los últimos {days} días; nadie más ve si un correo es conocido.",
            days=ASKED_WITHIN.days,
        )
    )
    found = access_overview.requests(ask.engine(), viewer)
    if not found:
        cards.nothing(Text("Nadie ha pedido un enlace."))
    for at, one in enumerate(found):
        with cards.card(f"request-{at}", one.email, *_about(one)):
            if one.grant is not None and st.button(_("Nuevo enlace"), key=f"answer-{at}"):
                invitation_list.renew(one.email, one.grant)


def _about(one: Requested) -> list[Text]:
    asked = Text(
        "Lo pidió una vez, el {at}.",
        "Lo pidió {count} veces, la última el {at}.",
        one.times,
        at=Moment(one.at),
    )
    if one.answered:
        asked = Joined(asked, Text("Ya se le hizo un enlace nuevo."))
    if one.grant is None:
        unknown = Text("Nadie con este correo fue invitado: si conoce a la persona, invítela.")
        return [asked, unknown]
    return [asked, Text("Sería para el rol: {role}.", role=labels.role_apart(one.grant))]
