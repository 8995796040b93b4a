"""One indicator by groups, and the batches and notes behind it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import ask, figure, group_colors, labels
from components.estimate_values import Estimate
from components.evidence import whole_of
from components.indicators import indicator_writes
from components.indicators.framework_rows import BY_GROUP, FrameworkRow, rows_of
from components.intervals import Row as Bar
from components.markup import plain
from components.programme_results import group_choice
from components.programme_results.result_figures import ONE, one_series
from components.reader_language import _, current
from components.theme import paint
from components.words import Inside, Joined, Listed, Moment, people
from data_access.answers import QUESTIONS, Answer
from data_access.answers.indicators.catalogue import BY_CODE
from data_access.answers.indicators.indicator import IndicatorColumn
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

MOST_FILES = 3


def by_group(row: FrameworkRow, scope: Scope, viewer: Viewer) -> None:
    """Render the figure of each group of a dimension that the reader chooses."""
    indicator = BY_CODE[row.code]
    if not isinstance(indicator.reading, IndicatorColumn):
        return
    dimensions = indicator.reading.dimensions(indicator)
    if not dimensions:
        return
    dimension = group_choice.choose(dimensions, "indicators")
    asked = scope.having(by=(dimension,), indicador=row.code)
    answer = ask.answer(BY_GROUP, asked, viewer)
    names = labels.codes(dimension)
    told = [
        (str(code), one)
        for code, one in zip(answer.frame.get(dimension, ()), rows_of(answer), strict=True)
        if one.value is not None
    ]
    title = Text(
        "{name}, por {dimension}", name=row.name, dimension=Inside(labels.scope_key(dimension))
    )
    share = indicator.unit == "percent"
    bars = [
        replace(
            bar(_named(names.get(code, Text("{code}", code=code)), one, answer), one, share),
            color=group_colors.color(dimension, code, paint()),
        )
        for code, one in told
    ]
    with figure.figure(
        answer,
        title=title,
        counted=Joined(indicator.meaning, WITHHELD),
        key="by-group",
    ):
        if bars:
            one_series(title, bars, paint().neutral, share)


WITHHELD = Text("Los grupos que no se publican están en la tabla.")


def _named(name: Text, row: FrameworkRow, answer: Answer) -> Text:
    """Return a group's name and, of a share, of how many it is: 100 % of seven says little."""
    n = whole_of(row.estimate.evidence)
    return name if n is None else Text("{name}: de {n}", name=name, n=people(n, answer.adjusted))


def bar(name: Text, row: FrameworkRow, share: bool) -> Bar:
    """Return a group's figure with its interval, as the chart draws it."""
    scale = 0.01 if share else 1.0
    ends = [row.estimate.value, row.estimate.low, row.estimate.high]
    value, low, high = (None if end is None else end * scale for end in ends)
    return Bar(name, {ONE: Estimate(value, low, high, "reliable", moved=row.moved)})


def behind(row: FrameworkRow, scope: Scope, viewer: Viewer) -> None:
    """Render what must be known of the data, and every batch that the figure rests on."""
    language, answer = current(), source(row.code, scope, viewer)
    with st.expander(_("Lotes y calidad de los datos")):
        st.markdown(figure.provenance((answer,)).to(language))
        for limit in (*answer.definition.limits, *answer.notes):
            st.markdown(f"- {plain(limit.to(language))}")
        for held in answer.withheld:
            said = Text(
                "{count} fila no se publica: {reason}.",
                "{count} filas no se publican: {reason}.",
                held.rows,
                reason=labels.FLAGS[held.reason],
            )
            st.markdown(f"- {said.to(language)}")
        numbers = tuple(number for one in answer.sources for number in one.batches)
        batches = indicator_writes.batches(viewer, numbers)
        if not batches:
            st.caption(_("Los lotes los ve quien los cargó y el equipo de seguimiento."))
        for batch in batches:
            st.markdown(plain(batch_in_words(batch).to(language)))


def batch_in_words(batch: indicator_writes.Batch) -> Text:
    """Return a batch in words: its number, files, author, time, and its evidence."""
    said = Text(
        "Lote {number}: {files}, de {author}, {at}.",
        number=str(batch.number),
        files=files_of(batch),
        author=batch.author or "—",
        at=Moment(batch.at),
    )
    if not batch.evidence:
        return said
    return Joined(said, Text("Se apoya en: {evidence}.", evidence=batch.evidence))


def files_of(batch: indicator_writes.Batch) -> Text:
    """Return the names of a batch's files; of many, the first and how many more."""
    names = [Text("{name}", name=name) for name in batch.files[:MOST_FILES]]
    more = len(batch.files) - len(names)
    if more:
        names.append(Text("{count} archivo más", "{count} archivos más", more))
    return Listed(names)


def source(code: str, scope: Scope, viewer: Viewer) -> Answer:
    """Return the answer that the indicator reads."""
    question = BY_CODE[code].question
    known = QUESTIONS[question]
    own = scope.having(by=(), **{key: None for key, _value in scope.filters})
    if not known.periods:
        own = own.having(start=None, end=None)
    return ask.answer(question, own, viewer)
