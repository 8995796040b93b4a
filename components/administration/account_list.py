"""The accounts that hold a role, as a table; pressing one opens its roles, to give and to take."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from components import address, ask, cards, dialogs, flash, guard, html_table, labels
from components.administration import role_choice
from components.html_table import Cell, Heading
from components.reader_language import _, current
from components.words import Joined, Listed, Moment
from data_access import lists
from data_access.auth import account_administration, accounts
from data_access.auth.accounts import AccountHolder
from data_access.language import Text
from data_access.paging import AT_ONCE
from data_access.viewer import Grant, Viewer

ALL, BY_ADDRESS, BY_VISIT = "", "", "visita"
NEW, ORDER = "new-person", "orden"
PERSON = "persona"  # in the address: whose roles are open
ORDERS = {
    BY_ADDRESS: Text("Correo"),
    BY_VISIT: Text("Última vez, la más reciente primero"),
}


def render(viewer: Viewer) -> None:
    """Render the table, its search, and the button that gives a role to an address.

    A table of all that was found sorts by itself; of one that goes on, the order is chosen.
    """
    engine = ask.engine()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = address.search("buscar", _("Buscar por correo"))
        role = address.choice("rol", _("Rol"), {ALL: Text("Todos los roles"), **lists.ROLE})
        if st.button(_("Dar un rol a un correo"), type="primary", key="add-person"):
            dialogs.show(_("Dar un rol a un correo"), _new)
    order = accounts.Order(st.query_params.get(ORDER) == BY_VISIT, address.page())
    found = accounts.people(engine, viewer, search, role or None, order)
    if not found.entries:
        cards.nothing(Text("Nadie tiene esa dirección y ese rol."))
    else:
        _table(found.entries, found.total <= AT_ONCE)
    address.pager(found.total, AT_ONCE)
    chosen = st.query_params.get(PERSON, "")
    if chosen.isdecimal():
        dialogs.show(_("Roles de esta persona"), _roles, int(chosen), closed=_closed)


def _table(people: Sequence[AccountHolder], whole: bool) -> None:
    """Render people with a link to their roles each; `whole`: they are all that was found."""
    if not whole:
        address.choice(ORDER, _("Ordenar por"), ORDERS)
    headings = (_("Correo"), _("Rol"), _("Lugar, edición o premio"), _("Última vez"))
    html_table.render(
        [Heading(said) for said in headings],
        [_row(person) for person in people],
        _("Personas con acceso; la dirección de cada una abre sus roles."),
        sorts=whole,
    )


def _row(person: AccountHolder) -> list[Cell]:
    language, seen = current(), person.seen_at
    query = {**st.query_params.to_dict(), PERSON: str(person.id)}
    roles = Listed(lists.ROLE[grant.role] for grant in person.grants)
    of = Listed(said for grant in person.grants if (said := role_choice.of(grant)) is not None)
    return [
        Cell(person.email, person.email, f"?{urlencode(query)}"),
        _words(roles if person.grants else Text("Sin ningún rol")),
        _words(of) if of.texts else Cell("—"),
        Cell(_("Todavía no ha entrado"))
        if seen is None
        else Cell(Moment(seen).to(language), seen.isoformat()),
    ]


def _words(text: Text) -> Cell:
    said = text.to(current())
    return Cell(said, said)


def _closed() -> None:
    st.query_params.pop(PERSON, None)


def _enters(person: AccountHolder) -> Text:
    """Return how somebody signs in."""
    ways = [Text("con su institución ({issuer})", issuer=issuer) for issuer in person.issuers]
    if person.by_link:
        ways.append(Text("con un enlace personal"))
    return Text("Entra {ways}.", ways=Listed(ways)) if ways else Text("Todavía no ha entrado.")


def _roles(account: int) -> None:
    """Render the roles of an account, each with a button that takes it, and a form for another."""
    person = accounts.person(ask.engine(), guard.viewer(), account)
    st.html(cards.as_html(person.email, _enters(person)))
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
