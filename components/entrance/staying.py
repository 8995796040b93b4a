"""The page of a reader who is signed in: the open sessions, and signing out."""

from __future__ import annotations

import streamlit as st

from components import ask, browsers
from components.entrance import looking_as, token_list
from components.reader_language import _, current
from data_access.auth import current_user, sessions
from data_access.auth.current_user import CurrentUser
from data_access.auth.sessions import OpenSession
from data_access.clock import TIMEZONE
from data_access.language import Text
from data_access.viewer import reads_beyond_public

LEFT = "left"


def render(here: CurrentUser) -> None:
    """Render the reader's sessions, each with a button that ends it, and the own tokens."""
    st.header(_("Mi sesión"), anchor=False)
    with st.container(width=640):
        looking_as.choice(here)
        st.button(_("Salir"), key="leave", on_click=_leave, args=(here,))
        found = current_user.sessions_of(ask.session_engine(), here)
        st.subheader(_("Sesiones abiertas"), anchor=False)
        st.caption(
            _("Cada navegador en que entró. Si no reconoce alguno, ciérrelo.")
            + " "
            + ends_by_itself(here).to(current())
        )
        for one in found:
            _render(here, one)
        if len(found) > 1:
            st.button(_("Cerrar todas"), key="close-all", on_click=_close_all, args=(here,))
        if reads_beyond_public(here.viewer):
            token_list.render(here)


def ends_by_itself(here: CurrentUser) -> Text:
    """Return when a session of the reader ends without a click."""
    if sessions.is_strict(here.oneself):
        return Text(
            "Una sesión que no se usa en {minutes} minutos se cierra sola, y toda sesión a las "
            "{hours} horas.",
            minutes=int(sessions.STRICT_IDLE.total_seconds() // 60),
            hours=int(sessions.STRICT_LONGEST.total_seconds() // 3600),
        )
    return Text(
        "Una sesión que no se usa en {hours} horas se cierra sola, y toda sesión a los {days} "
        "días.",
        hours=int(sessions.IDLE.total_seconds() // 3600),
        days=sessions.LONGEST.days,
    )


def _render(here: CurrentUser, one: OpenSession) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", border=True
    ):
        since = Text("Desde el {at}", at=one.created_at.astimezone(TIMEZONE)).to(current())
        st.markdown(
            f"**{browsers.in_words(one.browser).to(current())}**  \n{since}", width="stretch"
        )
        if one.here:
            st.markdown(_("Esta sesión"), width="content")
        else:
            st.button(
                _("Cerrar"),
                key=f"close-{one.id}",
                on_click=current_user.close,
                args=(ask.session_engine(), here, one.id),
            )


def _leave(here: CurrentUser) -> None:
    current_user.leave(ask.session_engine(), here)
    _gone(here)


def _close_all(here: CurrentUser) -> None:
    current_user.close_all(ask.session_engine(), here)
    _gone(here)


def _gone(here: CurrentUser) -> None:
    """Note the sign-out for the next run; sign out of an institution too, on its own page."""
    st.session_state[LEFT] = True
    if here.institution:
        st.logout()
