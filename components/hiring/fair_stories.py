"""Each fair: who came, what was offered, and who was hired within 90 days."""

from __future__ import annotations

from collections.abc import Mapping

from components import charts, comparing, intervals
from components.estimate_values import Estimate
from components.figure import figure
from components.figure import rows as table_of
from components.intervals import Row, Series
from components.programme_results import estimate_rows
from components.programme_results.estimate_rows import Of
from components.programme_results.estimate_rows import Row as Fair
from components.programme_results.programme_questions import ProgrammeQuestions
from components.reader_language import current
from components.theme import paint
from components.words import Percent
from data_access.answers import Answer
from data_access.language import Text

ONE = "share"
SHOWN = ("nombre", "fecha", "participants", "posts", "hires_90d")  # columns below the chart


def render(asked: ProgrammeQuestions) -> None:
    """Render the fairs of the place and period side by side, and who came to each one."""
    answer = asked.answer("hiring.fairs")
    found = answer.rows()
    if not found:
        return
    language, colors = current(), paint()
    shares = {row["event"]: conversion(answer, row) for row in found}
    title = finding({row["event"]: row["nombre"] for row in found}, shares)
    rows = [Row(Text("{name}", name=row["nombre"]), {ONE: shares[row["event"]]}) for row in found]
    with figure(
        answer,
        title=title,
        counted=Text(
            "De quienes llegaron a cada feria, los contratados por ese canal en los 90 días "
            "siguientes."
        ),
        key="fairs",
    ):
        series = (Series(ONE, title, colors.supply),)
        charts.render(title, intervals.chart, tuple(rows), series, language, colors, True)
        table_of(answer, title.to(language), language, columns=SHOWN)


def conversion(answer: Answer, row: Fair) -> Estimate:
    """Return the share of participants hired within 90 days."""
    return estimate_rows.share(answer, row, Of("hires_90d", "participants"), "conversion")


def finding(names: Mapping[str, str], found: Mapping[str, Estimate]) -> Text:
    """Return which fair worked best, if it is told apart from every other."""
    shown = {code: one for code, one in found.items() if one.shown}
    if not shown:
        return Text("Lo que dejó cada feria es poco para publicarlo")
    (first, share), *others = shown.items()
    if len(found) == 1:
        return Text(
            "De quienes llegaron a «{name}» consiguió trabajo el {share}",
            name=names[first],
            share=Percent(share.value or 0.0),
        )
    if not others:
        return Text("Solo «{name}» tiene cifra publicable", name=names[first])
    best = comparing.largest(shown)
    if best.key is not None:
        return Text("La feria que más sirvió: «{name}»", name=names[best.key])
    if best.tested:
        return Text("No se distingue qué feria sirvió más")
    return Text("Qué parte consiguió trabajo después de cada feria")
