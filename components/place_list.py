"""A list behind a place's figures, the same on every page: its first rows, and all in the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from components.figure import TableShown, figure, rows
from components.occupations import short
from components.reader_language import current
from data_access.answers import Answer
from data_access.language import Text

FIRST = 8  # rows that stand on the page
MOST = 40  # rows of the table, once it is opened


def render(answer: Answer, title: Text, counted: Text, columns: Sequence[str], key: str) -> None:
    """Render a list with its finding as title; `columns` are those of its first rows on the page.

    The rows keep the answer's own order. The page must check whether the reader may see the list.
    """
    with figure(answer, title=title, counted=counted, key=key, table=TableShown(most=MOST)):
        if answer.frame.empty:
            return
        language = current()
        # What is not shown says why a cell that is has no number.
        rest = [name for name in answer.frame.columns if name not in columns]
        frame = answer.frame[[*columns, *rest]]
        if "ciuo2" in columns:
            # Official titles would stretch a row over a phone's whole screen.
            frame = frame.assign(ciuo2=[short(code).to(language) for code in frame["ciuo2"]])
        rows(replace(answer, frame=frame), title.to(language), language, FIRST, columns)
