"""The draft of a nomination for whoever holds its link: every text is saved as it is typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import ask, flash, labels
from components.awards.field import mount
from components.awards.nominating import evidence_files, nomination_saving
from components.awards.wording import EcuadorMoment, left
from components.markup import plain
from components.reader_language import _, current
from data_access import clock, territory
from data_access.awards import nominations
from data_access.awards.edition_rules import criteria_of
from data_access.awards.nominations import LONGEST_TEXT, Dossier
from data_access.awards.return_links import NEEDED, IncompleteNomination
from data_access.awards.rubrics import CriterionText
from data_access.language import DEFAULT, Text
from data_access.lists import NOMINEE
from data_access.refusal import Refusal

ACK = "nomination-ack"
CONSENT = "1"  # the version of the text agreed to, kept with the nomination
AGREED = Text(
    "La organización autoriza que el jurado lea esta postulación y sus archivos y que, si resulta "
    "distinguida, se publiquen su nombre, el de la práctica y el resumen. Lo que se escribe aquí "
    "no contiene nombres ni datos de personas que no lo hayan autorizado."
)


@st.fragment
def form(token: str) -> None:
    """Render the draft; a save reruns only this fragment of the page."""
    try:
        with ask.reading() as connection:
            dossier = nominations.read(connection, token)
            criteria = criteria_of(connection, dossier.edition)
    except Refusal as problem:
        flash.refused(problem)
        return
    if dossier.state != "draft":
        st.rerun()
    closed = clock.now() >= dossier.closes_at
    st.markdown(status(dossier, closed).to(current()))
    _own(dossier, token, closed)
    for at, criterion in enumerate(criteria):
        st.divider()
        _criterion(dossier, token, criterion, at, closed)
    st.divider()
    st.subheader(_("Archivos generales"), anchor=False)
    evidence_files.render(token, None, closed)
    st.divider()
    if not closed:
        _submit(token)


def status(dossier: Dossier, closed: bool) -> Text:
    """Return until when the draft can be submitted."""
    if closed:
        return Text(
            "La convocatoria cerró el {moment}: esta postulación no se envió.",
            moment=EcuadorMoment(dossier.closes_at),
        )
    return Text(
        "Borrador **{code}**. Todo se guarda solo; para participar hay que enviarla antes del "
        "{moment} (tiempo restante: {left}).",
        code=dossier.code,
        moment=EcuadorMoment(dossier.closes_at),
        left=left(dossier.closes_at - clock.now()),
    )


def _own(dossier: Dossier, token: str, closed: bool) -> None:
    for name in ("title", "organisation"):
        shown = TextField(name, NEEDED[name].to(current()), top=name == "title")
        _field(dossier, token, shown, closed)
    _kind(dossier, token, closed)
    _canton(dossier, token, closed)
    summary = TextField("summary", _("Resumen, que se publica si gana"))
    _field(dossier, token, summary, closed)


@dataclass(frozen=True)
class Choice:
    """A field of a nomination whose value is one of some codes; `name` says a code in words."""

    field: str
    label: str
    placeholder: str
    name: Callable[[str], Text]

    @property
    def place(self) -> str:
        """Where the field stands among those of the page, and what came of choosing."""
        return self.field.removesuffix("_code")


def _kind(dossier: Dossier, token: str, closed: bool) -> None:
    """Render what kind of organisation nominates, among those that the call admits."""
    stored = dossier.fields["kind"]
    known = [*dossier.admitted, *([stored] if stored and stored not in dossier.admitted else [])]
    field = Choice("kind", _("Tipo de organización"), _("Elija"), NOMINEE.__getitem__)
    _choice(dossier, token, field, known, closed)


def _canton(dossier: Dossier, token: str, closed: bool) -> None:
    """Render where the organisation is."""
    name = labels.place_among_all
    known = sorted(territory.CANTONS, key=lambda code: name(code).to(DEFAULT))
    field = Choice("canton_code", _("Cantón de la organización"), _("Elija el cantón"), name)
    _choice(dossier, token, field, known, closed)


def _choice(dossier: Dossier, token: str, field: Choice, known: list[str], closed: bool) -> None:
    """Render a choice that is saved as it is made."""
    key = f"{field.place}-{dossier.code}"
    stored = dossier.fields[field.field]

    def chosen() -> None:
        given = {field.field: st.session_state[key]}
        with ask.reading() as connection:
            revision = nominations.read(connection, token).revision
        flash.attempt(field.place, lambda: nominations.save(ask.engine(), token, revision, given))

    st.selectbox(
        field.label,
        known,
        index=known.index(stored) if stored in known else None,
        format_func=lambda code: field.name(code).to(current()),
        placeholder=field.placeholder,
        key=key,
        on_change=chosen,
        disabled=closed,
    )
    flash.show(field.place)


def _criterion(
    dossier: Dossier, token: str, criterion: CriterionText, at: int, closed: bool
) -> None:
    language = current()
    name = criterion.title.to(language)
    st.subheader(f"{at + 1}\\. {plain(name)}", anchor=False)
    meant = criterion.levels_in(language)
    if meant:
        with st.expander(_("Qué busca el jurado")):
            st.markdown("\n".join(f"{n}. {plain(level)}" for n, level in enumerate(meant, 1)))
    about = _("Qué hace la organización, con hechos y cifras")
    _field(dossier, token, TextField(criterion.code, about, legend=name), closed)
    evidence_files.render(token, criterion.code, closed)


@dataclass(frozen=True)
class TextField:
    """A text of a nomination: `label` is what it is called, `legend` what it is a part of."""

    name: str
    label: str
    legend: str = ""
    top: bool = False


def _field(dossier: Dossier, token: str, field: TextField, closed: bool) -> None:
    """Render a text that saves itself."""
    key = f"nomination-{dossier.code}-{field.name}"
    known = f"{ACK}-{dossier.code}-{field.name}"
    text = nomination_saving.stored(dossier, field.name)
    told = st.session_state.get(known)

    def typed() -> None:
        st.session_state[known] = nomination_saving.save(
            token, field.name, st.session_state[key].get("typed")
        )

    ack: dict[str, Any] | None = None
    if told is not None:
        ack = told | {"said": told["said"].to(current())}
    mount.render(
        key,
        {
            "id": f"{dossier.edition}/{dossier.code}/{field.name}",
            "who": nomination_saving.base(token),
            "words": mount.words() | {"comment": field.label},
            "legend": field.legend or field.label,
            "top": field.top,
            "stored": {"value": None, "na": False, "comment": text},
            "base": nomination_saving.base(text),
            "saved": _("Guardado") if text else "",
            "locked": closed,
            "ack": ack,
        },
        typed,
    )
    if len(text) > LONGEST_TEXT * 0.9:
        st.caption(_("{count} de {most} caracteres.", count=len(text), most=LONGEST_TEXT))


def _submit(token: str) -> None:
    st.subheader(_("Enviar"), anchor=False)
    st.markdown(AGREED.to(current()))
    agreed = st.checkbox(_("Sí, la organización lo autoriza"), key="consent")
    if not st.button(_("Enviar la postulación"), key="submit", type="primary"):
        return
    try:
        nominations.submit(ask.engine(), token, CONSENT if agreed else "")
    except Refusal as problem:
        flash.refused(problem)
        if isinstance(problem, IncompleteNomination):
            st.markdown("\n".join(f"- {plain(part.to(current()))}" for part in problem.parts))
        return
    st.rerun()
