"""The eligibility of the nominations: the checklist with its reasons, and extra time for drafts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st

from components import ask, flash, guard, labels
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.awards.jury_administration.acting import act
from components.awards.jury_administration.choosing import JuryDesk
from components.awards.moments import dates
from components.awards.scoring import dossier
from components.awards.viewing import viewer
from components.markup import plain
from components.reader_language import _, current
from components.words import Joined
from data_access.awards import eligibility, evidence, nominations, nominator_mail, secretariat_view
from data_access.awards.secretariat_view import Nominated
from data_access.language import Text
from data_access.lists import ELIGIBILITY, NOMINEE
from data_access.refusal import Refusal

STATES = {
    "draft": Text("en borrador"),
    "submitted": Text("enviada"),
    "withdrawn": Text("retirada"),
}
SETTLED = {
    "SI": Text("elegible"),
    "NO": Text("no elegible"),
    "NR": Text("por revisar"),
}
OUTCOMES = {"NR": Text("Sin revisar"), "SI": Text("Sí"), "NO": Text("No")}


def render(desk: JuryDesk) -> None:
    open_ones = [o for o in desk.nominations if o.state == "submitted" and o.eligible == "NR"]
    st.header(headline(desk, len(open_ones)).to(current()), anchor=False)
    lines = (
        f"- {plain(desk.name(one.code))}: {settled(one).to(current())}" for one in desk.nominations
    )
    st.markdown("\n".join(lines))
    if "shortlist" in desk.edition.rounds.split(";") and not desk.published:
        _shortlist(desk)
    names = [one.code for one in desk.nominations]
    if not names:
        return
    st.subheader(_("Revisar una postulación"), anchor=False)
    first = names.index(open_ones[0].code) if open_ones else 0
    code = st.selectbox(_("Postulación"), names, first, key="check", format_func=desk.name)
    one = next(each for each in desk.nominations if each.code == code)
    _dossier(desk, one)
    if desk.published:
        return
    if one.state == "submitted":
        _checklist(desk, one)
    elif one.state == "draft":
        _grace(desk, one)


def headline(desk: JuryDesk, unchecked: int) -> Text:
    """Return how many nominations are unchecked, or else how many are eligible."""
    if unchecked:
        return Text(
            "Falta revisar {count} postulación", "Falta revisar {count} postulaciones", unchecked
        )
    eligible = sum(one.eligible == "SI" for one in desk.nominations)
    return Text("{eligible} de {all} son elegibles", eligible=eligible, all=len(desk.nominations))


def settled(one: Nominated) -> Text:
    """Return the state of a nomination with its reasons."""
    state = SETTLED[one.eligible] if one.state == "submitted" else STATES[one.state]
    if one.eligible == "NO" and one.reasons:
        return Text("{state}. {reasons}", state=state, reasons=plain(one.reasons))
    return state


def _dossier(desk: JuryDesk, one: Nominated) -> None:
    with ask.reading() as connection:
        texts, files = secretariat_view.answers(connection, desk.viewer, desk.code, one.code)
    with st.expander(_("Expediente")):
        place = labels.place(one.canton).to(current()) if one.canton else "—"
        kind = NOMINEE[one.kind].to(current()) if one.kind else "—"
        about = (one.organisation or "—", kind, place, one.contact or "—")
        st.markdown(plain(" · ".join(about)))
        dossier.paragraphs(one.summary or "—")
        for criterion in desk.criteria:
            st.markdown(f"**{plain(criterion.title.to(current()))}**")
            dossier.paragraphs(texts.get(criterion.code) or "—")
        for row in files:
            read = partial(evidence.hand_out, ask.engine(), desk.viewer, row.id)
            viewer.offer(row, read, f"desk-evidence-{row.id}")


def _checklist(desk: JuryDesk, one: Nominated) -> None:
    with ask.reading() as connection:
        lines = eligibility.checklist(connection, desk.viewer, desk.code, one.code)
    flash.show("check")
    given: dict[Any, tuple[str, str]] = {}
    fields = []
    for line in lines:
        outcome = st.radio(
            ELIGIBILITY[line.item].to(current()),
            list(OUTCOMES),
            list(OUTCOMES).index(line.outcome),
            format_func=lambda code: OUTCOMES[code].to(current()),
            horizontal=True,
            key=f"outcome-{one.code}-{line.item}",
        )
        name = ELIGIBILITY[line.item].to(current())
        field = LiveText(
            f"{desk.code}/{one.code}/{line.item}",
            _("Motivo: {item}", item=name),
            line.reason or "",
        )
        # Only what is not met needs its reason; one that was begun stays in sight.
        shown = outcome == "NO" or live_text.stands(field).text
        given[line] = (outcome, live_text.render(field) if shown else "")
        fields.append(field)
    if st.button(_("Guardar la revisión"), key="check-store", type="primary"):
        _store(desk, one, given, fields)


def _store(
    desk: JuryDesk,
    one: Nominated,
    given: dict[Any, tuple[str, str]],
    fields: Sequence[LiveText],
) -> None:
    refused: list[Text] = []
    try:
        live_text.require_settled(*fields)
    except Refusal as problem:
        flash.keep("check", problem.text, kind=flash.MessageKind.ERROR)
        st.rerun()
    settled = one.eligible
    for line, (outcome, reason) in given.items():
        if (outcome, reason.strip()) == (line.outcome, (line.reason or "").strip()):
            continue
        try:
            settled = eligibility.check(
                ask.engine(),
                guard.viewer(),
                desk.code,
                one.code,
                eligibility.Check(line.item, outcome, reason),
            )
        except Refusal as problem:
            refused.append(Text("{item}: {why}", item=ELIGIBILITY[line.item], why=problem.text))
    if refused:
        flash.keep("check", Joined(*refused), kind=flash.MessageKind.ERROR)
    else:
        live_text.sent(*fields)
        flash.keep("check", _kept(desk, one, settled))
    st.rerun()


def _kept(desk: JuryDesk, one: Nominated, settled: str) -> Text:
    """Return the message for a stored checklist; a new outcome is mailed to the nominator."""
    kept = Text("La revisión quedó guardada.")
    if settled == "NR" or settled == one.eligible:
        return kept
    problem = nominator_mail.tell_outcome(ask.engine(), guard.viewer(), desk.code, one.code)
    told = Text("Se avisó por correo a quien postuló.") if problem is None else problem
    return Joined(kept, told)


def _shortlist(desk: JuryDesk) -> None:
    eligible = [one.code for one in desk.nominations if one.eligible == "SI"]
    chosen = [one.code for one in desk.nominations if one.shortlisted]
    picked = st.multiselect(
        _("Preselección"), eligible, chosen, placeholder=_("Elija"), format_func=desk.name
    )
    flash.show("shortlist")
    if st.button(_("Guardar la preselección"), key="shortlist"):
        deed = (ask.engine(), guard.viewer(), desk.code, picked)
        act("shortlist", lambda: eligibility.shortlist(*deed), Text("Preselección guardada."))


def _grace(desk: JuryDesk, one: Nominated) -> None:
    st.markdown(_("Está en borrador. Puede darle una prórroga, que queda registrada."))
    until = dates.field(dates.LABEL, None, f"grace-{one.code}")
    field = LiveText(f"{desk.code}/{one.code}/grace-reason", _("Motivo de la prórroga"))
    reason = live_text.render(field)
    flash.show("grace")
    if st.button(_("Dar la prórroga"), key="grace"):

        def give() -> None:
            live_text.require_settled(field)
            nominations.grant_grace(
                ask.engine(), guard.viewer(), desk.code, one.code, dates.read(until), reason
            )
            live_text.sent(field)

        act("grace", give, Text("Prórroga dada."))
