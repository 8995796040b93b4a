"""A briefing as a Word document, to be written on: the same parts as the PDF."""

from __future__ import annotations

from components import pictures
from components.reports.contents import Briefing
from components.reports.pdf import NAME, NOTES
from components.reports.word import WordDocument

CARDS = (0.28, 0.1, 0.16, 0.2)  # of the width: figure, value, target, state; the rest is change


def as_word(briefing: Briefing) -> bytes:
    """Return the briefing as a Word document."""
    language = briefing.language
    document = WordDocument(briefing.title, language)
    foot = (NAME.to(language), briefing.made, briefing.notice)
    document.footer(" · ".join(filter(None, foot)))
    if briefing.notice:
        document.paragraph(briefing.notice, bold=True)
    document.paragraph(briefing.headline, bold=True)
    document.paragraph(briefing.freshness, small=True)
    for remark in briefing.remarks:
        document.heading(remark.label, 2)
        document.paragraph(remark.said)
        document.paragraph(remark.sure, small=True)
    for table in (briefing.key_figures, briefing.targets):
        if table.rows:
            document.heading(table.title)
            shares = CARDS if table is briefing.key_figures else (0.4,)
            document.table(table.head, table.rows, shares, table.numbers)
    for chapter in briefing.chapters:
        document.heading(chapter.title)
        for taken in chapter.figures:
            document.heading(taken.told.title.to(language), 2)
            document.paragraph(taken.told.counted.to(language), small=True, attached=True)
            picture = pictures.rastered(taken.picture(language))
            document.picture(picture, taken.alternative(language))
            document.paragraph(taken.foot(language), small=True)
    if briefing.notes:
        document.heading(NOTES.to(language))
        for note in briefing.notes:
            document.paragraph(note, small=True)
    return document.as_bytes()
