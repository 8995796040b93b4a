"""The row of key figures: each with its interval, its reliability and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from components import labels
from components.estimate_values import Estimate, apart
from components.intervals import value_text
from components.reader_language import current
from components.words import Count, Percent, between, people
from data_access.language import Text


@dataclass(frozen=True)
class KeyFigure:
    """A figure and the text below it; `value` is None where it is withheld."""

    label: Text
    value: Text | None
    said: Text
    change: Text | None = None


def of_estimate(
    label: Text,
    now: Estimate,
    share: bool,
    before: Estimate | None = None,
    when: dt.date | None = None,
) -> KeyFigure:
    """Return a survey figure, compared with the survey before of date `when` if there was one."""
    if not now.shown:
        return KeyFigure(label, None, labels.FLAGS.get(now.flag, labels.FLAGS["unknown"]))
    said = Text(
        "{interval}. {reliability}.",
        interval=between(now.low, now.high, share),
        reliability=labels.FLAGS[now.flag],
    )
    return KeyFigure(label, value_text(now, share), said, change(now, share, before, when))


def change(
    now: Estimate, share: bool, before: Estimate | None, when: dt.date | None
) -> Text | None:
    """Return what changed since the survey before; None where the intervals do not tell."""
    if before is None or when is None:
        return None
    different = apart(now, before)
    if different is None or now.value is None or before.value is None:
        return None
    earlier = (Percent if share else Count)(before.value)
    year = str(when.year)
    if not different:
        return Text("No se distingue de {year} ({value}).", year=year, value=earlier)
    if now.value > before.value:
        return Text("Más que en {year} ({value}).", year=year, value=earlier)
    return Text("Menos que en {year} ({value}).", year=year, value=earlier)


def of_people(
    label: Text,
    persons: int | None,
    said: Text,
    before: int | None,
    when: dt.date | None,
    adjusted: bool = False,
) -> KeyFigure:
    """Return a count of people and the one before; neither is called higher than the other."""
    if persons is None:
        return KeyFigure(label, None, labels.FLAGS["few"])
    earlier = None
    if before is not None and when is not None:
        earlier = Text("En {year}: {value}.", year=str(when.year), value=people(before, adjusted))
    return KeyFigure(label, people(persons, adjusted), said, earlier)


def render(figures: Sequence[KeyFigure]) -> None:
    """Render the figures side by side, two in a row on a phone."""
    language = current()
    grid = st.grid(len(figures), min_column_width=150, border=True)
    for figure in figures:
        with grid.cell():
            st.metric(
                figure.label.to(language),
                "—" if figure.value is None else figure.value.to(language),
            )
            st.caption(figure.said.to(language))
            if figure.change is not None:
                st.caption(figure.change.to(language))
