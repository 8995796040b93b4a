"""What the results pages share: cards, and rows of shares or of counts of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from components import charts, comparing, intervals, labels
from components.comparing import Comparison, Why, refused
from components.estimate_values import Estimate
from components.evidence import Untested
from components.figure import figure
from components.intervals import Row, Series
from components.key_figures import KeyFigure
from components.moved import is_moved
from components.programme_results import estimate_rows
from components.programme_results.programme_questions import ProgrammeQuestions
from components.reader_language import current
from components.theme import paint
from components.words import Percent, between, people
from data_access import territory
from data_access.answers import Answer
from data_access.language import Text

ONE = "one"  # the one series of a figure
CIRCLES = Text("Cada círculo es un cantón; su área sigue el número de personas.")
FEW = labels.WITHHELD["few"]


def where(place: str) -> Text:
    """Return a place as it stands in a sentence that begins "En …"."""
    return Text("el Ecuador") if place == territory.COUNTRY else labels.place_in_sentence(place)


def counted(answer: Answer, row: estimate_rows.Row, column: str) -> Text:
    """Return a row's count as the answer discloses it: a number, perhaps about, or few."""
    value = estimate_rows.number(row[column])
    return FEW if value is None else people(value, is_moved(answer, row, column))


def cards_of_shares(
    found: Sequence[tuple[Text, Estimate, Estimate | None]], named: Text | None = None
) -> list[KeyFigure]:
    """Return shares with their intervals beside others, as one family.

    Those are of the period before, or of what is `named`.
    """
    verdicts = comparing.judge([(now, earlier) for _label, now, earlier in found])
    return [
        card_of_share(label, now, earlier, verdict, named)
        for (label, now, earlier), verdict in zip(found, verdicts, strict=True)
    ]


def card_of_share(
    label: Text,
    now: Estimate,
    earlier: Estimate | None,
    verdict: Comparison,
    named: Text | None = None,
) -> KeyFigure:
    """Return a share with its interval, and whether it differs from the one beside it."""
    before = None if earlier is None or earlier.value is None else Percent(earlier.value)
    if now.value is None:
        change = None
        if now.flag == "still_followed" and before is not None:
            change = comparing.beside(refused(Why.STILL_FOLLOWED), before, named)
        return KeyFigure(label, None, labels.FLAGS[now.flag], change)
    change = None if before is None else comparing.beside(verdict, before, named)
    if now.measured:
        said = between(now.low, now.high, True)
    elif isinstance(now.evidence, Untested):
        said = Text("En pasos de 5 puntos.")
    else:
        said = Text("Sin intervalo: menos de 10 personas.")
    return KeyFigure(label, Percent(now.value), Text("{said}", said=said), change)


def card_of_people(
    asked: ProgrammeQuestions, label: Text, name: str, column: str, said: Text
) -> KeyFigure:
    """Return a count of an answer's one row, and the one beside it; neither is called higher."""
    answer = asked.answer(name)
    row = estimate_rows.only(answer)
    if estimate_rows.number(row[column]) is None:
        return KeyFigure(label, None, labels.FLAGS[estimate_rows.flag_of(row)])
    return KeyFigure(label, counted(answer, row, column), said, _earlier(asked, name, column))


def _earlier(asked: ProgrammeQuestions, name: str, column: str) -> Text | None:
    """Return the count that a card's stands beside; None where there is none."""
    if asked.before is None:
        return None
    answer = asked.before.answer(name)
    row = estimate_rows.only(answer)
    if estimate_rows.number(row[column]) is None:
        return None
    return comparing.side_by_side(counted(answer, row, column), asked.named)


@dataclass(frozen=True)
class ShareRows:
    """Rows of shares, by default in the colour of supply. `whole`: their axis runs to 100 %."""

    rows: Sequence[Row]
    color: str | None = None
    whole: bool = False


def shares(answer: Answer, title: Text, what: Text, key: str, shown: ShareRows) -> None:
    """Render rows of shares with their intervals as a figure."""
    with figure(answer, title=title, counted=what, key=key):
        one_series(title, shown.rows, shown.color or paint().supply, True, shown.whole)


def one_series(
    title: Text, rows: Sequence[Row], color: str, share: bool = False, whole: bool = False
) -> None:
    """Render rows of the series `ONE` in its colour, inside a figure."""
    series = (Series(ONE, title, color),)
    charts.render(title, intervals.chart, tuple(rows), series, current(), paint(), share, whole)
