"""The administration page: how many hold a role, and a tab for each list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from components import ask
from components.administration import (
    account_list,
    installation_settings,
    invitation_list,
    link_requests,
    session_list,
)
from components.reader_language import _, current
from components.words import Listed
from data_access.auth import accounts
from data_access.language import Text
from data_access.viewer import Viewer

PART = "parte"
PARTS: Mapping[str, tuple[Text, Callable[[Viewer], None]]] = {
    "personas": (Text("Personas"), account_list.render),
    "invitaciones": (Text("Invitaciones"), invitation_list.render),
    "sesiones": (Text("Sesiones"), session_list.render),
    "pedidos": (Text("Pedidos"), link_requests.render),
    "ajustes": (Text("Ajustes"), installation_settings.render),
}


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


def parts(viewer: Viewer) -> None:
    """Render the tabs; only the open one is drawn, and the URL says which it is."""
    language = current()
    titles = {name: title.to(language) for name, (title, _draw) in PARTS.items()}
    asked = st.query_params.get(PART, "")
    chosen = asked if asked in PARTS else next(iter(PARTS))
    st.session_state["parts"] = titles[chosen]

    def changed() -> None:
        opened = next(name for name in titles if titles[name] == st.session_state["parts"])
        language_asked = st.query_params.get("lang")
        st.query_params.clear()
        st.query_params[PART] = opened
        if language_asked:
            st.query_params["lang"] = language_asked

    tabs = st.tabs(list(titles.values()), key="parts", on_change=changed)
    for tab, name in zip(tabs, PARTS, strict=True):
        if tab.open:
            with tab:
                PARTS[name][1](viewer)
