"""Studies and the outcome of their recommendations; policies assisted and those adopted."""

from __future__ import annotations

from components import place_list
from components.estimate_values import Estimate
from components.figure import TableShown, figure
from components.intervals import Row
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import ONE, ShareRows, one_series, shares
from components.theme import paint
from components.words import Count
from data_access import lists
from data_access.language import Text


def studies(asked: ProgrammeQuestions) -> None:
    """Render what became of the recommendations, then the studies one by one."""
    answer, each = asked.answer("community.studies"), asked.answer("community.recommendations")
    found = answer.rows()
    if not found:
        return
    made, accepted, adopted, rejected = (
        int(answer.frame[name].sum())
        for name in ("recommendations", "accepted", "adopted", "rejected")
    )
    title = Text(
        "Recomendaciones: {made}; aceptadas: {accepted}; adoptadas: {adopted}",
        made=Count(made),
        accepted=Count(accepted),
        adopted=Count(adopted),
    )
    states = {
        Text("Adoptadas"): adopted,
        Text("Aceptadas sin adoptar"): accepted - adopted,
        Text("Sin respuesta todavía"): made - accepted - rejected,
        Text("Rechazadas"): rejected,
    }
    rows = [
        Row(name, {ONE: Estimate(many, None, None, "reliable")}) for name, many in states.items()
    ]
    with figure(
        answer,
        each,
        title=title,
        counted=Text(
            "Recomendaciones por estado. Que una se adopte no prueba que se deba al estudio."
        ),
        key="studies",
        table=TableShown(most=40),
    ):
        one_series(title, rows, paint().neutral)
    place_list.render(
        answer,
        Text("{count} estudio", "{count} estudios, uno por uno", len(found)),
        Text("Las aceptadas incluyen las adoptadas."),
        ("titulo", "fecha", "recommendations", "accepted", "adopted", "rejected"),
        "studies-each",
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
