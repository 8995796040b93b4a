"""The editions page: a new one, one in preparation, or amendments to one that runs."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import ask, flash, guard
from components.awards import rulebook
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.awards.moments import dates
from components.awards.setup import edition_fields, weight_change
from components.reader_language import _, current
from data_access import clock, lists
from data_access.awards import editions, reweighing, secretariat_view
from data_access.awards.edition_rules import Rules
from data_access.awards.preconditions import is_frozen
from data_access.awards.rubrics import CriterionText
from data_access.language import Text
from data_access.viewer import Viewer, chairs

EDITION, NEW = "edicion", "nueva"


def render(viewer: Viewer) -> None:
    """Render the edition that the URL names, or the form of a new one."""
    with ask.reading() as connection:
        known = {row.code: row for row in secretariat_view.editions(connection, viewer)}
    st.header(headline(list(known.values())).to(current()), anchor=False)
    options = [*known, NEW]
    asked = st.query_params.get(EDITION)
    code = st.selectbox(
        _("Edición"),
        options,
        options.index(asked) if asked in options else 0,
        format_func=lambda one: _("Nueva edición") if one == NEW else f"{known[one].name} ({one})",
    )
    st.query_params[EDITION] = code
    flash.show("edition")
    if code == NEW:
        _new(viewer)
        return
    edition = known[code]
    if edition.published_at is not None:
        st.info(_("El resultado ya se publicó: la edición no se cambia."))
        rulebook.render(viewer, code)
        return
    book = rulebook.read(viewer, code)
    with st.container(key="screen-form"):
        if is_frozen(edition, clock.now()):
            with ask.reading() as connection:
                locked = reweighing.is_locked(connection, code)
            _amend(edition, book.criteria, locked)
            if locked:
                weight_change.render(viewer, edition, book.criteria)
        else:
            _edit(edition, book.criteria)
    with st.container(key="paper-rules"):  # on paper they stand where the form does on the screen
        rulebook.rules(book)
    rulebook.amendments(book)


def headline(known: list[Any]) -> Text:
    """Return how many editions there are, and how many are unpublished."""
    running = sum(row.published_at is None for row in known)
    return Text("{all} ediciones, {running} sin publicar", all=len(known), running=running)


def _new(viewer: Viewer) -> None:
    awards = [code for code in lists.AWARD if chairs(viewer, code)]
    st.markdown(_("Empieza con la rúbrica lista de su premio; puede cambiarla hasta que abra."))
    with st.container(border=True):
        award = st.selectbox(
            _("Premio"), awards, format_func=lambda code: lists.AWARD[code].to(current())
        )
        code = st.text_input(_("Código (mayúsculas, números y guiones)"), max_chars=24)
        given = edition_fields.rules("new", None)
        pressed = st.button(_("Crear la edición"), key="edition-make", type="primary")
    if pressed:

        def deed() -> None:
            rules = Rules(**edition_fields.read(given))
            editions.make(ask.engine(), guard.viewer(), str(award), code.strip(), rules)
            live_text.sent(edition_fields.prizes("new", None))

        if flash.attempt("edition", deed, Text("Edición creada, en preparación.")):
            st.query_params[EDITION] = code.strip()
        st.rerun()


def _edit(edition: Any, known: tuple[CriterionText, ...]) -> None:
    with st.container(border=True):
        given = edition_fields.rules(edition.code, edition)
        st.subheader(_("Criterios"), anchor=False)
        typed = edition_fields.criteria(edition.code, known)
        pressed = st.button(_("Guardar"), key="edition-store", type="primary")
    if pressed:

        def deed() -> None:
            fields = edition_fields.texts(edition.code, known, edition)
            live_text.require_settled(*fields)
            wanted = edition_fields.read_criteria(typed)
            changed = wanted if wanted != known else None
            rules = edition_fields.read(given)
            editions.edit(ask.engine(), guard.viewer(), edition.code, rules, changed)
            live_text.sent(*fields)

        flash.attempt("edition", deed, Text("Guardado."))
        st.rerun()
    if edition.frozen_at is None:
        st.markdown(_("Al aprobarla, abre en su fecha y desde entonces las bases quedan fijas."))
        if st.button(_("Aprobar la apertura"), key="open-call"):
            deed_open = (ask.engine(), guard.viewer(), edition.code)
            flash.attempt(
                "edition", lambda: editions.open_call(*deed_open), Text("Apertura aprobada.")
            )
            st.rerun()


def _amend(edition: Any, known: tuple[CriterionText, ...], locked: bool) -> None:
    st.info(_("La convocatoria ya abrió: todo cambio es una enmienda pública, con su motivo."))
    why = LiveText(f"{edition.code}/amendment-reason", _("Motivo de la enmienda"))
    with st.container(border=True):
        given = edition_fields.rules(edition.code, edition)
        if not locked:
            st.subheader(_("Pesos"), anchor=False)
        weights = {
            one.code: st.text_input(
                one.title.to(current()),
                rulebook.plainly(one.weight),
                key=f"weight-{edition.code}-{one.code}",
            )
            for one in (() if locked else known)
        }
        reason = live_text.render(why)
        pressed = st.button(_("Registrar la enmienda"), key="edition-amend", type="primary")
    if pressed:

        def deed() -> None:
            fields = (why, edition_fields.prizes(edition.code, edition))
            live_text.require_settled(*fields)
            changes = edition_fields.read(given)
            # A field holds minutes: a moment that was not touched keeps its seconds.
            for name in rulebook.DATES:
                if given[name] == dates.shown(getattr(edition, name)):
                    changes[name] = getattr(edition, name)
            new = {code: edition_fields.number(text) for code, text in weights.items()}
            if not locked and new != {one.code: one.weight for one in known}:
                changes["weights"] = new
            editions.amend(ask.engine(), guard.viewer(), edition.code, changes, reason)
            live_text.sent(*fields)

        flash.attempt("edition", deed, Text("Enmienda registrada."))
        st.rerun()
