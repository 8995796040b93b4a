"""What the app's own sentences claim of a programme, as a reader gets them.

Each claim is a sentence that says of two figures that they differ; the sentences are those of the
pages, made from the answers of that reader.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from components import comparing, labels
from components.hiring import fair_stories, hired_groups
from components.hiring.funnel_rows import steps
from components.hiring.hiring_sections import hardest_step, hire_rate
from components.key_figures import KeyFigure
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.programme_results.result_figures import cards_of_shares
from components.training.training_sections import COMPLETED, COMPLETING
from data_access.answers import Answer, ask
from data_access.language import Text
from data_access.scope import Scope

# Sentences that say that figures differ; all others say that they do not, or nothing.
CLAIMS = (
    *("consiguen más trabajo", "consiguen menos trabajo", "completan más", "completan menos"),
    *("más allá del azar", "La feria que más sirvió", "El paso más difícil es"),
    *("Más que en", "Menos que en"),
)


@dataclass(frozen=True)
class Asked(ProgrammeQuestions):
    """The questions of a page, put to a database of one's own."""

    connection: Connection = None  # type: ignore[assignment]

    def answer(self, name: str, **changes: Any) -> Answer:
        """Return an answer of the scope, as the page would ask for it."""
        return ask(self.connection, name, self.viewer, self.scope.having(**changes))

    def of(self, year: int) -> Asked:
        """Return the questions of a calendar year."""
        start, end = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
        return replace(self, scope=Scope(start=start, end=end))


def sentences(asked: Asked) -> Iterator[tuple[str, Text]]:
    """Yield each kind of sentence that compares, with what the pages say."""
    for dimension in ("sexo", "nacionalidad"):
        found = hired_groups.rates(asked, dimension)
        verdicts = hired_groups.verdicts(asked, dimension, found)
        reference = comparing.REFERENCES[dimension]
        yield (
            f"hired by {dimension}",
            comparing.of_groups(
                labels.codes(dimension), found, reference, verdicts, hired_groups.SENTENCES
            ),
        )
    yield "parity", parity_title(asked)
    answer = asked.answer("hiring.funnel")
    yield "hardest step", hardest_step(steps(answer))
    fairs = asked.answer("hiring.fairs")
    rows = estimate_rows.rows(fairs)
    yield (
        "best fair",
        fair_stories.finding(
            {row["event"]: row["nombre"] for row in rows},
            {row["event"]: fair_stories.conversion(fairs, row) for row in rows},
        ),
    )
    answer = asked.answer("training.completion", by=("sexo",))
    found = {
        row["sexo"]: estimate_rows.share(answer, row, COMPLETED)
        for row in estimate_rows.rows(answer)
    }
    yield (
        "completed by sexo",
        comparing.of_groups(
            labels.codes("sexo"), found, "H", comparing.against(found, "H"), COMPLETING
        ),
    )
    yield "card of a year", change_of(asked)


def change_of(asked: Asked) -> Text:
    """Return what the card of hires says of the year before."""
    now, before = (hire_rate(asked.of(year)) for year in (2025, 2024))
    (card,) = cards_of_shares([(Text(""), now, before)])
    return said(card)


def said(card: KeyFigure) -> Text:
    return card.change or Text("")


def parity_title(asked: Asked) -> Text:
    """Return whether any of the parity ratios is told apart from 1."""
    found = hired_groups.parity(asked)
    if any(verdict.differs for verdict in found.values()):
        return Text("La diferencia va más allá del azar: {groups}", groups="")
    return Text("Ninguna razón se distingue de la paridad")


def claims(sentence: Text) -> bool:
    """Return whether a sentence says that figures differ."""
    return any(claim in sentence.msgid for claim in CLAIMS)
