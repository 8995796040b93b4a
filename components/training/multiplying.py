"""How the training of trainers multiplies, by government, and where it stops."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from components import charts, labels
from components.figure import figure, swatch
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import counted
from components.reader_language import current
from components.theme import Paint, paint
from components.words import Count, Decimal, Listed
from data_access.language import Text

NAME, DOTS, BAR, AIR = 22, 16, 22, 12  # pixels of a government's name, of its rows and after them
A_ROW, STEP = 20, 15  # trainers side by side, and pixels from one to the next
Government = tuple[str, int, int, float | None, str]  # name, certified, active, people, in words


def render(asked: ProgrammeQuestions) -> None:
    """Render certified officials, those who teach, and the people they reach."""
    answer, together = asked.answer("training.cascade"), asked.answer("training.multiplication")
    found = [row for row in answer.rows() if row["certified"] or row["active"]]
    if not found:
        return
    language, colors = current(), paint()
    governments = tuple(
        (
            labels.place(row["gad"]).to(language),
            int(row["certified"]),
            int(row["active"]),
            estimate_rows.number(row["trainees"]),
            said(row, counted(answer, row, "trainees")).to(language),
        )
        for row in sorted(found, key=lambda row: -(estimate_rows.number(row["trainees"]) or 0.0))
    )
    title = finding(found, estimate_rows.only(together))
    with figure(
        answer,
        together,
        title=title,
        counted=Text(
            "Cada punto es una persona certificada como formadora; la barra, las personas "
            "distintas que llegaron a las sesiones de su gobierno. Quien se capacitó con dos "
            "gobiernos está en los dos: no se suman."
        ),
        key="cascade",
        legend=(
            swatch(colors.neutral, Text("Ya dio una sesión"), "dot"),
            swatch(colors.neutral, Text("Todavía no"), "hollow"),
            swatch(colors.supply, Text("Personas capacitadas en cascada")),
        ),
    ):
        charts.render(title, chart, governments, language, colors)


def finding(found: Sequence[estimate_rows.Row], together: estimate_rows.Row) -> Text:
    """Return where the cascade stops; if nowhere, how far it goes."""
    stopped = [row["gad"] for row in found if row["certified"] and not row["active"]]
    if stopped:
        return Text(
            "La cascada se detiene en {places}: nadie ha dado todavía una sesión",
            places=Listed(labels.place(code) for code in stopped),
        )
    factor = estimate_rows.number(together["factor"])
    active, certified = int(together["active"]), int(together["certified"])
    if factor is None:
        return Text(
            "{active} de {certified} formadores ya dieron una sesión",
            active=Count(active),
            certified=Count(certified),
        )
    return Text(
        "{active} de {certified} formadores ya dieron una sesión: {factor} personas por cada uno",
        active=Count(active),
        certified=Count(certified),
        factor=Decimal(factor, 1),
    )


def said(row: estimate_rows.Row, people: Text) -> Text:
    """Return the result of a government's trainers, as the text beside its bar."""
    if not row["active"]:
        return Text("Se detiene aquí: ninguna sesión")
    return Text("{people} personas", people=people)


def chart(governments: Sequence[Government], language: str, colors: Paint) -> alt.LayerChart:
    """Return a dot for each trainer, filled where active, and a bar of people below."""
    names, dots, bars, top = [], [], [], 0
    for name, certified, active, people, words in governments:
        names.append({"name": name, "name_y": top + NAME / 2})
        top += NAME
        for at in range(certified):
            row, slot = divmod(at, A_ROW)
            middle = top + (row + 0.5) * DOTS
            dots.append({"slot": slot + 0.5, "y": middle, "active": at < active, "who": name})
        top += DOTS * -(-certified // A_ROW)
        bars.append({"start": 0, "people": people or 0.0, "y": top + BAR / 2, "said": words})
        top += BAR + AIR
    most = max((float(str(bar["people"])) for bar in bars), default=1.0) or 1.0
    y = charts.pixels("y", top)
    slots = alt.X(
        "slot:Q",
        axis=None,
        scale=alt.Scale(domain=[0, A_ROW], range=[0, A_ROW * STEP], nice=False),
    )
    scale = alt.Scale(domain=[0, most * 1.75], nice=False)
    start, width = (alt.X(f"{name}:Q", axis=None, scale=scale) for name in ("start", "people"))
    trainers = [
        charts.chart_of([dot for dot in dots if dot["active"] is filled])
        .mark_point(size=85, strokeWidth=1.8, opacity=1, color=colors.neutral, filled=filled)
        .encode(x=slots, y=y)
        for filled in (True, False)
        if any(dot["active"] is filled for dot in dots)
    ]
    reached = [bar for bar in bars if bar["people"]]
    base = charts.chart_of(reached).encode(y=y)
    people_layers = (
        [base.mark_rule(strokeWidth=13, color=colors.supply).encode(x=start, x2="people:Q")]
        if reached
        else []
    )
    layers = [
        *trainers,
        *people_layers,
        charts.words(bars, width, y, "said", colors.ink, dx=6),
        *charts.names(names, top, colors),
    ]
    joined = alt.layer(*layers).resolve_scale(x="independent")
    return charts.finished(joined, language, colors, top)
