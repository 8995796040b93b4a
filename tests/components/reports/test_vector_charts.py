"""Numbers inside the charts of a briefing: those of the answers, in the PDF, and to scale."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pypdf
import pytest

from components.reports import briefing, native_charts, pdf
from components.reports.contents import Briefing
from components.taking import Taken
from data_access.scope import Scope
from tests.components.reports.test_briefings import TOLD, demo, plain, quietly
from tests.pages.test_every_figure import DATES, NUMBER, as_said, values_in

__all__ = ["demo"]
SVG = "{http://www.w3.org/2000/svg}"
BAR = re.compile(r"M[-\d.e]+,[-\d.e]+h([\d.e-]+)v")  # as wide as its number, from 0
ROUGH = 1.0  # pixels that a bar may be off


@pytest.fixture(scope="module", params=TOLD)
def told(request: pytest.FixtureRequest, demo: str) -> Briefing:
    viewer, language, query = request.param
    return briefing.compose(Scope.from_query(query), viewer, language, quietly)


def charts(told: Briefing) -> list[Taken]:
    return [one for chapter in told.chapters for one in chapter.figures if one.drawn]


def marks(svg: bytes, kind: str) -> Iterator[ET.Element]:
    """The marks of a kind that a chart draws, without axes and legend."""
    for group in ET.fromstring(svg).iter(f"{SVG}g"):
        names = (group.get("class") or "").split()
        if kind in names and "role-mark" in names:
            yield from (one for one in group.iter() if one.tag in (f"{SVG}text", f"{SVG}path"))


def labels(taken: Taken, language: str) -> list[str]:
    """Every word that a chart writes beside its marks."""
    found = ["".join(one.itertext()) for one in marks(taken.picture(language), "mark-text")]
    return [said for said in found if said.strip()]


def test_every_number_in_a_chart_is_one_of_the_answers_that_it_draws(told: Briefing) -> None:
    seen = 0
    for taken in charts(told):
        rows = [answer.to_json("es") for answer in taken.answers]
        known = as_said(values_in(rows), told.language)
        # Events on a series are numbered in the order of their list.
        known |= {str(at + 1) for answer in taken.answers for at in range(len(answer.frame))}
        for said in labels(taken, told.language):
            numbers = NUMBER.findall(DATES.sub(" ", said))
            seen += len(numbers)
            assert [one for one in numbers if one not in known] == [], (taken.key, said)
    assert seen > 20


def test_every_label_of_a_chart_stands_in_the_pdf(told: Briefing) -> None:
    pages = pypdf.PdfReader(io.BytesIO(pdf.as_pdf(told))).pages
    text = plain("".join(page.extract_text() for page in pages))

    for taken in charts(told):
        said = labels(taken, told.language)
        assert [one for one in said if plain(one) not in text] == [], taken.key


def test_a_bar_is_as_long_as_its_number(told: Briefing) -> None:
    seen = 0
    for taken in charts(told):
        bars = native_charts.bars_of(taken.drawn, told.language)
        if bars is None or bars.lines or len(bars.series) != 1:
            continue
        values = [value for value in bars.series[0].values if value is not None]
        found = [
            float(match[1])
            for one in marks(taken.picture(told.language), "mark-rect")
            if (match := BAR.search(one.get("d") or ""))
        ]
        assert len(found) == len(values), taken.key
        scale = max(found) / max(values)
        assert found == pytest.approx([value * scale for value in values], abs=ROUGH), taken.key
        seen += len(found)
    assert seen > 5
