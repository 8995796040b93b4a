"""The results framework as a Word document: a chapter for each place, of its newest year."""

from __future__ import annotations

from components import labels
from components.reports.framework_excel import notes_of, notice_of
from components.reports.framework_lines import ALL_TIME, FrameworkTaken, said_span
from components.reports.framework_tables import by_groups, totals
from components.reports.word import WordDocument
from data_access.language import Text

TITLE = Text("Marco de resultados")
ABOUT = Text("De dónde salen estas cifras")
# Shares of the width: indicator, figure, interval, n, baseline, target, state; the rest is its day.
TOTALS = (0.28, 0.11, 0.13, 0.06, 0.1, 0.1, 0.13)
NUMBERS = range(1, 6)
FEW_PERIODS = 2  # in words; every period is in the workbook


def as_word(taken: FrameworkTaken, language: str) -> bytes:
    """Return the document: totals and each dimension of the whole time and of the newest year."""
    document = WordDocument(TITLE.to(language), language, landscape=True)
    notice = notice_of(taken, language)
    if notice:
        document.paragraph(notice, bold=True)
    document.footer(" · ".join(filter(None, (TITLE.to(language), notice))))
    spans = [span for span in taken.spans if span != ALL_TIME][: FEW_PERIODS - 1]
    spans = [*(span for span in taken.spans if span == ALL_TIME), *spans]
    for place in taken.places:
        for span in spans:
            title = Text("{place}, {period}", place=labels.place(place), period=said_span(span))
            document.heading(title.to(language))
            document.table(*totals(taken, place, span, language), TOTALS, NUMBERS)
            for name, table in by_groups(taken, place, span, language):
                document.heading(name, 2)
                document.table(*table, (0.26,))
    document.heading(ABOUT.to(language))
    for name, value in notes_of(taken, language):
        document.paragraph(f"{name}: {value}", small=True)
    return document.as_bytes()
