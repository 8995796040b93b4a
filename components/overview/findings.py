"""Three sentences: what changed, what lags most, what needs a decision.

Each is a rule over figures that the reader may see, states how precise they are, and links to its
page. A difference that noise can explain is never called a change.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from components import labels
from components.estimate_values import MOST_NOISE, apart
from components.indicators.framework_rows import FrameworkRow
from components.overview.rooms import room_of
from components.overview.situation import Situation, span_of
from components.words import between, quantity
from data_access.answers.indicators.catalogue import BY_CODE
from data_access.language import Text
from data_access.periods import Period

# The programme's outcomes (METHODS §1), which come before its outputs.
OUTCOMES = (
    *("SK-04", "JF-03", "JB-01", "JB-02", "JB-03", "JB-04", "JB-05", "MK-02", "CW-03"),
    *("TT-02", "TT-03", "TT-04", "PB-02", "PP-01", "PP-02", "LM-02", "AW-02"),
)
CHANGED, LAGS, DECIDE = Text("Qué cambió"), Text("Qué va peor"), Text("Qué decidir")


@dataclass(frozen=True)
class Finding:
    """A sentence, how precise it is, and the page (with `query`) that shows more."""

    label: Text
    said: Text
    sure: Text
    page: str
    query: tuple[tuple[str, str], ...] = ()


# What continues from year to year and is comparable: by an interval, or by counting people.
COMPARED = ("LG-03", "PP-01", "PP-02", "SK-01", "SK-02", "SK-04", "JB-04", "JB-05", "MK-02")


def changed(situation: Situation) -> Finding:
    """Return the largest change between two periods that their errors cannot explain."""
    pairs = [pair for code in COMPARED if (pair := situation.change(code)) is not None]
    pairs = [
        (before, now)
        for before, now in pairs
        if None not in (before.value, now.value) and (before.value or now.value)
    ]
    if not pairs:
        return Finding(
            CHANGED,
            Text("Aún no hay cifras de dos períodos cerrados que comparar."),
            Text("Se compara un período cerrado con el anterior."),
            "indicators",
        )
    moved = [pair for pair in pairs if differs(*pair)]
    if not moved:
        before, now = (labels.period(*span_of(row)) for row in pairs[0])
        return Finding(
            CHANGED,
            Text("De {before} a {now} nada cambió más que su margen.", before=before, now=now),
            Text("Se comparan intervalos de 95 %; un conteo de personas, más allá del ajuste."),
            "indicators",
        )
    return change_of(*max(moved, key=lambda pair: weight(*pair)))


def change_of(before: FrameworkRow, now: FrameworkRow) -> Finding:
    """Return one indicator's change, and whether it is good."""
    parts: dict[str, Any] = {
        "name": now.name,
        "value": now.said,
        "earlier": before.said,
        "before": labels.period(*span_of(before)),
        "now": labels.period(*span_of(now)),
    }
    rose = (now.value or 0.0) > (before.value or 0.0)
    said = {
        True: Text("Mejoró «{name}»: {value} en {now}; {earlier} en {before}.", **parts),
        False: Text("Empeoró «{name}»: {value} en {now}; {earlier} en {before}.", **parts),
        None: Text("Cambió «{name}»: {value} en {now}; {earlier} en {before}.", **parts),
    }[better(before, now)]
    if now.unit == "persons":
        said = (
            Text("Subió «{name}»: {value} en {now}; {earlier} en {before}.", **parts)
            if rose
            else Text("Bajó «{name}»: {value} en {now}; {earlier} en {before}.", **parts)
        )
    if now.estimate.measured and before.estimate.measured:
        sure = Text(
            "Con 95 % de confianza, {now} frente a {before}: no se tocan.",
            now=range_of(now),
            before=range_of(before),
        )
    else:
        sure = Text("La diferencia es mayor que el ajuste que protege a las personas.")
    return Finding(CHANGED, said, sure, room_of(now.code), period_query(span_of(now)))


def period_query(span: Period) -> tuple[tuple[str, str], ...]:
    """Return a period as the query parameters of a page."""
    return (("from", span[0].isoformat()), ("until", span[1].isoformat()))


def differs(before: FrameworkRow, now: FrameworkRow) -> bool:
    """Return whether two figures differ by more than their errors; False if none is known."""
    if before.value is None or now.value is None:
        return False
    if before.unit == "persons":
        return abs(now.value - before.value) > 2 * MOST_NOISE and min(now.value, before.value) > 0
    return bool(apart(before.estimate, now.estimate))


def weight(before: FrameworkRow, now: FrameworkRow) -> tuple[bool, float]:
    """Return a sort key: outcomes first, then by the ratio of the two figures."""
    ratio = abs(math.log(max(now.value or 0, 1e-9) / max(before.value or 0, 1e-9)))
    return now.code in OUTCOMES, ratio


def better(before: FrameworkRow, now: FrameworkRow) -> bool | None:
    """Return whether a change is for the better; None where neither is."""
    direction, old, new = BY_CODE[now.code].direction, before.value or 0.0, now.value or 0.0
    if direction == "up":
        return new > old
    if direction == "down":
        return new < old
    if direction == "even" and min(old, new) > 0:
        return abs(math.log(new)) < abs(math.log(old))
    return None


def range_of(row: FrameworkRow) -> Text:
    """Return a figure's interval in words, in its own unit."""
    low, high = row.estimate.low, row.estimate.high
    if low is None or high is None:
        return between(low, high)
    return Text("de {low} a {high}", low=quantity(low, row.unit), high=quantity(high, row.unit))


def lags(situation: Situation) -> Finding:
    """Return the indicator that is surely farthest from its target; outcomes come before others."""
    rows = situation.rows
    late = [row for row in rows.values() if row.status in ("behind", "back")]
    if not late:
        return all_well(rows)
    sure = [row for row in late if row.high is None or row.high < 100] or late
    row = min(sure, key=lambda row: (row.code not in OUTCOMES, row.way is None, row.way or 0.0))
    said = Text(
        "Lo más lejos de su meta es «{name}»: {value}, con meta {target}.",
        name=row.name,
        value=row.said,
        target=row.target or Text("—"),
    )
    if row.status == "back":
        said = Text(
            "«{name}» está peor que al empezar: {value}; empezó en {baseline} y la meta es "
            "{target}.",
            name=row.name,
            value=row.said,
            baseline=row.baseline or Text("—"),
            target=row.target or Text("—"),
        )
    return Finding(LAGS, said, how_sure(row), room_of(row.code))


def how_sure(row: FrameworkRow) -> Text:
    """Return how certain it is that a figure lies below its target, in words."""
    if not row.estimate.measured:
        if row.unit in ("n", "posts"):
            return Text("Es un conteo, no una muestra.")
        return Text("Sin intervalo: se calcula de conteos protegidos.")
    interval = range_of(row)
    if row.high is not None and row.high < 100:
        return Text("Con 95 % de confianza, {interval}: no alcanza la meta.", interval=interval)
    return Text("Con 95 % de confianza, {interval}: podría rozar la meta.", interval=interval)


def all_well(rows: Mapping[str, FrameworkRow]) -> Finding:
    """Return the finding that nothing lags, or that nothing has a target."""
    if any(row.target is not None for row in rows.values()):
        said = Text("Ningún indicador con meta está atrás.")
    else:
        said = Text("Este lugar no tiene metas propias: no se puede decir qué va atrás.")
    sure = Text("Las metas las fija el equipo de seguimiento.")
    return Finding(LAGS, said, sure, "indicators")


def first(found: Iterable[Finding]) -> tuple[Finding, list[Finding]]:
    """Return what to decide first, and what else."""
    every = list(found)
    if every:
        return every[0], every[1:]
    nothing = Text("Ninguna regla del observatorio pide hoy una decisión aquí.")
    sure = Text("Reglas: formadores que no enseñan, ferias, oficios que faltan, paridad.")
    return Finding(DECIDE, nothing, sure, "methods"), []
