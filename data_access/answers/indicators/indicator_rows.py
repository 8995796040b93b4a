"""An indicator's row: its figure beside its baseline and its target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access import clock, lists
from data_access.answers.answer import COUNTED_UNITS, QUESTIONS, Answer, Source, withheld_in
from data_access.answers.columns import AnswerColumn, Empty, Kind, names_of
from data_access.answers.indicators.catalogue import BY_CODE
from data_access.answers.indicators.indicator import NOTHING, Figure, Indicator, Reader
from data_access.answers.indicators.missing_sheets import missing_in
from data_access.answers.provenance import synthetic
from data_access.answers.shared_columns import FLAG, TERRITORY
from data_access.disclosure import ADJUSTED
from data_access.language import Text
from data_access.measures.figures import Counted
from data_access.measures.target_progress import status
from data_access.period_codes import CODES, code_of
from data_access.scope import Scope
from data_access.tables import Closing, FrozenFigure, Target
from data_access.viewer import Viewer, may_pick_any_period, sees_exact_people

DETAILS: Mapping[str, Text] = {
    **lists.BARRIER,
    "icc_2_k": Text("CCI(2,k)"),
    "alpha_interval": Text("α de Krippendorff"),
    "not_reached": Text("Menos de la mitad tiene trabajo"),
}
ROW_COLUMNS = (
    AnswerColumn("code", Kind.CODE, Text("Indicador"), lists.INDICATORS),
    TERRITORY,
    AnswerColumn("period", Kind.CODE, Text("Período"), CODES),
    AnswerColumn("actual", Kind.IN_UNIT, Text("Valor actual"), moved=True),
    AnswerColumn("low", Kind.IN_UNIT, Text("Intervalo de 95 %, desde"), empty=Empty.NOT_SET),
    AnswerColumn("high", Kind.IN_UNIT, Text("Intervalo de 95 %, hasta"), empty=Empty.NOT_SET),
    AnswerColumn("detail", Kind.CODE, Text("De qué es la cifra"), DETAILS, empty=Empty.NOT_SET),
    AnswerColumn("unit", Kind.CODE, Text("Unidad"), lists.UNITS),
    AnswerColumn("baseline", Kind.IN_UNIT, Text("Línea de base"), empty=Empty.NOT_SET),
    AnswerColumn("target", Kind.IN_UNIT, Text("Meta"), empty=Empty.NOT_SET),
    AnswerColumn("progress", Kind.POINTS, Text("Avance (%)"), empty=Empty.NOT_SET),
    AnswerColumn("status", Kind.CODE, Text("Estado"), lists.PROGRESS),
    FLAG,
    AnswerColumn("missing", Kind.TEXT, Text("Hoja que falta"), empty=Empty.NOT_SET),
    AnswerColumn("as_of", Kind.DATE, Text("Al"), empty=Empty.NOT_SET),
)
COLUMNS = names_of(ROW_COLUMNS)

EXACT, PUBLIC = "exact", "public"  # the two audiences of a frozen figure


def bare(scope: Scope) -> Scope:
    """Return a scope with only its place and period."""
    return replace(scope, filters=(), by=())


def without_own_end(viewer: Viewer, scope: Scope) -> Scope:
    """Return a scope without the end set for readers of closed periods; questions set it again."""
    if scope.start is None and not may_pick_any_period(viewer):
        return scope.having(end=None)
    return scope


def read(
    reader: Reader, indicators: Iterable[Indicator], live: bool = False
) -> list[tuple[dict[str, Any], Figure]]:
    """Return the rows of some indicators for a place and period, each with its figure.

    Below monitor, a closed period is shown as it was then: vintages that differ by a few
    people would help to single them out. `live`: as the data are now, for every viewer.
    """
    connection, scope = reader.connection, reader.scope
    targets = targets_of(connection, scope)
    kept = {} if live or sees_exact_people(reader.viewer) else frozen_of(connection, scope, PUBLIC)
    found = []
    for indicator in indicators:
        if indicator.code in kept:
            found.append(kept[indicator.code])
            continue
        figure = indicator.reading(reader)
        missing = missing_in(connection, indicator, figure)
        if missing is not None:
            figure = NOTHING
        found.append((row_of(indicator, figure, targets, scope) | {"missing": missing}, figure))
    return found


def row_of(
    indicator: Indicator, figure: Figure, targets: Mapping[str, Target], scope: Scope
) -> dict[str, Any]:
    """Return an indicator's row: its figure, and its progress to its target."""
    target = targets.get(indicator.code)
    aims = [
        None if value is None else float(value)
        for value in ((target.baseline, target.target) if target else (None, None))
    ]
    state, way = _state(indicator, figure, *aims)
    return {
        "code": indicator.code,
        "territory": scope.territory,
        "period": code_of(scope.start, scope.end),
        "actual": figure.value,
        "low": figure.low,
        "high": figure.high,
        "detail": figure.detail,
        "unit": indicator.unit,
        "baseline": aims[0],
        "target": aims[1],
        "progress": way,
        "status": state,
        "flag": figure.flag,
        "as_of": None if figure.answer is None else figure.answer.as_of,
    }


def _state(
    indicator: Indicator, figure: Figure, baseline: float | None, target: float | None
) -> tuple[str, float | None]:
    if figure.value is None:
        if figure.detail == "not_reached":
            return "not_reached", None
        return ("no_data" if figure.flag in (None, "unknown") else "few"), None
    return status(figure.reading, baseline, target, indicator.direction)


def targets_of(connection: Connection, scope: Scope) -> dict[str, Any]:
    """Return the targets of a place and period by indicator; the phase's without a period."""
    period = code_of(scope.start, scope.end)
    query = select(Target).filter_by(territory_code=scope.territory, period=period)
    return {row.indicator_code: row for row in connection.execute(query)}


def frozen_of(
    connection: Connection, scope: Scope, audience: str, vintage: int | None = None
) -> dict[str, tuple[dict[str, Any], Figure]]:
    """Return the rows of a place and period as they were when it was closed, by indicator.

    Of the newest vintage unless another is named; nothing where the period was not closed.
    """
    period = code_of(scope.start, scope.end)
    closings = select(Closing).where(Closing.period == period).order_by(Closing.vintage.desc())
    if vintage is not None:
        closings = closings.where(Closing.vintage == vintage)
    closing = connection.execute(closings.limit(1)).first()
    if closing is None:
        return {}
    query = select(FrozenFigure).filter_by(
        period=period, vintage=closing.vintage, territory_code=scope.territory, audience=audience
    )
    found = {}
    for kept in connection.execute(query):
        indicator = BY_CODE.get(kept.indicator_code)
        if indicator is not None:
            found[indicator.code] = _as_kept(indicator, kept, closing, scope)
    return found


def _as_kept(
    indicator: Indicator, kept: Any, closing: Any, scope: Scope
) -> tuple[dict[str, Any], Figure]:
    # Of a share only its interval was kept; a count is tested as it was shown.
    counted = kept.actual is not None and indicator.unit in COUNTED_UNITS
    figure = Figure(
        kept.actual,
        kept.low,
        kept.high,
        kept.flag,
        kept.detail,
        closing=closing,
        evidence=Counted(kept.actual, kept.flag == ADJUSTED) if counted else None,
    )
    aims = {indicator.code: kept} if kept.target is not None else {}
    row = row_of(indicator, figure, aims, scope)
    return row | {"missing": kept.missing, "as_of": kept.as_of}, figure


def kind_of(answers: Sequence[Answer]) -> str:
    """Return the kind of figures of some answers; "mixed" where they are of several kinds."""
    kinds = {answer.estimate_type for answer in answers}
    return kinds.pop() if len(kinds) == 1 else ("mixed" if kinds else "count")


def sources_of(answers: Iterable[Answer]) -> tuple[Source, ...]:
    """Return each source once, by its name and date."""
    return tuple(dict.fromkeys(source for answer in answers for source in answer.sources))


def indicator_answer(
    connection: Connection,
    name: str,
    viewer: Viewer,
    scope: Scope,
    found: Sequence[tuple[dict[str, Any], Figure]],
    first: Sequence[str] = (),
) -> Answer:
    """Return the rows as an answer, with sources, dates and notes of all they were read from.

    `first` are columns that the rows have before the usual ones.
    """
    frame = pd.DataFrame([row for row, _figure in found], columns=[*first, *COLUMNS])
    answers = [figure.answer for _row, figure in found if figure.answer is not None]
    days = [row["as_of"] for row, _figure in found if row["as_of"] is not None]
    closings = {f.closing.vintage: f.closing for _row, f in found if f.closing is not None}
    return Answer(
        name=name,
        scope=scope,
        definition=QUESTIONS[name].definition,
        frame=frame,
        as_of=max(days, default=None),
        estimate_type=kind_of(answers),
        sources=(*sources_of(answers), *(_source(closing) for closing in closings.values())),
        withheld=withheld_in(frame),
        notes=(
            *dict.fromkeys(note for a in answers if a.adjusted for note in a.notes),
            *(frozen_note(closing) for closing in closings.values()),
        ),
        adjusted=not sees_exact_people(viewer),
        synthetic=synthetic(connection),
        evidence=tuple(figure.evidence for _row, figure in found),
    )


def frozen_note(closing: Any) -> Text:
    """Return the note that figures are those of the day their period was closed."""
    return Text(
        "{period}: cifras congeladas el {day} (versión {vintage}); lo que llegó después no las "
        "cambia.",
        period=CODES[closing.period],
        day=clock.local_day(closing.closed_at),
        vintage=closing.vintage,
    )


def _source(closing: Any) -> Source:
    day = clock.local_day(closing.closed_at)
    return Source(Text("Cierre del período: {period}", period=CODES[closing.period]), day, ())
