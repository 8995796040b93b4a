"""Personal links: who was invited to what, and new links, each shown once to be copied."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from components import address, ask, cards, dialogs, flash, guard, labels, sharing
from components.administration import role_choice
from components.reader_language import _
from components.words import Moment
from data_access import addresses
from data_access.auth import access_overview, account_administration, link_delivery
from data_access.auth.access_overview import Issued
from data_access.auth.invitations import LASTS
from data_access.language import Text
from data_access.paging import AT_ONCE
from data_access.viewer import Grant, Viewer

ALL = ""
NEW, FRESH = "invite", "fresh-link"
STATES: Mapping[str, Text] = {
    "open": Text("abierta"),
    "used": Text("usada"),
    "expired": Text("vencida"),
    "revoked": Text("anulada"),
}
FILTERS: Mapping[str, Text] = {
    ALL: Text("Todas"),
    "open": Text("Abiertas"),
    "used": Text("Usadas"),
    "expired": Text("Vencidas"),
    "revoked": Text("Anuladas"),
}
# The label of the moment of each state.
MOMENTS: Mapping[str, Text] = {
    "open": Text("Vence: {at}."),
    "used": Text("Usada: {at}."),
    "expired": Text("Venció: {at}."),
    "revoked": Text("Anulada: {at}."),
}


def render(viewer: Viewer) -> None:
    """Render the list, its search, and the button that invites somebody."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = address.search("buscar", _("Buscar por correo"))
        state = address.choice("estado", _("Estado"), FILTERS)
        if st.button(_("Invitar a una persona"), type="primary", key="add-invitation"):
            st.session_state.pop(FRESH, None)
            dialogs.show(_("Invitar a una persona"), _form)
    found = access_overview.invitations(ask.engine(), viewer, search, state or None, address.page())
    if not found.entries:
        cards.nothing(Text("No hay invitaciones así."))
    for at in flash.in_list("invitations", len(found.entries)):
        one = found.entries[at]
        with cards.card(f"invitation-{one.id}", one.email, *_about(one), mark=STATES[one.state]):
            if one.state == "open":
                st.button(_("Anular"), key=f"revoke-{one.id}", on_click=_revoke, args=(one, at))
            if st.button(_("Nuevo enlace"), key=f"again-{one.id}"):
                renew(one.email, one.grant)
    address.pager(found.total, AT_ONCE)


def _about(one: Issued) -> tuple[Text, Text]:
    became = MOMENTS[one.state]
    return labels.role_apart(one.grant), Text(
        "Invitó {by}: {created}. {became}",
        by=one.invited_by,
        created=Moment(one.created_at),
        became=Text(became.msgid, at=Moment(one.at)),
    )


def _revoke(one: Issued, at: int) -> None:
    def act() -> Text:
        account_administration.revoke(ask.engine(), guard.viewer(), one.id)
        return Text("El enlace de {email} ya no abre.", email=one.email)

    flash.attempt(f"invitations-{at}", act)


def renew(email: str, grant: Grant) -> None:
    """Open a dialog that asks whether a new link replaces the open ones, then shows it."""
    st.session_state.pop(FRESH, None)
    dialogs.show(_("Nuevo enlace"), _again, email, grant)


def _again(email: str, grant: Grant) -> None:
    if _link():
        return
    st.html(cards.as_html(email, labels.role_apart(grant)))
    st.caption(
        _("Si ya tenía un enlace sin usar para este rol, ese deja de servir: vale solo el nuevo.")
    )
    st.button(
        _("Hacer el enlace"), type="primary", key="again", on_click=_make, args=(email, grant)
    )
    flash.show("again")


def _make(email: str, grant: Grant) -> None:
    def act() -> Text:
        return _issue(email, grant, instead=True)

    flash.attempt("again", act)


def _form() -> None:
    """Render the fields of an invitation; once it is made, its link in their place."""
    if _link():
        return
    st.text_input(_("Correo"), key=f"{NEW}-email", autocomplete="off")
    role_choice.pick(NEW)
    st.button(_("Hacer el enlace"), type="primary", key=NEW, on_click=_invite)
    flash.show(NEW)


def _invite() -> None:
    def act() -> Text:
        return _issue(st.session_state[f"{NEW}-email"], role_choice.picked(NEW), instead=False)

    flash.attempt(NEW, act)


def _issue(email: str, grant: Grant, instead: bool) -> Text:
    token = account_administration.invite(ask.engine(), guard.viewer(), email, grant, instead)
    made = link_delivery.deliver(ask.engine(), token)
    # Without a public address the link starts with the address of this request.
    link = made.link if addresses.is_set() else f"{sharing.origin()}/invite/{token}"
    st.session_state[FRESH] = (email.strip().lower(), grant, link)
    if made.sent:
        return Text("Enlace hecho y enviado por correo.")
    if made.problem is not None:
        return Text("Enlace hecho, pero el correo no salió: {problem}", problem=made.problem)
    return Text("Enlace hecho.")


def _link() -> bool:
    """Show the link that was just made; return whether there is one.

    It is stored nowhere and cannot be shown again.
    """
    fresh = st.session_state.get(FRESH)
    if fresh is None:
        return False
    email, grant, link = fresh
    for where in (NEW, "again"):
        flash.show(where)
    st.html(cards.as_html(email, labels.role_apart(grant)))
    st.code(link, language=None, wrap_lines=True)
    st.caption(
        _(
            "Cópielo ahora: no se vuelve a mostrar. Envíelo solo a esa persona; sirve una vez y "
            "vence en {days} días.",
            days=LASTS.days,
        )
    )
    return True
