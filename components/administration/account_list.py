"""The accounts that hold a role: their roles, ways of signing in and last visit."""

from __future__ import annotations

import streamlit as st

from components import address, ask, cards, dialogs, flash, guard, labels
from components.administration import role_choice
from components.reader_language import _, current
from components.words import Joined, Listed, Moment
from data_access import lists
from data_access.auth import account_administration, accounts
from data_access.auth.accounts import AccountHolder
from data_access.language import Text
from data_access.paging import AT_ONCE
from data_access.viewer import Grant, Viewer

ALL = ""
NEW = "new-person"


def render(viewer: Viewer) -> None:
    """Render the list, its search, and the button that gives a role to an address."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = address.search("buscar", _("Buscar por correo"))
        role = address.choice("rol", _("Rol"), {ALL: Text("Todos los roles"), **lists.ROLE})
        if st.button(_("Dar un rol a un correo"), type="primary", key="add-person"):
            dialogs.show(_("Dar un rol a un correo"), _new)
    found = accounts.people(ask.engine(), viewer, search, role or None, address.page())
    if not found.entries:
        cards.nothing(Text("Nadie tiene esa dirección y ese rol."))
    for person in found.entries:
        with cards.card(f"person-{person.id}", person.email, *_about(person)):
            if st.button(_("Cambiar roles"), key=f"roles-{person.id}"):
                dialogs.show(_("Roles de esta persona"), _roles, person.id)
    address.pager(found.total, AT_ONCE)


def _about(person: AccountHolder) -> tuple[Text, Text]:
    ways = [Text("con su institución ({issuer})", issuer=issuer) for issuer in person.issuers]
    if person.by_link:
        ways.append(Text("con un enlace personal"))
    came = Text("Entra {ways}.", ways=Listed(ways)) if ways else Text("Todavía no ha entrado.")
    if person.seen_at is not None:
        came = Joined(came, Text("Última vez: {at}.", at=Moment(person.seen_at)))
    return role_choice.held(person.grants), came


def _roles(account: int) -> None:
    """Render the roles of an account, each with a button that takes it, and a form for another."""
    person = accounts.person(ask.engine(), guard.viewer(), account)
    st.html(cards.as_html(person.email))
    for grant in person.grants:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(cards.as_html(labels.role_apart(grant).to(current())), width="stretch")
            st.button(
                _("Quitar"),
                key=f"take-{grant}",
                on_click=_take,
                args=(account, person.email, grant),
                help=_("Quitar el rol: {role}", role=labels.role_apart(grant)),
            )
    if not person.grants:
        cards.nothing(Text("Sin ningún rol"))
    flash.show("take")
    st.divider()
    role_choice.pick("give")
    st.button(_("Dar este rol"), type="primary", key="give", on_click=_give, args=(person.email,))
    flash.show("give")


def _take(account: int, email: str, grant: Grant) -> None:
    def act() -> Text:
        left = account_administration.take(ask.engine(), guard.viewer(), account, grant)
        done = Text(
            "{email} ya no tiene el rol: {role}.", email=email, role=labels.role_apart(grant)
        )
        if not left:
            return done
        return Joined(
            done,
            Text("Una invitación abierta se lo devolvería: anúlela si no debe recuperarlo."),
        )

    flash.attempt("take", act)


def _give(email: str) -> None:
    def act() -> Text:
        grant = role_choice.picked("give")
        account_administration.give(ask.engine(), guard.viewer(), email, grant)
        return Text(
            "{email} tiene ahora el rol: {role}.", email=email, role=labels.role_apart(grant)
        )

    flash.attempt("give", act)


def _new() -> None:
    """Render the form that gives a role to the address of somebody who has not signed in yet."""
    st.caption(
        _(
            "Para quien entra con la cuenta de su institución: al entrar con este correo tendrá el "
            "rol. Quien no tiene tal cuenta necesita una invitación."
        )
    )
    st.text_input(_("Correo"), key=f"{NEW}-email", autocomplete="off")
    role_choice.pick(NEW)
    st.button(_("Dar este rol"), type="primary", key=NEW, on_click=_give_new)
    flash.show(NEW)


def _give_new() -> None:
    def act() -> Text:
        email, grant = st.session_state[f"{NEW}-email"], role_choice.picked(NEW)
        account_administration.give(ask.engine(), guard.viewer(), email, grant)
        return Text(
            "{email} tiene ahora el rol: {role}.", email=email, role=labels.role_apart(grant)
        )

    if flash.attempt(NEW, act):
        st.session_state[f"{NEW}-email"] = ""
