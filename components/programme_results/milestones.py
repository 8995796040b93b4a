"""What happened in a place while a series ran: drawn on it, listed below, and in its exports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from components import labels
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.trend import Happened
from data_access.answers import Answer
from data_access.language import Text, Title

MOST = 8  # marks that a telephone holds apart; of more the newest are drawn


@dataclass(frozen=True)
class Milestones:
    """What happened between the first and the last period of a series; `answer` holds all."""

    answer: Answer
    happened: tuple[tuple[dt.date, Text], ...] = ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Return the answer that a figure has beside its own, if anything happened."""
        return (self.answer,) if self.happened else ()

    @property
    def listed(self) -> tuple[Text, ...]:
        """Return each milestone in words, with the number it has on the chart."""
        return tuple(
            Text("{number}. {said}.", number=str(number), said=said)
            for number, (_day, said) in enumerate(self.happened, start=1)
        )

    def marks(self, language: str) -> tuple[Happened, ...]:
        """Return what the chart draws."""
        return tuple(
            (day, str(number), said.to(language))
            for number, (day, said) in enumerate(self.happened, start=1)
        )


def during(asked: ProgrammeQuestions, periods: Iterable[dt.date]) -> Milestones:
    """Return what happened from the first of a series' periods on, until its last one ended."""
    answer = asked.answer("community.milestones")
    days = sorted(set(periods))
    if len(days) < 2:
        return Milestones(answer)
    end = days[-1] + (days[-1] - days[-2])
    found = [row for row in answer.rows() if days[0] <= row["fecha"] < end]
    return Milestones(answer, tuple((row["fecha"], _said(row)) for row in found[-MOST:]))


def _said(row: dict[str, Any]) -> Text:
    return Text(
        "{day}: {name}, {place} ({source})",
        day=row["fecha"],
        name=Title(es=str(row["nombre"]), en=str(row["nombre_en"])),
        place=labels.place(str(row["territorio"])),
        source=str(row["fuente"]),
    )
