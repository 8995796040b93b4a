"""The sentence of a page whose data are old, or so few that it says little."""

from __future__ import annotations

import datetime as dt
from typing import Any

import streamlit as st

from components import ask
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.reader_language import current
from components.words import Month
from data_access.language import Text

# Days after which data are called old; surveys and directories are renewed once a year.
USUAL, YEARLY = 180, 400
RENEWED_YEARLY = frozenset({"encuesta_empresas", "asociaciones"})
THIN = 25  # people, below which a share of them says little
DAYS_OF_MONTH = 30.44


def render(asked: ProgrammeQuestions, *sheets: str) -> None:
    """Say that the sheets that a page rests on are old, or hold very little of the place.

    Nothing is said of age where the reader chose a period that the data cover.
    """
    rows = [row for row in asked.answer("quality.freshness").rows() if row["sheet"] in sheets]
    said = [one for one in (_old(asked, rows), _thin(rows)) if one is not None]
    if said:
        language = current()
        st.caption(" ".join(one.to(language) for one in said))


def _old(asked: ProgrammeQuestions, rows: list[dict[str, Any]]) -> Text | None:
    """Return that the newest data of all the sheets are old; None where they are not."""
    reached = [(day, row["sheet"]) for row in rows if isinstance(day := row["last_day"], dt.date)]
    if not reached:
        return None
    last = max(day for day, _sheet in reached)
    yearly = all(sheet in RENEWED_YEARLY for _day, sheet in reached)
    days = (ask.day(asked.viewer) - last).days
    covered = asked.scope.end is not None and asked.scope.end <= last + dt.timedelta(days=1)
    if covered or days <= (YEARLY if yearly else USUAL):
        return None
    return Text(
        "**Datos de hace {count} mes.** Llegan a {month}: dicen cómo era entonces, no cómo es hoy.",
        "**Datos de hace {count} meses.** Llegan a {month}: dicen cómo era entonces, no cómo es "
        "hoy.",
        whole_months(days),
        month=Month(last),
    )


def whole_months(days: int) -> int:
    """Return how many months some days are, to the nearest."""
    return round(days / DAYS_OF_MONTH)


def _thin(rows: list[dict[str, Any]]) -> Text | None:
    """Return that the place has few people in the sheets; None where one has enough."""
    of_people = [row for row in rows if row["counted"] == "persons"]
    told = [estimate_rows.number(row["of"]) for row in of_people]
    if not of_people or any(number is not None and number >= THIN for number in told):
        return None
    return Text(
        "**Se apoya en pocas personas.** Hay menos de {count} en cada hoja: un cambio de "
        "unas pocas mueve mucho una tasa.",
        count=THIN,
    )
