"""A briefing as PDF: typeset by Typst, tagged to PDF/UA-1, its charts vectors.

Typst refuses to write PDF/UA-1 without a title, a language, a text for each picture and a heading
row for each table, so that a document which cannot be read aloud is never handed out.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from components.reports.contents import Briefing
from components.taking import Taken
from data_access.language import Text

TEMPLATE = Path(__file__).with_name("briefing.typ")
# Width of a figure, in percent of a line: the first at which the briefing has no page too many. In
# the narrowest a chart's letters are of 5.5 points.
WIDTHS = (86, 80, 76, 72)
MOST_PAGES = 4
NAME = Text("Observatorio M4SD Ecuador")
NOTES = Text("Para leer estas cifras")


@cache
def template() -> bytes:
    """Return the template, read once."""
    return TEMPLATE.read_bytes()


def as_pdf(briefing: Briefing) -> bytes:
    """Return the briefing as a tagged PDF."""
    import typst  # 40 MB, wanted by whoever takes a briefing only

    told = {"data": json.dumps(data_of(briefing), ensure_ascii=False)}
    for wide in WIDTHS:
        inputs = {**told, "wide": str(wide)}
        pages = typst.query(template(), "<pages>", field="value", one=True, sys_inputs=inputs)
        if int(json.loads(pages)) <= MOST_PAGES:
            break
    made: bytes = typst.compile(template(), format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
    return made


def data_of(briefing: Briefing) -> dict[str, Any]:
    """Return what the template reads: plain texts, and charts as SVG."""
    language = briefing.language
    return {
        "language": language,
        "name": NAME.to(language),
        "title": briefing.title,
        "period": briefing.period,
        "headline": briefing.headline,
        "freshness": briefing.freshness,
        "notice": briefing.notice,
        "remarks": [asdict(remark) for remark in briefing.remarks],
        "key_figures": asdict(briefing.key_figures),
        "targets": asdict(briefing.targets),
        "chapters": [
            {
                "title": chapter.title,
                "figures": [figure_of(taken, language) for taken in chapter.figures],
            }
            for chapter in briefing.chapters
        ],
        "notes": list(briefing.notes),
        "notes_title": NOTES.to(language),
        "footer": " · ".join(filter(None, (briefing.made, briefing.notice))),
    }


def figure_of(taken: Taken, language: str) -> dict[str, Any]:
    """Return a figure as the template reads it."""
    return {
        "title": taken.told.title.to(language),
        "counted": taken.told.counted.to(language),
        "svg": taken.picture(language).decode(),
        "alt": taken.alternative(language),
        "foot": taken.foot(language),
    }
