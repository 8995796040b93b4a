"""Why it won: the winner's profile against the field, and how the jury worked."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import charts
from components.awards.jury_administration.charts import Mark, rows
from components.awards.results.edition import Published
from components.figure import figure, swatch
from components.figure import rows as listed
from components.reader_language import _, current
from components.theme import paint
from components.words import Count
from data_access import lists
from data_access.answers import Answer
from data_access.answers.awards.results import CHOSEN
from data_access.language import Text

POINTS = Text("Puntos, de 0 a 100")
OWN, FIELD = Text("La práctica premiada"), Text("Promedio de todas las calificadas")

BESIDE = Text(
    "Promedio del jurado en cada criterio, de 0 a 100, sin ajustar; al lado, el de todas las "
    "postulaciones calificadas."
)
ALONE = Text(
    "Promedio del jurado en cada criterio, de 0 a 100, sin ajustar. El de todas no se dice: se "
    "deduciría el de una con pocas hojas."
)


def profile(edition: Published, results: Answer) -> None:
    """Render the first winner's mean on each criterion beside that of all nominations scored."""
    answer = edition.answer("profile")
    winners = results.frame[results.frame["distinction"] == "winner"]
    if winners.empty or answer.frame.empty:
        return
    language, colors = current(), paint()
    first = winners.iloc[0]
    own = answer.frame[answer.frame["nomination"] == first["nomination"]].dropna(subset=["mean"])
    marks = tuple(
        Mark(
            edition.criterion(row["criterion"], language),
            float(row["mean"]),
            other=None if row["field_mean"] is None else float(row["field_mean"]),
        )
        for row in own.to_dict("records")
    )
    if not marks:
        return
    # No criterion is called the one in which it stood out most: of means of a jury none is tested.
    title = Text("«{title}», criterio por criterio", title=first["title"])
    field = any(mark.other is not None for mark in marks)
    shown = [swatch(colors.first, OWN, "dot")]
    if field:
        shown.append(swatch(colors.second, FIELD, "hollow"))
    with figure(
        answer,
        title=title,
        counted=BESIDE if field else ALONE,
        key="profile",
        legend=shown,
    ):
        charts.render(title, rows, marks, language, colors, POINTS.to(language), False)


def jury(edition: Published, results: Answer) -> None:
    """Render how many judged, how far they agreed, and whether a tie had to be broken."""
    overview = edition.answer("overview")
    (counts,) = overview.rows()[:1] or ({},)
    if not counts:
        return
    language = current()
    said = edition.agreement
    with figure(
        edition.answer("agreement"),
        title=said[0] if said else Text("Cómo trabajó el jurado"),
        counted=Text(
            "{sheets} hojas de calificación, de un jurado de {jurors} al cierre; nadie calificó "
            "donde tenía un conflicto de interés.",
            jurors=Count(counts["jurors"]),
            sheets=Count(counts["sheets_done"]),
        ),
        key="jury",
    ):
        lines = [*said[1:], tie_break(results)]
        st.markdown("\n".join(f"- {line.to(language)}" for line in lines))


def tie_break(results: Answer) -> Text:
    """Return whether a tie was broken, and by which step."""
    steps = results.frame["tie_break"].dropna()
    if not steps.empty:
        return Text(
            "El primer lugar se desempató por: {step}.", step=lists.TIE_BREAK[steps.iloc[0]]
        )
    return CHOSEN if CHOSEN in results.notes else Text("No hizo falta desempatar.")


def reweighed(edition: Published) -> None:
    """Render the ranking under weights that were replaced after the first score, if any were."""
    answer = edition.answer("earlier_ranking")
    if answer.frame.empty:
        return
    with figure(
        answer,
        title=Text("Los pesos cambiaron después del primer puntaje"),
        counted=Text(
            "La clasificación con los pesos de antes, junto a la que decidió; el motivo está en "
            "las bases, abajo."
        ),
        key="earlier-ranking",
    ):
        language = current()
        listed(answer, Text("Clasificación antes y después del cambio").to(language), language)


def adopted(edition: Published) -> None:
    """Render where the practices were adopted."""
    answer = edition.answer("adoptions")
    rows = answer.rows()
    if not rows:
        st.subheader(_("Ninguna institución ha informado que adoptó estas prácticas"), anchor=False)
        return
    places = {row["territory"] for row in rows}
    with figure(
        answer,
        title=Text(
            "{count} institución adoptó una de estas prácticas",
            "{count} instituciones adoptaron una de estas prácticas",
            len({row["institucion"] for row in rows}),
        ),
        counted=Text(
            "Según lo informado a la secretaría, en {count} lugar.",
            "Según lo informado a la secretaría, en {count} lugares.",
            len(places),
        ),
        key="adoptions",
    ):
        shown = replace(answer, frame=answer.frame[["institucion", "territory", "fecha"]])
        language = current()
        name = Text("Instituciones que adoptaron una práctica").to(language)
        listed(shown, name, language)
