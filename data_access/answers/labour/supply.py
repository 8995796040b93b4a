"""Demand against registered supply: gap, tightness and mismatch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, Source, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import Crowd
from data_access.answers.frames import (
    by_place,
    cells_of,
    in_one_place,
    in_place,
    lives_in,
    records,
)
from data_access.answers.labour.demand import occupied, vacancies
from data_access.answers.labour.estimates import estimated
from data_access.answers.labour.sample import Sample, chosen, load, surveys
from data_access.answers.labour.survey_answer import OF_THE_SURVEYED, survey_answer
from data_access.answers.people import REGISTER
from data_access.answers.provenance import source_about_people
from data_access.answers.publication_rules import ABOUT_PEOPLE, TOTALS
from data_access.answers.shared_columns import FLAG, OCCUPATION, TERRITORY
from data_access.disclosure import FEW, counts, explanation
from data_access.facts.register import registered_supply
from data_access.language import Text
from data_access.measures import mismatch
from data_access.measures.gap import gap, tightness
from data_access.scope import Scope
from data_access.tables import Person
from data_access.territory import COUNTRY
from data_access.viewer import ADMINISTRATOR, Viewer, sees_exact_people

REGISTERED_SUPPLY = Text(
    "La oferta registrada son las personas inscritas en la bolsa de empleo hasta la fecha de la "
    "encuesta: no es la población desempleada."
)
GAP = Definition(
    Text(
        "Vacantes estimadas menos personas inscritas en la bolsa de empleo que buscan esa "
        "ocupación: sobre cero faltan personas; bajo cero, vacantes."
    ),
    Text("brecha = V̂ − U;  tensión θ = V̂ / U"),
    Text("Marco de resultados M4SD, LG-01; la oferta registrada no es el desempleo de la OIT."),
    limits=(
        REGISTERED_SUPPLY,
        Text(
            "Quien busca varias ocupaciones cuenta en una sola; quien busca sin inscribirse no "
            "cuenta."
        ),
        Text("No lleva intervalo propio: es tan segura como la cifra de vacantes."),
        OF_THE_SURVEYED,
    ),
    rules=(TOTALS, ABOUT_PEOPLE),
)
INDEX_DIGITS = 2  # of an index of mismatch, below monitor
MISMATCH = Definition(
    Text(
        "Qué tan distinto se reparten las vacantes y las personas inscritas entre ocupaciones: 0 "
        "es igual reparto, 1 es ninguna coincidencia."
    ),
    "M_JR = ½·Σ|uᵢ − vᵢ|;  M_Ş = 1 − Σ√(uᵢ·vᵢ);  Lilien σ = [Σ sᵢ(Δln Eᵢ − Δln E)²]^½",
    Text("Jackman y Roper (1987); Şahin y otros (2014); Lilien (1982)."),
    limits=(
        REGISTERED_SUPPLY,
        Text(
            "Su nivel depende de cuántas ocupaciones se comparan: solo se compara con otro de la "
            "misma clasificación."
        ),
        Text(
            "El índice de Lilien mide cuán desigual creció el empleo entre actividades; pide dos "
            "encuestas y no dice nada de las vacantes."
        ),
    ),
    rules=(ABOUT_PEOPLE,),
)


@question(
    "labour.gap",
    GAP,
    ("labour", "people", "territory"),
    title=Text("Brecha entre vacantes y oferta registrada"),
    columns=(
        TERRITORY,
        OCCUPATION,
        AnswerColumn("vacancies", Kind.COUNT, Text("Vacantes")),
        AnswerColumn("registered_supply", Kind.PEOPLE, Text("Oferta registrada"), moved=True),
        AnswerColumn("gap", Kind.COUNT, Text("Brecha")),
        AnswerColumn("tightness", Kind.NUMBER, Text("Vacantes por persona inscrita")),
        FLAG,
    ),
    by=["territory", "ciuo2"],
    filters=["encuesta", "ciuo2"],
)
def gaps(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return vacancies, registered supply and their gap, by occupation unless asked otherwise."""
    return _gap_answer(connection, viewer, scope if scope.by else scope.having(by=("ciuo2",)))


def gap_in_all(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return the gap of a place as one row: the sum over occupations, its supply one set."""
    return _gap_answer(connection, viewer, scope.having(by=()))


def _gap_answer(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    sample = chosen(connection, scope)
    columns = ["territory", "ciuo2", "vacancies", "registered_supply", "gap", "tightness", "flag"]
    frame = pd.DataFrame(columns=columns)
    if sample:
        frame = pd.DataFrame(_gap_rows(connection, sample, viewer, scope), columns=columns)
    return survey_answer(
        connection,
        "labour.gap",
        GAP,
        scope,
        sample,
        frame,
        estimate_type="model",
        notes=(REGISTERED_SUPPLY, *explanation(viewer)),
        adjusted=not sees_exact_people(viewer),
        sources=_sources(connection, viewer, sample),
    )


def _gap_rows(
    connection: Connection, sample: Sample, viewer: Viewer, scope: Scope
) -> list[dict[str, Any]]:
    demand = estimated(sample, scope, vacancies(sample, scope), viewer)
    bank = registered_at(connection, sample, scope)
    supply = supply_shown(
        bank,
        [
            (place, occupation or scope.get("ciuo2"))
            for place, occupation in zip(demand["territory"], demand["ciuo2"], strict=True)
        ],
        viewer,
    )
    rows = []
    for found, persons in zip(records(demand), supply["persons"], strict=True):
        vacant = None if pd.isna(found["estimate"]) else float(found["estimate"])
        registered = None if pd.isna(persons) else int(persons)
        rows.append(
            {
                "territory": found["territory"],
                "ciuo2": found["ciuo2"] or scope.get("ciuo2"),
                "vacancies": vacant,
                "registered_supply": registered,
                "gap": gap(vacant, registered),
                "tightness": tightness(vacant, registered),
                # Missing data take precedence; then the reliability of the demand side.
                "flag": FEW if vacant is not None and registered is None else found["flag"],
            }
        )
    return rows


@question(
    "labour.mismatch",
    MISMATCH,
    ("labour", "people", "territory"),
    title=Text("Desajuste entre ocupaciones"),
    columns=(
        TERRITORY,
        AnswerColumn("jackman_roper", Kind.NUMBER, Text("Desajuste de Jackman y Roper")),
        AnswerColumn("sahin", Kind.NUMBER, Text("Desajuste de Şahin")),
        AnswerColumn("lilien", Kind.NUMBER, Text("Índice de Lilien")),
    ),
    filters=["encuesta"],
)
def mismatched(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return mismatch of vacancies and registered supply over occupations.

    Computed over the occupations whose supply may be published, with all their vacancies: an index
    averages errors too large for a single occupation. Below monitor to two decimals, as more would
    let the vacancies that are not published be solved for.
    """
    sample = chosen(connection, scope)
    columns = ["territory", "jackman_roper", "sahin", "lilien"]
    frame = pd.DataFrame(columns=columns)
    notes: list[Text] = [REGISTERED_SUPPLY]
    if sample:
        by_occupation = scope.having(by=("ciuo2",))
        demand = estimated(sample, by_occupation, vacancies(sample, by_occupation), ADMINISTRATOR)
        bank = registered_at(connection, sample, by_occupation)
        supply = supply_shown(bank, [(scope.territory, c) for c in demand["ciuo2"]], viewer)
        told = (supply["persons"].notna() & demand["estimate"].notna()).to_numpy()
        u = supply.loc[told, "persons"].to_numpy(dtype=float)
        v = demand.loc[told, "estimate"].to_numpy(dtype=float)
        # One cell alone is always matched: an index of it would have no meaning.
        indices = (
            (mismatch.jackman_roper(u, v), mismatch.sahin(u, v)) if len(u) > 1 else (None,) * 2
        )
        found = (*indices, _lilien(connection, sample, scope.territory))
        exact = sees_exact_people(viewer)
        told_of = [i if exact or i is None else round(float(i), INDEX_DIGITS) for i in found]
        row = (scope.territory, *told_of)
        frame = pd.DataFrame([row], columns=columns)
        notes.append(
            Text(
                "Calculado sobre {count} ocupación cuya oferta se puede mostrar.",
                "Calculado sobre {count} ocupaciones cuya oferta se puede mostrar.",
                int(told.sum()),
            )
        )
    return survey_answer(
        connection,
        "labour.mismatch",
        MISMATCH,
        scope,
        sample,
        frame,
        estimate_type="model",
        notes=(*notes, *explanation(viewer)),
        adjusted=not sees_exact_people(viewer),
        sources=_sources(connection, viewer, sample),
    )


def registered_at(connection: Connection, sample: Sample, scope: Scope) -> Crowd:
    """Return registered supply at a survey's date, by place and occupation."""
    people = registered_supply(
        sample.reference_date, in_place(Person.canton_code, scope)
    ).subquery()
    dimensions = by_place(people.c.canton_code, scope) | {"ciuo2": people.c.isco2}
    # Of the country as a whole are those in its undelimited zones, too.
    whole_country = scope.territory == COUNTRY and "territory" not in scope.by
    here = [] if whole_country else lives_in(people.c.canton_code, scope)
    return Crowd(in_one_place(cells_of(connection, people, dimensions, here), scope))


def supply_shown(
    supply: Crowd, asked: Sequence[tuple[str, str | None]], viewer: Viewer
) -> pd.DataFrame:
    """Return `persons` and `flag` of registered people by place and occupation (None: any)."""
    rows = [
        {"territory": place} | ({} if occupation is None else {"ciuo2": occupation})
        for place, occupation in asked
    ]
    return counts([supply.group(row) for row in rows], viewer, list(map(supply.wider, rows)))


def _lilien(connection: Connection, sample: Sample, place: str) -> float | None:
    """Return dispersion of employment growth over sections since the last survey; None without."""
    before = next(
        (s.code for s in surveys(connection) if s.reference_date < sample.reference_date), None
    )
    if before is None:
        return None
    scope = Scope(place, by=("ciiu",))
    then, now = (
        estimated(survey, scope, occupied(survey, scope), ADMINISTRATOR)["estimate"].fillna(0.0)
        for survey in (load(connection, before), sample)
    )
    return mismatch.lilien(then, now)


def _sources(connection: Connection, viewer: Viewer, sample: Sample | None) -> Sequence[Source]:
    if sample is None:
        return ()
    date = sample.reference_date
    return (sample.source, source_about_people(connection, viewer, REGISTER, date, Person))
