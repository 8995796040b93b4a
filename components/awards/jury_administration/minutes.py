"""The minutes of an edition: a standalone document to print and sign, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from components import ask
from components.awards import rulebook
from components.awards.jury_administration import (
    agreement_section,
    deliberation,
    ranking_section,
    sensitivity_section,
)
from components.awards.jury_administration.choosing import JuryDesk
from components.awards.wording import EcuadorMoment
from components.reader_language import _
from components.templating import render_template
from components.words import Decimal, Joined
from data_access import clock, lists
from data_access.answers import Answer
from data_access.awards import appeals, editions, jurors, jury_progress, secretariat_view
from data_access.language import LANGUAGES, Text, say

STYLE = Path(__file__).with_name("minutes.css")


@dataclass(frozen=True)
class Facts:
    """The content of the minutes of an edition."""

    desk: JuryDesk
    leads: Sequence[Text]
    decided: Any
    honours: Sequence[dict[str, Any]]
    ranking: Answer
    earlier: Answer
    agreement: Answer
    tests: Answer
    seats: Sequence[jurors.Seat]
    sheets: Sequence[jury_progress.Owed]
    amendments: Sequence[Any]
    votes: Sequence[Any]
    appeals: Sequence[Any] = ()


def offered(desk: JuryDesk, leads: Sequence[Text], decided: Any, honours: Sequence[Any]) -> None:
    """Render a download button for each language."""
    st.subheader(_("Acta"), anchor=False)
    st.caption(_("Un documento listo para imprimir y firmar: ábralo en el navegador e imprímalo."))
    facts = gathered(desk, leads, decided, honours)
    with st.container(horizontal=True):
        for language in LANGUAGES:
            st.download_button(
                _("Acta ({which})", which=LANGUAGES[language].name),
                data=partial(as_bytes, facts, language),
                file_name=f"acta-{desk.code}-{language}.html",
                mime="text/html",
                on_click="ignore",
                key=f"minutes-{language}",
            )


def gathered(desk: JuryDesk, leads: Sequence[Text], decided: Any, honours: Sequence[Any]) -> Facts:
    """Return the content of the minutes as it stands at this moment."""
    with ask.reading() as connection:
        return Facts(
            desk,
            leads,
            decided,
            honours,
            ask.answer("awards.ranking", desk.scope, desk.viewer),
            ask.answer("awards.earlier_ranking", desk.scope, desk.viewer),
            ask.answer("awards.agreement", desk.scope, desk.viewer),
            ask.answer("awards.sensitivity", desk.scope, desk.viewer),
            jurors.seats(connection, desk.viewer, desk.code),
            jury_progress.progress(connection, desk.viewer, desk.code),
            editions.amendments(connection, desk.code),
            secretariat_view.votes(connection, desk.viewer, desk.code),
            appeals.of_edition(connection, desk.viewer, desk.code),
        )


def as_bytes(facts: Facts, language: str) -> bytes:
    return document(facts, language).encode()


def document(facts: Facts, language: str) -> str:
    """Return the minutes as a standalone HTML document."""
    edition = facts.desk.edition
    synthetic = Text("Datos sintéticos: no describen a ninguna persona ni empresa real.")
    said = [
        (heading, [(kind_of(part), part) for part in parts if part])
        for heading, parts in sections(facts)
    ]
    return render_template(
        "awards/minutes.html",
        language=language,
        title=Text("Acta del jurado"),
        style=style(),
        edition=edition,
        award=lists.AWARD[edition.award],
        mark=synthetic if facts.ranking.synthetic else None,
        sections=[(heading, parts) for heading, parts in said if parts],
        date=Text("Fecha: {date}", date=say(clock.today(), language)),
        signing=signing(facts),
    )


@cache
def style() -> Markup:
    """Return the style sheet of the document, for screen and paper."""
    return Markup(STYLE.read_text("utf-8"))


Part = Text | str | list[Text] | tuple[list[Text], list[list[Text]]] | None


def kind_of(part: Part) -> str:
    """Return the kind of a part as the template names it."""
    if isinstance(part, Text):
        return "sentence"
    if isinstance(part, str):
        return "quotation"  # somebody's own words
    return "list" if isinstance(part, list) else "table"


def sections(facts: Facts) -> Iterable[tuple[Text, list[Part]]]:
    """Yield the headings of the minutes with the parts below each."""
    yield Text("Convocatoria y jurado"), [call(facts), jury(facts), left(facts), changes(facts)]
    yield Text("Postulaciones"), [nominated(facts), ineligible(facts)]
    every = facts.ranking.rows()
    short = ranking_section.provisional(facts.desk, every)
    yield Text("Clasificación"), [table(facts), short, [*facts.ranking.notes]]
    yield Text("Clasificación con los pesos de antes"), [earlier(facts)]
    yield (
        Text("Cuán segura es"),
        [
            [
                Text(
                    "{said}.",
                    said=sensitivity_section.finding(facts.desk, facts.tests.rows()),
                ),
                *agreement_section.sentences(agreement_section.row_of(facts.agreement)),
            ]
        ],
    )
    yield Text("Lo que indican las cifras"), [list(facts.leads)]
    yield (
        Text("Votaciones"),
        [[Text("{v}.", v=deliberation.tally(facts.desk, vote)) for vote in facts.votes]],
    )
    yield Text("Decisión"), decision(facts)
    yield Text("Impugnaciones"), [part for one in facts.appeals for part in appealed(facts, one)]


def call(facts: Facts) -> Text:
    """Return the dates of the edition."""
    edition = facts.desk.edition
    return Text(
        "La convocatoria abrió el {opens}; recibió postulaciones hasta el {nominations} y puntajes "
        "hasta el {scores} (hora de Ecuador).",
        opens=EcuadorMoment(edition.opens_at, begins=True),
        nominations=EcuadorMoment(edition.nominations_close_at),
        scores=EcuadorMoment(edition.scores_close_at),
    )


def jury(facts: Facts) -> Text:
    """Return how many jurors, sheets and recusals there are."""
    due = [one for one in facts.sheets if one.state != jury_progress.RECUSED]
    return Text(
        "Jurados: {jurors}. Hojas enviadas: {done} de {due}. Recusaciones: {recused}; quien se "
        "recusó de una postulación no la calificó, no deliberó sobre ella ni votó donde estaba.",
        jurors=sum(not seat.left for seat in facts.seats),
        done=sum(one.counts for one in due),
        due=len(due),
        recused=len(facts.sheets) - len(due),
    )


def left(facts: Facts) -> Text | None:
    """Return how many jurors left, whose sheets are among those that count; None if none did."""
    gone = sum(seat.left for seat in facts.seats)
    if not gone:
        return None
    return Text(
        "Se retiró {count} jurado: lo que había enviado sigue contando.",
        "Se retiraron {count} jurados: lo que habían enviado sigue contando.",
        gone,
    )


def changes(facts: Facts) -> list[Text]:
    """Return the amendments, with their reasons."""
    names = {one.code: one.title for one in facts.desk.criteria}
    return [
        Text(
            "Enmienda del {at}: {reason} {changes}",
            at=EcuadorMoment(one.at),
            reason=one.reason,
            changes=Joined(
                *(
                    Text("{change}.", change=rulebook.changed(names, name, before, after))
                    for name, (before, after) in one.changes.items()
                )
            ),
        )
        for one in facts.amendments
    ]


def nominated(facts: Facts) -> Text:
    """Return how many nominations there were, and how many were judged."""
    sent = [one for one in facts.desk.nominations if one.state == "submitted"]
    return Text(
        "Recibidas: {all}. Elegibles y calificadas: {judged}.",
        all=len(sent),
        judged=len(facts.desk.judged),
    )


def ineligible(facts: Facts) -> list[Text]:
    """Return the nominations that are not eligible, with the reasons."""
    return [
        Text(
            "{name}, no elegible: {reasons}",
            name=facts.desk.name(one.code),
            reasons=one.reasons or Text("sin motivo registrado"),
        )
        for one in facts.desk.nominations
        if one.eligible == "NO"
    ]


def table(facts: Facts) -> Part:
    """Return the ranking, first place first."""
    found = ranking_section.ranked(facts.ranking.rows())
    if not found:
        return Text("Sin clasificación: decide la deliberación.")
    return ranking_section.table(facts.desk, found)


def earlier(facts: Facts) -> Part:
    """Return the ranking under weights that were replaced beside today's, if any were."""
    rows = facts.earlier.rows()
    if not rows:
        return None
    head = [Text("Postulación"), Text("Puesto antes"), Text("Ajustado antes")]
    head += [Text("Puesto"), Text("Ajustado")]
    return head, [
        [
            Text("{name}", name=facts.desk.name(row["nomination"])),
            *(figure_of(row[name], digits) for name, digits in EARLIER),
        ]
        for row in rows
    ]


EARLIER = (("rank_before", 0), ("adjusted_before", 1), ("rank", 0), ("adjusted", 1))


def figure_of(value: Any, digits: int) -> Text:
    """Return a figure of a table, or a dash where there is none."""
    return Text("—") if value is None or value != value else Decimal(value, digits)


def decision(facts: Facts) -> list[Part]:
    """Return what was decided, the reasons, and when it was recorded."""
    if facts.decided is None:
        return [Text("El jurado todavía no decide. Este documento es un borrador.")]
    given = [
        Text(
            "{kind}: {name}",
            kind=lists.DISTINCTION[one["distinction"]],
            name=facts.desk.name(one["nomination"]),
        )
        for one in facts.honours
    ]
    departs = Text("La decisión se aparta de lo que indican las cifras, por los motivos dichos.")
    recorded = Text("Registrada el {at}.", at=EcuadorMoment(facts.decided.decided_at))
    below = facts.decided.below_minimum
    why = Text("Por qué se decidió con menos hojas que el mínimo: {reason}", reason=below)
    return [
        given,
        facts.decided.reasons,
        why if below else None,
        departs if facts.decided.departs else None,
        recorded,
    ]


def appealed(facts: Facts, one: Any) -> list[Part]:
    """Return an appeal and its answer, in their own words."""
    head = Text(
        "{name}, presentada el {at}:",
        name=facts.desk.name(one.nomination_code),
        at=EcuadorMoment(one.received_at),
    )
    if one.answered_at is None:
        return [head, one.text, Text("Todavía sin respuesta.")]
    answered = Text(
        "{outcome}, respondida el {at}:",
        outcome=lists.APPEAL[one.outcome],
        at=EcuadorMoment(one.answered_at),
    )
    return [head, one.text, answered, one.answer]


def signing(facts: Facts) -> list[Text]:
    """Return who signs: the secretariat, and each juror under their own name."""
    seats = [seat for seat in facts.seats if not seat.left]
    return [Text("Secretaría"), *(Text("Jurado {code}", code=seat.code) for seat in seats)]
