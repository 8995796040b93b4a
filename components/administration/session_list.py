"""The open sessions and their browsers; an administrator can end each one."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from components import address, ask, browsers, cards, flash, guard
from components.reader_language import _
from components.words import Moment
from data_access.auth import access_overview, account_administration
from data_access.auth.access_overview import SignedIn
from data_access.auth.sessions import IDLE, STRICT_IDLE
from data_access.language import Text
from data_access.paging import AT_ONCE
from data_access.viewer import Viewer


def render(viewer: Viewer) -> None:
    """Render the open sessions, grouped by account."""
    search = address.search("buscar", _("Buscar por correo"))
    st.caption(
        _(
            "Una sesión se cierra sola tras {hours} horas sin uso; la de seguimiento o "
            "administración, tras {minutes} minutos. Quien entró con un enlace personal necesita "
            "uno nuevo para volver a entrar.",
            hours=int(IDLE.total_seconds() // 3600),
            minutes=int(STRICT_IDLE.total_seconds() // 60),
        )
    )
    found = access_overview.open_sessions(ask.engine(), viewer, search, address.page())
    if not found.entries:
        cards.nothing(Text("No hay sesiones abiertas así."))
    by_person = [list(own) for _, own in groupby(found.entries, key=lambda one: one.account)]
    for at in flash.in_list("sessions", len(by_person)):
        _person(viewer, by_person[at], at)
    address.pager(found.total, AT_ONCE)


def _person(viewer: Viewer, theirs: list[SignedIn], at: int) -> None:
    account, email = theirs[0].account, theirs[0].email
    mark = Text("usted") if email == viewer.name else None
    with st.container(border=True, key=f"sessions-{account}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(cards.as_html(email, mark=mark), width="stretch")
            st.button(
                _("Cerrar todas"),
                key=f"end-all-{account}",
                on_click=_end_all,
                args=(account, email, at),
                help=_("Cerrar todas las sesiones de {email}", email=email),
            )
        for one in theirs:
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.html(cards.line(_about(one)), width="stretch")
                st.button(_("Cerrar"), key=f"end-{one.id}", on_click=_end, args=(one, at))


def _about(one: SignedIn) -> Text:
    return Text(
        "{browser}, desde {created}; última vez: {seen}.",
        browser=browsers.in_words(one.browser),
        created=Moment(one.created_at),
        seen=Moment(one.seen_at),
    )


def _end(one: SignedIn, at: int) -> None:
    def act() -> Text:
        account_administration.end_session(ask.engine(), guard.viewer(), one.id)
        return Text("Se cerró una sesión de {email}.", email=one.email)

    flash.attempt(f"sessions-{at}", act)


def _end_all(account: int, email: str, at: int) -> None:
    def act() -> Text:
        ended = account_administration.end_sessions(ask.engine(), guard.viewer(), account)
        return Text(
            "Se cerró {count} sesión de {email}.",
            "Se cerraron {count} sesiones de {email}.",
            ended,
            email=email,
        )

    flash.attempt(f"sessions-{at}", act)
