"""The reader's personal tokens, for programs: made here, shown once, listed and revoked."""

from __future__ import annotations

import streamlit as st

from components import ask, cards, flash
from components.reader_language import _, current
from components.words import Moment
from data_access.auth import api_tokens, own_tokens
from data_access.auth.api_tokens import OpenToken
from data_access.auth.current_user import CurrentUser
from data_access.language import Text

PLACE = "tokens"
MADE = "token-made"  # the secret, until it has been shown
NAME, DAYS = "token-name", "token-days"


def render(here: CurrentUser) -> None:
    """Render the reader's tokens and a form for a new one."""
    st.subheader(_("Tokens para programas"), anchor=False)
    st.caption(
        _(
            "Con un token, Excel, Power BI o un programa suyo lee de la API lo mismo que usted ve, "
            "mientras tenga su rol. Guárdelo como una contraseña: quien lo tenga lee en su nombre. "
            "«Cerrar todas» anula también sus tokens, y uno que nadie usa en {days} días termina.",
            days=api_tokens.IDLE.days,
        )
    )
    flash.show(PLACE)
    if made := st.session_state.pop(MADE, None):
        st.success(_("Este es su token. Cópielo ahora: no se vuelve a mostrar."))
        st.code(made, language=None, wrap_lines=True)
    for one in own_tokens.tokens_of(ask.engine(), here):
        with cards.card(f"token-{one.id}", one.name, about(one)):
            st.button(
                _("Anular"),
                key=f"revoke-token-{one.id}",
                on_click=_revoke,
                args=(here, one),
                help=_("Anular el token «{name}»", name=one.name),
            )
    with st.form("new-token", clear_on_submit=True):
        st.text_input(
            _("Para qué es"), key=NAME, max_chars=own_tokens.LONGEST_NAME, placeholder="Power BI"
        )
        st.selectbox(
            _("Vale por"),
            own_tokens.DAYS,
            index=1,
            key=DAYS,
            format_func=lambda days: Text("{days} días", days=days).to(current()),
        )
        st.form_submit_button(_("Crear token"), on_click=_issue, args=(here,))


def about(one: OpenToken) -> Text:
    """Return until when a token is valid if nobody uses it meanwhile, and when it last was."""
    if one.used_at is None:
        return Text("Vale hasta el {until}; nunca usado.", until=Moment(one.ends_at))
    return Text(
        "Vale hasta el {until}; usado por última vez el {used}.",
        until=Moment(one.ends_at),
        used=Moment(one.used_at),
    )


def _issue(here: CurrentUser) -> None:
    def act() -> None:
        name, days = st.session_state[NAME], st.session_state[DAYS]
        st.session_state[MADE] = own_tokens.issue(ask.engine(), here, name, days)

    flash.attempt(PLACE, act)


def _revoke(here: CurrentUser, one: OpenToken) -> None:
    def act() -> Text:
        own_tokens.revoke(ask.engine(), here, one.id)
        return Text("Se anuló el token «{name}».", name=one.name)

    flash.attempt(PLACE, act)
