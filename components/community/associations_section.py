"""Associations of migrants, the diaspora and returnees: how many, of what kind, and where."""

from __future__ import annotations

import streamlit as st

from components import comparing, evidence, maps, place_list, places
from components.atlas import Look
from components.estimate_values import Estimate
from components.figure import figure, sources, swatch
from components.intervals import Row
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import ONE, one_series, where
from components.reader_language import _, current
from components.theme import paint
from components.words import Count
from data_access import lists
from data_access.answers import Answer
from data_access.language import Text


def active(answer: Answer) -> tuple[int, int, int]:
    """Return how many active associations there are: all, led by women, and of known leader."""
    columns = answer.frame[["active", "women_led", "known_leader"]].sum()
    return int(columns["active"]), int(columns["women_led"]), int(columns["known_leader"])


def opening(asked: ProgrammeQuestions) -> bool:
    """Render the count of active associations; return False if the subject has no sheet yet."""
    answer = asked.answer("community.associations")
    subjects = ("studies", "policies", "events", "employers")
    others = [asked.answer(f"community.{name}") for name in subjects]
    if answer.as_of is None and all(other.as_of is None for other in others):
        st.header(_("Todavía no hay datos de comunidad"), anchor=False)
        st.markdown(_("Faltan las hojas «asociaciones», «estudios», «asistencias» y «eventos»."))
        return False
    if answer.as_of is None:
        place = where(asked.scope.territory)
        said = Text("En {place} aún no hay directorio de asociaciones", place=place)
        st.header(said.to(current()), anchor=False)
        return True
    count, women, known = active(answer)
    said = Text(
        "En {place} hay {count} asociación activa",
        "En {place} hay {count} asociaciones activas; {women} de {known} las lideran mujeres",
        count,
        place=where(asked.scope.territory),
        women=Count(women),
        known=Count(known),
    )
    st.header(said.to(current()), anchor=False)
    sources((answer,), current())
    return True


def kinds(asked: ProgrammeQuestions) -> None:
    """Render the active associations by kind."""
    answer = asked.answer("community.associations")
    found = [row for row in answer.rows() if row["active"]]
    if not found:
        return
    each = {row["tipo"]: of_things(row["active"]) for row in answer.rows()}
    most = comparing.largest(each).key
    title = Text("Asociaciones activas de cada tipo")
    if most is not None:
        title = Text(
            "Las más numerosas: {kind} ({count})",
            kind=lists.ASSOCIATION[most],
            count=Count(each[most].value or 0),
        )
    rows = tuple(Row(lists.ASSOCIATION[code], {ONE: one}) for code, one in each.items())
    what = Text("Asociaciones del directorio con actividad en los últimos doce meses.")
    with figure(answer, title=title, counted=what, key="kinds"):
        one_series(title, rows, paint().neutral)


def of_things(count: float) -> Estimate:
    """Return an exact count of things, of which any two that differ do so as a fact."""
    return Estimate(count, None, None, "reliable", evidence=evidence.counted(count, noisy=False))


LOOK = Look(
    title=Text("Asociaciones activas"),
    counted=Text(
        "Asociaciones activas de cada lugar, y un punto por cada una que autoriza mostrarse."
    ),
    ramp="neutral_ramp",
)


def mapped(asked: ProgrammeQuestions) -> None:
    """Render how many are in each part of the place, and points for those that may be shown."""
    answer, listed = asked.by_place("community.associations"), asked.answer("community.directory")
    counts = answer.frame.groupby("territory")["active"].sum()
    found = {str(code): of_things(float(count)) for code, count in counts.items()}
    sizes = {code: int(one.value or 0) or None for code, one in found.items()}
    language = current()
    spots = [
        maps.Spot(
            float(row["lon"]),
            float(row["lat"]),
            row["nombre"],
            (lists.ASSOCIATION[row["tipo"]].to(language),),
        )
        for row in listed.rows()
        if estimate_rows.number(row["lat"]) is not None
    ]
    entries = (
        [swatch(paint().second, Text("Asociación que autoriza mostrarse"), "dot")] if spots else []
    )
    circles = Text("Cada círculo es un cantón; su área sigue el número de asociaciones.")
    places.render(
        places.PlaceMap(
            LOOK,
            answer,
            found,
            sizes,
            circles,
            asked.mapped,
            asked.scope.territory,
            spots=spots,
            entries=entries,
        )
    )


def directory(asked: ProgrammeQuestions) -> None:
    """Render the associations that may be shown, by name."""
    answer = asked.answer("community.directory")
    if answer.frame.empty:
        return
    place_list.render(
        answer,
        Text(
            "Directorio: {count} asociación que autoriza mostrarse",
            "Directorio: {count} asociaciones que autorizan mostrarse",
            len(answer.frame),
        ),
        Text("Las demás se cuentan solo por tipo y lugar."),
        ("nombre", "tipo", "active"),
        "directory",
    )
