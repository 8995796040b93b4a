"""The sections of the page of paths, which only readers of exact figures may see."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import charts, comparing, intervals
from components.comparing import Comparison
from components.estimate_values import Estimate
from components.figure import TableShown, figure, sources, swatch
from components.intervals import Row, Series
from components.paths import flow
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import where
from components.reader_language import _, current
from components.theme import paint
from components.words import Count, Joined, Percent
from data_access.language import Text

STEPS = ("trained", "fair", "referred", "hired", "retained")
HEADS = (
    Text("Cursos"),
    Text("Feria"),
    Text("Referida"),
    Text("Trabajo"),
    Text("6 meses"),
)
YES_NO = ("yes", "no")
MONTHS = (3, 6, 12)


def opening(asked: ProgrammeQuestions) -> bool:
    """Render how many of those registered took part in more than one part of the programme.

    Return False where there are no paths yet.
    """
    answer = asked.answer("people.paths")
    rows = answer.rows()
    if not rows:
        st.header(_("Todavía no hay recorridos que mostrar"), anchor=False)
        st.markdown(_("Faltan las hojas «personas» y «colocaciones»."))
        return False
    total = sum(int(row["persons"]) for row in rows)
    several = sum(
        int(row["persons"])
        for row in rows
        if sum(bool(row[step]) for step in ("trained", "fair", "referred")) > 1
    )
    said = Text(
        "En {place}, {several} de {total} personas inscritas pasaron por más de una parte del "
        "programa ({share})",
        place=where(asked.scope.territory),
        several=Count(several),
        total=Count(total),
        share=Percent(several / total),
    )
    st.header(said.to(current()), anchor=False)
    sources((answer,), current())
    return True


def ways(rows: list[dict[str, Any]]) -> tuple[flow.Way, ...]:
    """Return each path as answers step by step; without a job, retention is "none", not "no"."""
    found = []
    for row in rows:
        steps = ["yes" if row[step] else "no" for step in STEPS[:-1]]
        stays = str(row["retained"]) if row["hired"] else "none"
        found.append(((*steps, stays), int(str(row["persons"]))))
    return tuple(found)


def flowing(asked: ProgrammeQuestions) -> None:
    """Render how many people took each path."""
    answer = asked.answer("people.paths")
    taken = ways(answer.rows())
    answers = (*(YES_NO for _step in STEPS[:-1]), ("yes", "unknown", "no", "none"))
    language, colors = current(), paint()
    words = tuple(
        (
            (block.step, block.answer),
            _said(block).to(language),
        )
        for block in flow.blocks(taken, answers)
    )
    heads = tuple(head.to(language) for head in HEADS)
    hired = sum(persons for way, persons in taken if way[3] == "yes")
    trained = sum(persons for way, persons in taken if way[3] == "yes" and way[0] == "yes")
    title = Text(
        "De {hired} personas con trabajo, {trained} se habían capacitado antes",
        hired=Count(hired),
        trained=Count(trained),
    )
    with figure(
        answer,
        title=title,
        counted=Text(
            "Cuántas personas inscritas pasaron por cada parte, de izquierda a derecha, y cuántas "
            "siguen en su trabajo a los seis meses. Un camino no es una causa."
        ),
        key="paths",
        legend=(
            swatch(colors.supply, Text("Pasó por esta etapa")),
            swatch(colors.neutral, Text("No pasó, o no se sabe")),
        ),
        table=TableShown(most=40),
    ):
        charts.render(title, flow.chart, taken, answers, heads, words, language, colors)


def _said(block: flow.Block) -> Text:
    """Return the label of a block: how many people, in the last column also their outcome."""
    count = Count(block.persons)
    if block.step < len(STEPS) - 1:
        return count
    return Joined(count, ENDS[block.answer])


ENDS = {
    "yes": Text("siguen"),
    "unknown": Text("no se sabe"),
    "no": Text("no siguen"),
    "none": Text("sin trabajo"),
}


def trained_first(asked: ProgrammeQuestions) -> None:
    """Render whether those trained before their job stay longer."""
    answer = asked.answer("people.trained_first")
    rows = [row for row in answer.rows() if int(row["month"]) in MONTHS]
    groups = [
        first for first in (True, False) if any(row["trained_first"] is first for row in rows)
    ]
    if len(groups) < len(YES_NO):
        return
    language, colors = current(), paint()
    found = {
        (bool(row["trained_first"]), int(row["month"])): estimate_rows.lasting(answer, row)
        for row in rows
    }
    months = [month for month in MONTHS if all((first, month) in found for first in groups)]
    if not months:
        return
    usual = 6 if 6 in months else months[0]
    verdicts = comparing.judge([(found[True, month], found[False, month]) for month in months])
    title = lasting_longer(
        usual, found[True, usual], found[False, usual], verdicts[months.index(usual)]
    )
    series = (
        Series("True", Text("Se capacitó antes del trabajo"), colors.first),
        Series("False", Text("No se capacitó antes"), colors.second),
    )
    drawn = tuple(
        Row(
            Text("A los {months} meses", months=Count(month)),
            {str(first): found[first, month] for first in groups},
        )
        for month in months
    )
    legend = [
        swatch(colors.first, series[0].name),
        swatch(colors.second, series[1].name),
    ]
    with figure(
        answer,
        title=title,
        counted=Text(
            "Parte que sigue en su trabajo (Kaplan–Meier), con su intervalo. No es una estimación "
            "causal: quienes se capacitaron pueden diferir de los demás en mucho más."
        ),
        key="trained-first",
        legend=legend,
        table=TableShown(most=40),
    ):
        charts.render(title, intervals.chart, drawn, series, language, colors, True, True)


def lasting_longer(month: int, trained: Estimate, others: Estimate, found: Comparison) -> Text:
    """Return how many remain of those trained first and of the others, and whether that differs."""
    parts: dict[str, Any] = {
        "months": Count(month),
        "yes": Percent(trained.value or 0.0),
        "no": Percent(others.value or 0.0),
    }
    if found.tested and not found.differs:
        return Text(
            "A los {months} meses sigue el {yes} de quienes se capacitaron antes y el {no} de los "
            "demás: no se distinguen",
            **parts,
        )
    return Text(
        "A los {months} meses sigue el {yes} de quienes se capacitaron antes y el {no} de los "
        "demás",
        **parts,
    )
