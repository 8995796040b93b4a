"""Three sentences: what changed, what lags most, what needs a decision.

Each is a rule over figures that the reader may see, states how precise they are, and links to its
page. Only what `comparing` tells apart is called a change.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from components import comparing, labels
from components.comparing import Comparison
from components.indicators.framework_rows import LATE, FrameworkRow
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
    pairs = [(before, now) for before, now in pairs if before.detail == now.detail]
    verdicts = comparing.judge([(now.estimate, before.estimate) for before, now in pairs])
    tested = [
        (pair, verdict) for pair, verdict in zip(pairs, verdicts, strict=True) if verdict.tested
    ]
    if not tested:
        return Finding(
            CHANGED,
            Text("Aún no hay cifras de dos períodos cerrados que se puedan comparar."),
            Text("Se compara un período cerrado con el anterior."),
            "indicators",
        )
    moved = [(pair, verdict) for pair, verdict in tested if verdict.differs]
    if not moved:
        one, other = (labels.period(*span_of(row)) for row in tested[0][0])
        return Finding(
            CHANGED,
            Text("De {before} a {now} no se distingue ningún cambio.", before=one, now=other),
            Text(
                "Se probó la diferencia de {count} indicador.",
                "Se probó la diferencia de {count} indicadores, todos a la vez.",
                len(tested),
            ),
            "indicators",
        )
    (before, now), verdict = max(moved, key=lambda one: weight(*one[0]))
    return change_of(before, now, verdict)


def change_of(before: FrameworkRow, now: FrameworkRow, verdict: Comparison) -> Finding:
    """Return one indicator's change, and whether it is good; `verdict` tells them apart."""
    parts: dict[str, Any] = {
        "name": now.name,
        "value": now.said,
        "earlier": before.said,
        "before": labels.period(*span_of(before)),
        "now": labels.period(*span_of(now)),
    }
    rose = verdict.higher
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
            "Intervalos de 95 % sin corregir: {now} frente a {before}. La diferencia se distingue.",
            now=range_of(now),
            before=range_of(before),
        )
    elif now.moved:
        sure = Text("La diferencia es mayor que el ajuste que protege a las personas.")
    else:
        sure = Text("Es un conteo exacto, no una muestra.")
    return Finding(CHANGED, said, sure, room_of(now.code), period_query(span_of(now)))


def period_query(span: Period) -> tuple[tuple[str, str], ...]:
    """Return a period as the query parameters of a page."""
    return (("from", span[0].isoformat()), ("until", span[1].isoformat()))


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
    late = [row for row in rows.values() if row.status in LATE]
    if not late:
        return all_well(rows)
    row = min(late, key=lambda row: (row.code not in OUTCOMES, row.way is None, row.way or 0.0))
    said = Text(
        "Queda corto de su meta «{name}»: {value}, con meta {target}.",
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
    """Return how certain it is that a figure falls short of its target, in words."""
    if row.estimate.measured:
        return Text(
            "Con 95 % de confianza, {interval}: no alcanza la meta.", interval=range_of(row)
        )
    if row.moved:
        return Text("Queda corto por más que el ajuste que protege a las personas.")
    return Text("Es un conteo, no una muestra.")


def all_well(rows: Mapping[str, FrameworkRow]) -> Finding:
    """Return the finding that nothing lags, or that nothing has a target."""
    if any(row.target is not None for row in rows.values()):
        said = Text("De ningún indicador con meta se sabe que quede corto.")
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
