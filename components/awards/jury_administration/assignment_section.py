"""The assignment of nominations to jurors: what they know, a proposal to accept, single pairs."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from components import ask, flash, guard, word_table
from components.awards.jury_administration.acting import act
from components.awards.jury_administration.choosing import JuryDesk
from components.reader_language import _, current
from components.words import Joined
from data_access.awards import assigning
from data_access.awards.assigning import Proposal
from data_access.awards.jurors import Seat
from data_access.language import Text

PROPOSED, WHERE = "assignment-proposed", "assignment"


def render(desk: JuryDesk, staying: list[Seat]) -> None:
    """Render the automatic assignment, then the one by hand."""
    _automatic(desk)
    _by_hand(desk, staying)


def pick(desk: JuryDesk, staying: list[Seat], key: str) -> tuple[str | None, str | None]:
    """Render the choice of a nomination and a juror and return both."""
    left, right = st.columns(2)
    names = [one.code for one in desk.nominations if one.state == "submitted"]
    nomination = left.selectbox(
        _("Postulación"),
        names,
        index=None,
        placeholder=_("Elija"),
        key=f"{key}-nomination",
        format_func=desk.name,
    )
    juror = right.selectbox(
        _("Jurado"),
        [seat.code for seat in staying],
        index=None,
        placeholder=_("Elija"),
        key=f"{key}-juror",
    )
    return nomination, juror


def _automatic(desk: JuryDesk) -> None:
    st.subheader(_("Asignación automática"), anchor=False)
    st.caption(
        _(
            "Da {target} jurados a cada postulación, reparte la carga, respeta recusaciones e "
            "idiomas, prefiere a quien conoce el tema y enlaza todas las postulaciones. No toca lo "
            "que alguien ya empezó ni lo asignado a mano, y cambia lo menos posible.",
            target=desk.edition.jurors_target,
        )
    )
    if st.button(_("Proponer una asignación"), key="propose"):
        flash.attempt(WHERE, lambda: _propose(desk))
    flash.show(WHERE)
    proposals: Mapping[str, Proposal] = st.session_state.get(PROPOSED, {})
    proposal = proposals.get(desk.code)
    if proposal is not None:
        _offer(desk, proposal)


def _propose(desk: JuryDesk) -> None:
    st.session_state.pop(PROPOSED, None)
    with ask.reading() as connection:
        found = assigning.propose(connection, guard.viewer(), desk.code)
    st.session_state[PROPOSED] = {desk.code: found}


def _offer(desk: JuryDesk, proposal: Proposal) -> None:
    """Render a proposal with what it would change, and the buttons that decide on it."""
    st.markdown(Joined(*said(desk, proposal)).to(current()))
    if proposal.changes:
        word_table.render(
            changes(desk, proposal), _("Lo que cambia con la propuesta, por postulación")
        )
    with st.container(horizontal=True):
        if proposal.changes and st.button(_("Aceptar la propuesta"), key="accept", type="primary"):
            _decide(desk, proposal)
        if st.button(_("Descartarla") if proposal.changes else _("Cerrar"), key="discard"):
            del st.session_state[PROPOSED]
            st.rerun()


def _decide(desk: JuryDesk, proposal: Proposal) -> None:
    def accept() -> Text:
        del st.session_state[PROPOSED]
        assigning.accept(ask.engine(), guard.viewer(), desk.code, proposal)
        more, less = len(proposal.added), len(proposal.removed)
        return Text("Asignaciones nuevas: {more}; quitadas: {less}.", more=more, less=less)

    act(WHERE, accept)


def said(desk: JuryDesk, proposal: Proposal) -> list[Text]:
    """Return what a proposal would change, how even it is and whom it leaves without an expert."""
    more, less = len(proposal.added), len(proposal.removed)
    found = [
        Text("Propuesta: {more} por agregar y {less} por quitar.", more=more, less=less)
        if proposal.changes
        else Text("No hay nada que cambiar: la asignación que rige ya es la mejor.")
    ]
    low, high = proposal.least, proposal.most
    if low == high:
        found.append(Text("Cada jurado lee {count}.", count=low))
    elif high - low == 1:
        found.append(Text("Cada jurado lee {low} o {high}.", low=low, high=high))
    else:
        found.append(
            Text(
                "Cada jurado lee de {low} a {high}: lo ya empezado, lo asignado a mano, las "
                "recusaciones o los idiomas no permiten repartir mejor.",
                low=low,
                high=high,
            )
        )
    if proposal.unknown:
        found.append(
            Text(
                "Nadie que conozca el tema lee: {which}.",
                which=", ".join(desk.name(code) for code in proposal.unknown),
            )
        )
    return found


def changes(desk: JuryDesk, proposal: Proposal) -> pd.DataFrame:
    """Return a row for each nomination that a proposal touches: who comes and who goes."""
    rows = []
    for code in sorted({code for code, _juror in (*proposal.added, *proposal.removed)}):
        rows.append(
            {
                _("Postulación"): desk.name(code),
                _("La recibe"): ", ".join(j for n, j in proposal.added if n == code) or "—",
                _("La deja"): ", ".join(j for n, j in proposal.removed if n == code) or "—",
            }
        )
    return pd.DataFrame(rows)


def _by_hand(desk: JuryDesk, staying: list[Seat]) -> None:
    st.subheader(_("A mano"), anchor=False)
    nomination, juror = pick(desk, staying, "hand")
    flash.show("hand")
    ready = nomination is not None and juror is not None
    engine, viewer = ask.engine(), guard.viewer()
    pair = (desk.code, str(nomination), str(juror))
    with st.container(horizontal=True):
        if st.button(_("Asignar a mano"), key="hand-add", disabled=not ready):
            done = Text("Asignada.")
            act("hand", lambda: assigning.assign_by_hand(engine, viewer, *pair), done)
        if st.button(_("Quitar la asignación"), key="hand-remove", disabled=not ready):
            done = Text("Ya no la tiene asignada.")
            act("hand", lambda: assigning.unassign_by_hand(engine, viewer, *pair), done)
