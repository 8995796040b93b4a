"""The administration page: how many hold a role, and a tab for each list."""

from __future__ import annotations

import streamlit as st

from components import ask
from components.administration import (
    account_list,
    installation_settings,
    invitation_list,
    link_requests,
    personal_data,
    session_list,
)
from components.parts import Part
from components.reader_language import _
from components.words import Listed
from data_access.auth import accounts
from data_access.language import Text
from data_access.viewer import Viewer

PARTS = (
    Part("personas", Text("Personas"), (account_list.render,)),
    Part("invitaciones", Text("Invitaciones"), (invitation_list.render,)),
    Part("sesiones", Text("Sesiones"), (session_list.render,)),
    Part("pedidos", Text("Pedidos"), (link_requests.render,)),
    Part("datos", Text("Datos de personas"), (personal_data.render,)),
    Part("ajustes", Text("Ajustes"), (installation_settings.render,)),
)


def opening(viewer: Viewer) -> None:
    """Render how many accounts hold a role, and how many invitations and sessions are open."""
    found = accounts.summary(ask.engine(), viewer)
    parts = (
        Text("{count} persona con rol", "{count} personas con rol", found.people),
        Text("{count} invitación abierta", "{count} invitaciones abiertas", found.open_invitations),
        Text("{count} sesión abierta", "{count} sesiones abiertas", found.open_sessions),
    )
    there = [part for part in parts if part.count]
    st.header(_("Hay {parts}.", parts=Listed(there)), anchor=False)
    if found.administrators == 1:
        st.caption(
            _(
                "Solo una persona administra. Si pierde su acceso, nadie puede invitar desde aquí: "
                "dé ese rol también a otra."
            )
        )
