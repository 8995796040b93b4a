"""Studies and the outcome of their recommendations; policies assisted and those adopted."""

from __future__ import annotations

import streamlit as st

from components import place_list
from components.estimate_values import Estimate
from components.figure import TableShown, figure
from components.intervals import Row
from components.markup import plain
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import ONE, ShareRows, shares
from components.reader_language import current
from components.theme import paint
from components.words import Count
from data_access import lists
from data_access.language import Text


def studies(asked: ProgrammeQuestions) -> None:
    """Render each study with its recommendations and their outcome."""
    answer, each = asked.answer("community.studies"), asked.answer("community.recommendations")
    found = answer.rows()
    if not found:
        return
    made, accepted, adopted = (
        int(answer.frame[name].sum()) for name in ("recommendations", "accepted", "adopted")
    )
    title = Text(
        "Recomendaciones: {made}; aceptadas: {accepted}; adoptadas: {adopted}",
        made=Count(made),
        accepted=Count(accepted),
        adopted=Count(adopted),
    )
    with figure(
        answer,
        each,
        title=title,
        counted=Text("Que una recomendación se adopte no prueba que se deba al estudio."),
        key="studies",
        table=TableShown(most=40),
    ):
        st.markdown("\n".join(f"- {story(row).to(current())}" for row in found))


def story(row: estimate_rows.Row) -> Text:
    """Return a study in a line."""
    waiting = row["recommendations"] - row["accepted"] - row["rejected"]
    return Text(
        "**{title}** ({date}). Recomendaciones: {made}; adoptadas: {adopted}; aceptadas sin "
        "adoptar: {accepted}; rechazadas: {rejected}; pendientes: {waiting}.",
        title=plain(row["titulo"]),
        date=row["fecha"],
        made=Count(row["recommendations"]),
        adopted=Count(row["adopted"]),
        accepted=Count(row["accepted"] - row["adopted"]),
        rejected=Count(row["rejected"]),
        waiting=Count(waiting),
    )


def policies(asked: ProgrammeQuestions) -> None:
    """Render the policies by level of government, then one by one."""
    answer = asked.answer("community.assistance")
    found = [row for row in answer.rows() if row["started"]]
    if not found:
        return
    started, closed, adopted = (
        int(answer.frame[name].sum()) for name in ("started", "closed", "adopted")
    )
    title = Text(
        "Políticas asistidas: {started}; cerradas: {closed}; adoptadas: {adopted}",
        started=Count(started),
        closed=Count(closed),
        adopted=Count(adopted),
    )
    rows = [
        Row(
            Text(
                "{level}: {adopted} de {closed} (empezadas: {started})",
                level=lists.GOVERNMENT[row["nivel"]],
                adopted=Count(row["adopted"]),
                closed=Count(row["closed"]),
                started=Count(row["started"]),
            ),
            {ONE: adoption(row)},
        )
        for row in found
    ]
    what = Text("Políticas adoptadas de las cerradas, por nivel de gobierno.")
    shares(answer, title, what, "assistance", ShareRows(rows, paint().neutral, whole=True))
    each = asked.answer("community.policies")
    place_list.render(
        each,
        Text("{count} política", "{count} políticas, una por una", len(each.frame)),
        Text("La asistencia contribuye a una política; no prueba que la causara."),
        ("tema", "institucion", "estado"),
        "policies",
    )


def adoption(row: estimate_rows.Row) -> Estimate:
    """Return the share adopted of the policies closed; unknown if none is closed."""
    if not row["closed"]:
        return Estimate(None, None, None, "unknown")
    return Estimate(row["adopted"] / row["closed"], None, None, "reliable")
