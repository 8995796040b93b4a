"""The agreement of the jurors, in words, and how lenient or severe each one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components import ask, charts, comparing
from components.awards.jury_administration.charts import Mark, rows
from components.awards.jury_administration.choosing import JuryDesk
from components.figure import figure
from components.reader_language import current
from components.theme import paint
from components.words import Decimal, Listed
from data_access.answers import Answer
from data_access.answers.awards.juror_severity import FREEDOM
from data_access.language import Text

Row = Mapping[Any, Any]
RELIABLE, TENTATIVE = 0.80, 0.667
LEVELS = (
    (0.9, Text("excelente")),
    (0.75, Text("buena")),
    (0.5, Text("moderada")),
)
POOR = Text("baja")
AXIS = Text("Puntos sobre (+) o bajo (−) el jurado en su conjunto")


def render(desk: JuryDesk, opened: bool) -> None:
    """Render the agreement in sentences, then each juror's severity if the ranking is opened.

    The mean and severity of a juror who has handed in one sheet tell where that nomination stands.
    """
    answer = ask.answer("awards.agreement", desk.scope, desk.viewer)
    said = sentences(row_of(answer))
    with figure(
        answer,
        title=said[0] if said else Text("Todavía no se puede medir el acuerdo"),
        counted=Text("Alfa de Krippendorff, correlaciones intraclase y W de Kendall."),
        key="agreement",
    ):
        for sentence in said[1:]:
            st.markdown(f"- {sentence.to(current())}")
    if opened:
        _severity(desk)


def row_of(answer: Answer) -> Row | None:
    """Return the one row of coefficients, with None in place of NaN; None if there is none."""
    for row in answer.rows():
        return {name: None if value != value else value for name, value in row.items()}
    return None


def sentences(row: Row | None) -> list[Text]:
    """Return what the coefficients mean for whoever decides, the most important first."""
    if row is None or row["alpha_interval"] is None:
        return []
    alpha, same = row["alpha_interval"], row["icc_3_k"]
    value = Decimal(alpha)
    if alpha >= RELIABLE:
        found = [Text("Los jurados coinciden de manera confiable (alfa {value})", value=value)]
    elif alpha >= TENTATIVE:
        found = [Text("Los jurados coinciden lo justo (alfa {value})", value=value)]
    else:
        found = [Text("Los jurados coinciden poco en los puntajes (alfa {value})", value=value)]
    found.append(
        Text(
            "Un alfa de 1 es acuerdo total y 0 el del azar; desde 0,80 es confiable, de 0,67 a "
            "0,80 alcanza para conclusiones provisionales."
        )
    )
    if same is not None:
        found.append(
            Text(
                "El promedio de este jurado ordena las postulaciones con una consistencia {level} "
                "(ICC(3,k) {value}).",
                level=level(same),
                value=Decimal(same),
            )
        )
        found.append(
            Text(
                "Contando también que unos puntúan más alto que otros, la confiabilidad del "
                "promedio es {level} (ICC(2,k) {value}).",
                level=level(row["icc_2_k"]),
                value=Decimal(row["icc_2_k"]),
            )
        )
    if alpha < TENTATIVE and same is not None and same >= LEVELS[1][0]:
        found.append(
            Text(
                "Ordenan parecido y difieren en cuán severos son: la clasificación ya lo descuenta."
            )
        )
    if row["kendall_w"] is not None:
        found.append(
            Text(
                "En el orden de las postulaciones, 0 es ninguna coincidencia y 1 total: W {value}.",
                value=Decimal(row["kendall_w"]),
            )
        )
    return found


def level(value: float | None) -> Text:
    """Return a reliability in words."""
    return next((word for least, word in LEVELS if value is not None and value >= least), POOR)


def _severity(desk: JuryDesk) -> None:
    answer = ask.answer("awards.jurors", desk.scope, desk.viewer)
    found = [row for row in answer.rows() if row["severity"] is not None]
    marks = tuple(
        Mark(
            row["juror"],
            float(row["severity"]),
            low=float(row["severity"]) - float(row["se"]),
            high=float(row["severity"]) + float(row["se"]),
        )
        for row in found
    )
    with figure(
        answer,
        title=severest(found, float(answer.frame.attrs.get(FREEDOM, 0))),
        counted=Text(
            "Cuántos puntos da cada jurado de más o de menos que el conjunto; la barra es un error "
            "estándar a cada lado. La clasificación ya lo descuenta."
        ),
        key="severity",
    ):
        if marks:
            alt = Text("Severidad de {count} jurados, en la tabla.", count=len(marks))
            charts.render(alt, rows, marks, current(), paint(), AXIS.to(current()), True)


def severest(found: Sequence[Row], df: float) -> Text:
    """Return the finding: which jurors are told apart from all together, as one family."""
    if not found:
        return Text("Todavía no se puede medir la severidad")
    values = {
        row["juror"]: (float(row["severity"]), float(row["se"])) for row in found if row["se"]
    }
    verdicts = comparing.apart_from_all(values, df)
    apart = [row for row in found if row["juror"] in verdicts and verdicts[row["juror"]].differs]
    if not any(one.tested for one in verdicts.values()):
        return Text("Todavía no se puede medir la severidad")
    if not apart:
        return Text("Ningún jurado se distingue de los demás")
    strict = [row["juror"] for row in apart if row["severity"] < 0]
    mild = [row["juror"] for row in apart if row["severity"] > 0]
    parts = []
    if strict:
        parts.append(Text("más severos: {who}", who=", ".join(strict)))
    if mild:
        parts.append(Text("más benignos: {who}", who=", ".join(mild)))
    return Text("Se apartan de los demás, {parts}", parts=Listed(parts))
