"""The decision: the proposal of the figures, the jury's decision and reasons, its publication."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from components import ask, flash, guard
from components.awards import wording
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.awards.jury_administration import (
    comparison_section,
    deliberation,
    export,
    minutes,
    ranking_gate,
    ranking_section,
)
from components.awards.jury_administration.acting import act
from components.awards.jury_administration.choosing import JuryDesk
from components.markup import plain
from components.reader_language import _, current
from components.words import Listed
from data_access import clock
from data_access.awards import deciding, secretariat_view
from data_access.awards.deciding import Distinguished, Proposal
from data_access.language import Text
from data_access.lists import DISTINCTION

PLACES = {"winner": 1, "finalist": 2, "mention": 3}
ASKED = {
    "winner": Text("Primer lugar (varias, si es compartido)"),
    "finalist": Text("Finalistas"),
    "mention": Text("Menciones"),
}


def render(desk: JuryDesk) -> None:
    if not ranking_gate.is_open(desk):
        st.header(_("Para decidir, abra primero la clasificación"), anchor=False)
        ranking_gate.offer(desk, "decision")
        deliberation.notes(desk)
        return
    with ask.reading() as connection:
        proposal = deciding.propose(connection, desk.viewer, desk.code)
        decided = secretariat_view.decision(connection, desk.viewer, desk.code)
        honours = deciding.honours_of(connection, desk.code).to_dict("records")
    st.header(headline(desk, decided, honours).to(current()), anchor=False)
    if desk.edition.scores_close_at > clock.now():
        st.caption(_("Con las hojas enviadas hasta este momento:"))
    short = ranking_section.short_of_sheets(desk, proposal)
    for said in short:
        st.warning(plain(said.to(current())))
    leads = leads_to(desk, proposal)
    st.markdown("\n".join(f"- {plain(said.to(current()))}" for said in leads))
    comparison_section.render(desk)
    deliberation.notes(desk)
    deliberation.votes(desk, proposal)
    if decided is not None:
        _decided(decided, honours, desk)
    if not desk.published:
        if desk.edition.scores_close_at > clock.now():
            moment = wording.EcuadorMoment(desk.edition.scores_close_at)
            st.info(_("Se decide cuando cierra la calificación, el {moment}.", moment=moment))
        else:
            _decide(desk, proposal, decided, honours)
    minutes.offered(desk, [*short, *leads], decided, honours)
    export.offered(desk)


def headline(desk: JuryDesk, decided: Any, honours: list[dict[Any, Any]]) -> Text:
    """Return the state of the decision."""
    winners = [desk.name(one["nomination"]) for one in honours if one["place"] == 1]
    if desk.published:
        return Text("Resultado publicado: {names}", names=", ".join(winners) or "—")
    if decided is not None:
        return Text("Decidido y sin publicar: {names}", names=", ".join(winners))
    return Text("El jurado todavía no decide")


def leads_to(desk: JuryDesk, proposal: Proposal) -> list[Text]:
    """Return the proposal of the ranking and the published tie-break, step by step."""
    if not proposal.leaders and not proposal.waiting:
        return [Text("Sin clasificación, el jurado decide deliberando.")]
    if proposal.waiting:
        return [waits(desk, proposal)]
    winners = Listed(Text("{name}", name=desk.name(name)) for name in proposal.winners)
    if not proposal.steps:
        return [Text("La clasificación distingue a la primera: {winners}.", winners=winners)]
    leaders = Listed(Text("{name}", name=desk.name(name)) for name in proposal.leaders)
    found = [
        Text("No se distinguen: {leaders}. Se aplicó el desempate publicado.", leaders=leaders),
        *within_the_group(desk, proposal),
    ]
    # Before the vote the prize is not shared yet: that step comes after it.
    steps = proposal.steps[:-1] if proposal.needs_vote else proposal.steps
    taken = [(one.kind, one.criterion, one.values, one.left) for one in steps]
    found += deliberation.steps(desk, taken)
    if proposal.needs_vote:
        return [*found, Text("Sigue el voto del jurado, entre {winners}.", winners=winners)]
    return [*found, Text("Conduce a: {winners}.", winners=winners)]


def waits(desk: JuryDesk, proposal: Proposal) -> Text:
    """Return which sheets have to come before the figures propose anything."""
    which = Listed(
        Text(
            "{name} (falta {count} hoja)",
            "{name} (faltan {count} hojas)",
            proposal.missing[code],
            name=desk.name(code),
        )
        for code in proposal.waiting
    )
    if not proposal.leaders:
        return Text(
            "Las cifras no proponen a nadie: ninguna postulación llega al mínimo de hojas: "
            "{which}.",
            which=which,
        )
    names = ranking_section.quoted(desk, proposal.first)
    return Text(
        "Las cifras no proponen a nadie todavía: {names} va adelante, y no se distingue de "
        "postulaciones con menos hojas que el mínimo: {which}.",
        "Las cifras no proponen a nadie todavía: {names} van adelante, y no se distinguen de "
        "postulaciones con menos hojas que el mínimo: {which}.",
        len(proposal.first),
        names=names,
        which=which,
    )


def within_the_group(desk: JuryDesk, proposal: Proposal) -> list[Text]:
    """Return which of the tied can be told apart from each other, though not from the first."""
    return [
        Text(
            "«{one}» y «{other}» sí se distinguen entre sí; se desempatan porque ninguna se "
            "distingue de la primera.",
            one=desk.name(one),
            other=desk.name(other),
        )
        for one, other in proposal.apart
    ]


def _decided(decided: Any, honours: list[dict[Any, Any]], desk: JuryDesk) -> None:
    st.subheader(_("La decisión"), anchor=False)
    for one in honours:
        name = plain(desk.name(one["nomination"]))
        st.markdown(f"- {DISTINCTION[one['distinction']].to(current())}: **{name}**")
    st.markdown(plain(decided.reasons))
    if decided.below_minimum:
        said = Text("Por qué se decidió así: {reason}", reason=decided.below_minimum)
        st.markdown(plain(said.to(current())))
    if decided.departs:
        st.warning(
            _("La decisión se aparta de lo que indican las cifras; así constará en el acta.")
        )


def _decide(
    desk: JuryDesk, proposal: Proposal, decided: Any, honours: list[dict[Any, Any]]
) -> None:
    st.subheader(_("Registrar la decisión"), anchor=False)
    names = [one.code for one in desk.judged]
    usual: dict[str, list[str]] = {kind: [] for kind in PLACES}
    for one in honours:
        usual[one["distinction"]].append(one["nomination"])
    if not honours:
        usual["winner"] = list(proposal.winners) if len(proposal.winners) == 1 else []
    given = {
        kind: st.multiselect(
            said.to(current()),
            names,
            [name for name in usual[kind] if name in names],
            placeholder=_("Elija"),
            key=f"honour-{kind}",
            format_func=desk.name,
        )
        for kind, said in ASKED.items()
    }
    written = LiveText(f"{desk.code}/reasons", _("Motivos"), decided.reasons if decided else "")
    fields, below = [written], ""
    reasons = live_text.render(written)
    if proposal.missing:
        why = LiveText(
            f"{desk.code}/below-minimum",
            _("Por qué se decide con menos hojas que el mínimo (se publica)"),
            (decided.below_minimum or "") if decided else "",
        )
        fields.append(why)
        below = live_text.render(why)
    flash.show("decide")
    wanted = [
        Distinguished(name, kind, PLACES[kind]) for kind, picked in given.items() for name in picked
    ]
    engine, viewer = ask.engine(), guard.viewer()
    with st.container(horizontal=True):
        if st.button(_("Guardar la decisión"), key="decide", type="primary"):

            def decide() -> None:
                live_text.require_settled(*fields)
                deciding.decide(engine, viewer, desk.code, wanted, reasons, below)
                live_text.sent(*fields)

            act("decide", decide, Text("Decisión guardada."))
        if decided is not None:
            with st.popover(_("Publicar el resultado")):
                st.markdown(_("Desde ahora todos lo ven y nada de la edición se cambia."))
                for said in ranking_section.short_of_sheets(desk, proposal):
                    st.warning(plain(said.to(current())))
                if st.button(_("Sí, publicar"), key="publish"):
                    publish = partial(deciding.publish, engine, viewer, desk.code)
                    act("decide", publish, Text("Resultado publicado."))
