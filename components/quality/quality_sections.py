"""The sections of the page of quality: what is missing, contradicts, stands out or came late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import ask, charts, key_figures, labels
from components.estimate_values import Estimate, number
from components.figure import TableShown, figure, sources
from components.intervals import Row
from components.key_figures import KeyFigure
from components.programme_results import estimate_rows, trend
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import ONE, one_series, where
from components.quality import quality_rows
from components.quality.quality_rows import MOST, SOME
from components.reader_language import _, current
from components.theme import paint
from components.words import Count, Month, Percent
from data_access import periods
from data_access.answers import Answer
from data_access.language import Text

CHOSEN = "quality-sheet"


def opening(asked: ProgrammeQuestions) -> bool:
    """Render in a sentence how good the data of the place are; False where there are none."""
    sheets = asked.answer("quality.sheets")
    known = [row for row in sheets.rows() if row["flag"] != "unknown"]
    last = quality_rows.last_day(sheets)
    if not known or last is None:
        st.header(_("Todavía no hay datos que revisar"), anchor=False)
        st.markdown(_("Esta página se llena con la primera carga de datos."))
        return False
    poor = [row for row in known if (number(row["rate"]) or 0.0) > SOME]
    place, month = where(asked.scope.territory), Month(last)
    said = Text(
        "En {place} los datos llegan a {month}, y a {count} de {all} hojas le falta más de una "
        "décima parte",
        "En {place} los datos llegan a {month}, y a {count} de {all} hojas les falta más de una "
        "décima parte",
        len(poor),
        place=place,
        month=month,
        all=Count(len(known)),
    )
    if not poor:
        said = Text(
            "En {place} los datos llegan a {month}, y a ninguna hoja le falta más de una décima "
            "parte",
            place=place,
            month=month,
        )
    st.header(said.to(current()), anchor=False)
    key_figures.render(_cards(asked, sheets, last))
    sources((sheets,), current())
    return True


def _cards(asked: ProgrammeQuestions, sheets: Answer, last: dt.date) -> list[KeyFigure]:
    completeness = asked.answer("quality.completeness")
    worst = quality_rows.faults(completeness)
    against = quality_rows.faults(asked.answer("quality.consistency"))
    days = max(0, (ask.day(asked.viewer) - last).days)
    cards = [
        KeyFigure(
            Text("Días desde el último dato"),
            Count(days),
            Text("El último es del {day}.", day=last),
        )
    ]
    if worst:
        cards.append(
            KeyFigure(
                Text("Parte vacía"),
                Percent(worst[0]["rate"]),
                quality_rows.label(completeness, worst[0], "cell", "sheet"),
            )
        )
    rules = Text("Regla que algo contradice.", "Reglas que algo contradice.", len(against))
    cards.append(KeyFigure(Text("Contradicciones"), Count(len(against)), rules))
    if asked.shows_working_detail:
        alike = len(asked.answer("quality.lookalikes").frame)
        pairs = Text("Par que parece lo mismo.", "Pares que parecen lo mismo.", alike)
        cards.append(KeyFigure(Text("Códigos parecidos"), Count(alike), pairs))
    return cards


def missing(asked: ProgrammeQuestions) -> None:
    """Render the cells that should be filled and are not."""
    _faults(
        [asked.answer("quality.completeness")],
        Titles(
            Text("No falta nada que deba estar lleno"),
            Text("Pocas personas, o ninguna, con celdas vacías"),
            lambda what, share: Text("De «{what}» falta el {share}", what=what, share=share),
        ),
        Text(
            "Parte vacía de lo que debería estar lleno. En las hojas de personas, personas con "
            "alguna fila así; en las demás, filas."
        ),
        "missing",
        ("cell", "sheet"),
    )


def contradicting(asked: ProgrammeQuestions) -> None:
    """Render the rules that rows contradict."""
    _faults(
        [asked.answer("quality.consistency")],
        Titles(
            Text("Ninguna hoja contradice a otra"),
            Text("Pocas personas, o ninguna, con datos que se contradicen"),
            lambda what, share: Text(
                "Hay datos que se contradicen: «{what}», {share}", what=what, share=share
            ),
        ),
        Text(
            "Parte de las personas o filas que se pueden comprobar y que otra hoja contradice. Es "
            "lo que conviene mirar: no siempre es un error."
        ),
        "contradicting",
        ("rule",),
    )


def far_off(asked: ProgrammeQuestions) -> None:
    """Render the numbers with values far from the others, and for its leader each of them."""
    answers = [asked.answer("quality.outliers")]
    if asked.shows_working_detail:
        answers.append(asked.answer("quality.outlier_list"))
    _faults(
        answers,
        Titles(
            Text("Ningún valor está lejos de los demás"),
            Text("Pocas personas, o ninguna, con valores lejanos de los demás"),
            lambda what, share: Text(
                "Hay valores lejanos de los demás: «{what}», {share}", what=what, share=share
            ),
        ),
        Text(
            "Parte que está a más de 3,5 desviaciones robustas (por la DMA) de la mediana de su "
            "lugar."
        ),
        "far-off",
        ("number",),
    )


@dataclass(frozen=True)
class Titles:
    """What a figure of faults says: that there are none, or few people with any, or one of them.

    `one` is given the largest and its share; it does not say that it is the largest, as the shares
    that leaders see are moved, and those of the same rows have no test.
    """

    none: Text
    few: Text
    one: Callable[[Text, Percent], Text]


def _faults(
    answers: Sequence[Answer], titles: Titles, said: Text, key: str, columns: Sequence[str]
) -> None:
    """Render the largest shares of the first of some answers as a figure of all."""
    answer = answers[0]
    found, few = quality_rows.faults(answer), quality_rows.untold(answer)
    title = titles.few if few else titles.none
    if found:
        what = quality_rows.label(answer, found[0], *columns)
        title = titles.one(what, Percent(found[0]["rate"]))
    rows = quality_rows.drawn(answer, found[:MOST], *columns)
    with figure(
        *answers, title=title, counted=said, key=f"quality-{key}", table=TableShown(most=40)
    ):
        if rows:
            one_series(title, rows, paint().neutral, True)
        if few:
            left = Text(
                "De {count} más no se dice cuántas: son pocas personas, o ninguna.",
                "De {count} más no se dice cuántas: son pocas personas, o ninguna.",
                few,
            )
            st.caption(left.to(current()))


def reaching(asked: ProgrammeQuestions) -> None:
    """Render how long ago each sheet's last row happened."""
    answer = asked.answer("quality.sheets")
    today = ask.day(asked.viewer)
    ages = sorted(
        (
            ((today - row["last_day"]).days, row)
            for row in answer.rows()
            if isinstance(row["last_day"], dt.date)
        ),
        key=lambda one: -one[0],
    )
    if not ages:
        return
    waited, oldest = ages[0]
    title = Text(
        "«{sheet}» espera datos nuevos desde hace {count} día",
        "«{sheet}» espera datos nuevos desde hace {count} días",
        max(0, waited),
        sheet=quality_rows.label(answer, oldest, "sheet"),
    )
    said = Text(
        "Días desde el último hecho de cada hoja. En la tabla, cuántos días pasan entre un hecho y "
        "el lote que lo trae."
    )
    rows = [
        Row(
            quality_rows.label(answer, row, "sheet"),
            {ONE: Estimate(float(max(0, days)), None, None, "reliable")},
        )
        for days, row in ages
    ]
    with figure(
        answer, title=title, counted=said, key="quality-reaching", table=TableShown(most=40)
    ):
        one_series(title, rows, paint().neutral)


def over_time(asked: ProgrammeQuestions) -> None:
    """Render a sheet's share of incomplete rows by quarter and by place."""
    answer = asked.answer("quality.over_time")
    rows = answer.rows()
    sheets = list(dict.fromkeys(str(row["sheet"]) for row in rows if number(row["rate"])))
    if not sheets:
        return
    names = {name: quality_rows.label(answer, {"sheet": name}, "sheet") for name in sheets}
    language, colors = current(), paint()
    chosen = st.selectbox(
        _("Hoja que se sigue en el tiempo"),
        sheets,
        format_func=lambda sheet: names[sheet].to(language),
        key=CHOSEN,
    )
    own = [row for row in rows if row["sheet"] == chosen]
    told = [row for row in own if number(row["rate"]) is not None]
    title = Text("Filas incompletas de «{sheet}» por trimestre", sheet=names[chosen])
    if told:
        title = Text(
            "«{sheet}»: {first} incompletas en {then}, {last} en {now}",
            sheet=names[chosen],
            first=Percent(told[0]["rate"]),
            then=labels.period(*_quarter(told[0])),
            last=Percent(told[-1]["rate"]),
            now=labels.period(*_quarter(told[-1])),
        )
    points = tuple((ONE, row["period"], _hundredths(row), _said(row).to(language)) for row in own)
    series = ((ONE, names[chosen].to(language), colors.neutral),)
    places = asked.by_place("quality.sheets")
    with figure(
        answer,
        places,
        title=title,
        counted=Text("De cada cien personas o filas del trimestre, a cuántas les falta algo."),
        key="quality-time",
        table=TableShown(most=40),
    ):
        charts.render(title, trend.chart, points, series, language, colors)
        _by_place(asked, places, chosen)


def _by_place(asked: ProgrammeQuestions, places: Answer, sheet: str) -> None:
    """Render the same sheet's share of incomplete rows in each part of the place."""
    rows = [row for row in places.rows() if row["sheet"] == sheet]
    told = sorted((row for row in rows if number(row["rate"])), key=lambda row: -row["rate"])
    if len(told) < 2:
        return
    title = Text("Parte incompleta por lugar, en {place}", place=where(asked.mapped))
    st.caption(title.to(current()))
    drawn = [
        Row(
            Text("{name}", name=labels.place(row["territory"])),
            {ONE: Estimate(number(row["rate"]), None, None, "reliable")},
        )
        for row in told[:MOST]
    ]
    one_series(title, drawn, paint().neutral, True)


def _quarter(row: Any) -> tuple[dt.date, dt.date]:
    return row["period"], periods.after_quarter(row["period"])


def _hundredths(row: Any) -> float | None:
    rate = number(row["rate"])
    return None if rate is None else 100 * rate


def _said(row: Any) -> Text:
    rate = number(row["rate"])
    return labels.WITHHELD[estimate_rows.flag_of(row)] if rate is None else Percent(rate)
