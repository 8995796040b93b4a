"""The row of key figures: each with its interval, its reliability and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import comparing, labels
from components.comparing import Comparison
from components.estimate_values import Estimate
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


@dataclass(frozen=True)
class Compared:
    """A survey figure and that of the survey before, of date `when`."""

    label: Text
    now: Estimate
    share: bool
    before: Estimate | None
    when: dt.date | None


def of_surveys(found: Sequence[Compared]) -> list[KeyFigure]:
    """Return survey figures, each beside that of the survey before, as one family."""
    verdicts = comparing.judge([(one.now, one.before) for one in found])
    return [of_estimate(one, verdict) for one, verdict in zip(found, verdicts, strict=True)]


def of_estimate(one: Compared, verdict: Comparison) -> KeyFigure:
    """Return a survey figure with its interval, its reliability, and what changed."""
    now = one.now
    if not now.shown:
        return KeyFigure(one.label, None, labels.FLAGS.get(now.flag, labels.FLAGS["unknown"]))
    said = Text(
        "{interval}. {reliability}.",
        interval=between(now.low, now.high, one.share),
        reliability=labels.FLAGS[now.flag],
    )
    return KeyFigure(one.label, value_text(now, one.share), said, change(one, verdict))


def change(one: Compared, verdict: Comparison) -> Text | None:
    """Return what changed since the survey before; None where there is none to compare with."""
    if one.before is None or one.when is None or one.before.value is None or not one.before.shown:
        return None
    parts: dict[str, Any] = {
        "year": str(one.when.year),
        "value": (Percent if one.share else Count)(one.before.value),
    }
    if verdict.higher:
        return Text("Más que en {year} ({value}).", **parts)
    if verdict.lower:
        return Text("Menos que en {year} ({value}).", **parts)
    if verdict.tested:
        return Text("No se distingue de {year} ({value}).", **parts)
    return Text("En {year}: {value}. No se comparan.", **parts)


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
    """Render the figures side by side; on a phone one line each, its text below."""
    language = current()
    with st.container(key="key-figures"):
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
