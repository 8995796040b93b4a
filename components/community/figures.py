"""The key figures of the community page: things that are counted, never people."""

from __future__ import annotations

from collections.abc import Callable

from components import comparing, key_figures, labels
from components.community.associations_section import active
from components.key_figures import KeyFigure
from components.programme_results import beside, estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.words import Count
from data_access.language import Text

Measure = Callable[[ProgrammeQuestions], int | None]


def render(asked: ProgrammeQuestions) -> None:
    """Render the counts of the period, and those of the period before."""
    measures: tuple[tuple[Text, Text, Measure], ...] = (
        (Text("Asociaciones"), Text("Activas en los últimos doce meses."), associations),
        (Text("Empresas"), Text("Capacitadas en cursos y talleres."), companies),
        (
            Text("Recomendaciones"),
            Text("Adoptadas, de los estudios del período."),
            sum_of("community.studies", "adopted"),
        ),
        (
            Text("Políticas"),
            Text("Adoptadas, de las asistencias que empezaron en el período."),
            sum_of("community.assistance", "adopted"),
        ),
    )
    key_figures.render([card(label, said, measure, asked) for label, said, measure in measures])
    beside.render(asked)


def card(label: Text, said: Text, measure: Measure, asked: ProgrammeQuestions) -> KeyFigure:
    """Return a count beside that of the period before."""
    now = measure(asked)
    if now is None:
        return KeyFigure(label, None, labels.FLAGS["unknown"])
    # What is active today has no period to compare.
    is_place = asked.beside is not None and asked.beside.territory != asked.scope.territory
    earlier = asked.before if measure is not associations or is_place else None
    before = None if earlier is None else measure(earlier)
    change = None if before is None else comparing.side_by_side(Count(before), asked.named)
    return KeyFigure(label, Count(now), said, change)


def associations(asked: ProgrammeQuestions) -> int | None:
    """Return the number of active associations; None if there is no data."""
    answer = asked.answer("community.associations")
    return None if answer.as_of is None else active(answer)[0]


def companies(asked: ProgrammeQuestions) -> int | None:
    """Return the number of different companies trained; None if there is no data."""
    answer = asked.answer("community.employers")
    return None if answer.as_of is None else int(estimate_rows.only(answer)["enterprises_trained"])


def sum_of(question: str, column: str) -> Measure:
    """Return a measure that adds up a column of an answer; None if there is no data."""

    def measure(asked: ProgrammeQuestions) -> int | None:
        answer = asked.answer(question)
        return None if answer.as_of is None else int(answer.frame[column].sum())

    return measure
