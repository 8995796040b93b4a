"""How reliable the survey is: who answered, and what was not published and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from components import charts, labels
from components.estimate_values import number
from components.theme import Paint
from components.words import Count, Percent
from data_access.answers import Answer
from data_access.language import Text

OUTCOMES: Mapping[str, Text] = {
    "completed": Text("Respondieron"),
    "refused": Text("Rechazaron"),
    "unknown": Text("Sin contacto o elegibilidad desconocida"),
    "ineligible": Text("No elegibles"),
}
# "Not published" has another meaning where companies must report the occupation.
FEW_REPORT = Text(
    "no publicadas: menos de 3 empresas reportan la ocupación, o el margen de error es demasiado "
    "amplio (coeficiente de variación sobre 25 %)"
)
WHY: Mapping[str, Text] = {
    "not_published": Text(
        "no publicadas: respondieron menos de 10 empresas, o el margen de error es demasiado "
        "amplio (coeficiente de variación sobre 25 %)"
    ),
    "few": Text("con pocas personas: no se muestran, para no señalar a nadie"),
    "unknown": Text("sin dato: la encuesta no llegó allí"),
}
NAME, BAR, STEP = 22, 14, 46


def finding(response: Answer) -> Text:
    """Return the response rate, as the title of the figure."""
    rate = number(response.frame["rate"].iloc[0]) if len(response.frame) else None
    if rate is None:
        return Text("No se conoce la tasa de respuesta")
    if rate < 0.5:
        return Text(
            "Respondió solo el {rate} de las empresas elegibles: las que callan pueden ser "
            "distintas",
            rate=Percent(rate),
        )
    return Text("Respondió el {rate} de las empresas elegibles", rate=Percent(rate))


def of_strata(strata: Answer) -> Text:
    """Return how the sample is built, as the title of its table."""
    return Text(
        "La muestra se repartió en {count} estrato",
        "La muestra se repartió en {count} estratos",
        count=len(strata.frame),
    )


def withheld(answers: Sequence[Answer]) -> list[Text]:
    """Return what each answer withholds, how often and why: one line an answer and reason."""
    return [
        Text(
            "{answer}: {number} de {all} cifras {why}.",
            answer=labels.title(answer.name),
            number=Count(held.rows),
            all=Count(len(answer.frame)),
            why=FEW_REPORT
            if held.reason == "not_published" and "ciuo2" in answer.scope.by
            else WHY[held.reason],
        )
        for answer in answers
        for held in answer.withheld
        # A gap without published vacancies is counted with the vacancies already.
        if answer.name != "labour.gap" or held.reason == "few"
    ]


def outcomes(response: Answer) -> tuple[float, ...]:
    """Return companies by outcome, in the order of `OUTCOMES`."""
    return tuple(float(response.frame[outcome].iloc[0]) for outcome in OUTCOMES)


def lines_of(companies: Sequence[float], language: str) -> list[dict[str, Any]]:
    """Return one record for each outcome: companies and their text."""
    return [
        {
            "name": name.to(language),
            "name_y": at * STEP + NAME / 2,
            "y": at * STEP + NAME + BAR / 2,
            "companies": count,
            "text": Count(count).to(language),
        }
        for at, (name, count) in enumerate(zip(OUTCOMES.values(), companies, strict=True))
    ]


def chart(companies: Sequence[float], language: str, paint: Paint) -> alt.LayerChart:
    """Return `outcomes(…)` as bars; counts of companies are exact."""
    lines = lines_of(companies, language)
    height = len(lines) * STEP
    begin = charts.beside(line["name"] for line in lines)
    x = charts.across("companies", (0.0, max(*companies, 1.0) * 1.2), share=False, begin=begin)
    y = charts.pixels("y", height)
    tooltip = [
        alt.Tooltip("name:N", title=Text("Resultado").to(language)),
        alt.Tooltip("text:N", title=Text("Empresas").to(language)),
    ]
    bars = charts.chart_of(lines).mark_bar(size=BAR, color=paint.neutral)
    layers = [
        bars.encode(x=x, x2=alt.datum(0), y=y, tooltip=tooltip),
        *charts.named(lines, height, paint),
        charts.words(lines, x, y, "text", paint.ink, dx=6),
    ]
    return charts.finished(alt.layer(*layers), language, paint, height)
