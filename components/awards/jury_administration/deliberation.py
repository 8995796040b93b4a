"""The notes of the deliberation, and the vote where the earlier tie-break steps leave a tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from components import ask, flash, guard
from components.awards import wording
from components.awards.field import live_text
from components.awards.field.live_text import LiveText
from components.awards.jury_administration.acting import act
from components.awards.jury_administration.choosing import JuryDesk
from components.markup import plain
from components.reader_language import _, current
from components.words import Listed
from data_access.awards import deliberating, secretariat_view
from data_access.awards.deciding import Proposal
from data_access.awards.deliberating import SECRETARIAT, Tally
from data_access.language import Text


def notes(desk: JuryDesk) -> None:
    """Render the notes, oldest first, and a form for another."""
    st.subheader(_("Notas de la deliberación"), anchor=False)
    with ask.reading() as connection:
        found = deliberating.notes(connection, desk.viewer, desk.code)
    for row in found:
        who = _("Secretaría") if row.author == SECRETARIAT else row.author
        about = f" · {desk.name(row.nomination_code)}" if row.nomination_code else ""
        head = plain(f"{who}, {wording.EcuadorMoment(row.at).to(current())}{about}")
        st.markdown(f"- **{head}**: {plain(row.text)}")
    if desk.published:
        return
    names = [""] + [one.code for one in desk.judged]
    about = st.selectbox(
        _("Sobre"),
        names,
        key="note-about",
        format_func=lambda code: desk.name(code) if code else _("todas"),
    )
    field = LiveText(f"{desk.code}/note", _("Nota"))
    text = live_text.render(field)
    flash.show("note")
    if st.button(_("Agregar la nota"), key="note-add"):

        def add() -> None:
            live_text.require_settled(field)
            deliberating.add_note(ask.engine(), guard.viewer(), desk.code, text, about or None)
            live_text.sent(field)

        act("note", add, Text("Nota agregada."))


def votes(desk: JuryDesk, proposal: Proposal) -> None:
    """Render the past votes and the open one, and a form to open one if it is needed."""
    with ask.reading() as connection:
        found = secretariat_view.votes(connection, desk.viewer, desk.code)
    running = [vote for vote in found if not vote.closed]
    if not found and not proposal.needs_vote:
        return
    st.subheader(_("Voto de desempate"), anchor=False)
    flash.show("vote")
    for vote in found:
        st.markdown(f"- {plain(tally(desk, vote).to(current()))}")
    engine, viewer = ask.engine(), guard.viewer()
    if running and not desk.published:
        number = running[0].vote
        if st.button(_("Cerrar la votación"), key="vote-close"):
            deed = (engine, viewer, desk.code, number)
            act("vote", lambda: deliberating.close_vote(*deed), Text("Votación cerrada."))
    elif proposal.needs_vote and not desk.published:
        st.markdown(_("Ningún paso anterior las distingue: vota el jurado sin recusación."))
        if st.button(_("Abrir la votación"), key="vote-open"):
            tied = proposal.winners
            act(
                "vote",
                lambda: deliberating.open_vote(engine, viewer, desk.code, tied),
                Text("Votación abierta: los jurados la ven al entrar."),
            )


def tally(desk: JuryDesk, vote: Tally) -> Text:
    """Return the state of a vote or its result."""
    counted = Listed(
        Text("{name}: {count}", name=desk.name(name), count=count)
        for name, count in vote.votes.items()
    )
    if vote.closed:
        return Text("Votación cerrada. {counted}", counted=counted)
    if vote.missing:
        who = ", ".join(vote.missing)
        return Text("Votación abierta. {counted}. Faltan: {who}", counted=counted, who=who)
    return Text("Votación abierta. {counted}. Votaron todos", counted=counted)


def steps(
    desk: JuryDesk, taken: Sequence[tuple[str, str | None, Mapping[str, float], Sequence[str]]]
) -> list[Text]:
    """Return the tie-break, step by step: kind, criterion, what was compared, who was left."""
    titles = {one.code: one.title for one in desk.criteria}
    found = []
    for kind, criterion, values, left in taken:
        if kind == "ex_aequo":
            found.append(Text("Premio compartido: nada anterior las distingue"))
            continue
        name = {
            "criteria": Text(
                "Puntaje ajustado en «{name}»", name=titles.get(criterion or "", criterion)
            ),
            "median": Text("Mediana de las hojas sin ajustar"),
            "vote": Text("Voto del jurado"),
        }[kind]
        if not values:
            found.append(Text("{name}: no se pudo comparar", name=name))
            continue
        compared = Listed(
            value_of(desk, kind, code, value)
            for code, value in sorted(values.items(), key=lambda pair: -pair[1])
        )
        who = Listed(Text("{name}", name=desk.name(code)) for code in left)
        if len(left) == len(values):
            found.append(
                Text(
                    "{name}: {compared}; nadie aventaja más que su error",
                    name=name,
                    compared=compared,
                )
            )
            continue
        found.append(Text("{name}: {compared}; queda {who}", name=name, compared=compared, who=who))
    return found


def value_of(desk: JuryDesk, kind: str, code: str, value: float) -> Text:
    """Return what a step compared of one nomination.

    An adjusted score may lie outside the scale, where no score lies: then it is not said as one.
    """
    name = desk.name(code)
    least, most = float(desk.edition.score_min), float(desk.edition.score_max)
    if kind == "criteria" and value > most:
        return Text("{name}, sobre el máximo de la escala", name=name)
    if kind == "criteria" and value < least:
        return Text("{name}, bajo el mínimo de la escala", name=name)
    return Text("{name} {value}", name=name, value=round(value, 2))
