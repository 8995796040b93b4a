"""A briefing says in PDF, Word and PowerPoint what the pages say, and nothing more."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pptx
import pypdf
import pytest

from components import ask
from components.downloads import EXACT
from components.reports import briefing, briefing_word, native_charts, pdf, slides
from components.reports.contents import Briefing
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import VISITOR, Viewer
from tests import databases
from tests.pages.comparisons import Families, listening, without_a_test
from tests.pages.opening import opened
from tests.pages.test_every_figure import NUMBER

YEAR = {"territory": "1308", "from": "2025-01-01", "until": "2026-01-01"}
MONITOR, LEADER = Viewer.parse("monitor"), Viewer.parse("leader:1308")
CHARTS, TEXTS = (
    f"{{http://schemas.openxmlformats.org/drawingml/2006/{name}}}" for name in ("chart", "main")
)
# Who reads which briefing, in which language: Manta, the country, the provinces' and a canton's.
TOLD = [
    pytest.param((VISITOR, "es", YEAR), id="visitor-es"),
    pytest.param((MONITOR, "en", YEAR), id="monitor-en", marks=pytest.mark.matrix),
    pytest.param((VISITOR, "es", {}), id="country-es", marks=pytest.mark.matrix),
    pytest.param((VISITOR, "en", {}), id="country-en", marks=pytest.mark.matrix),
    pytest.param((LEADER, "es", {"territory": "1308"}), id="leader-es", marks=pytest.mark.matrix),
    pytest.param(
        (MONITOR, "es", {**YEAR, "territory": "13"}), id="province-es", marks=pytest.mark.matrix
    ),
    pytest.param(
        (VISITOR, "en", {**YEAR, "territory": "2301"}), id="canton-en", marks=pytest.mark.matrix
    ),
]


def quietly(_share: float, _said: Text) -> None:
    """Nobody waits here."""


@pytest.fixture(scope="module", autouse=True)
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = databases.sqlite_copy("demo", tmp_path_factory.mktemp("reports") / "demo.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        yield url


@pytest.fixture(scope="module", params=TOLD)
def composed(request: pytest.FixtureRequest, demo: str) -> tuple[Briefing, Families]:
    """A briefing, and the comparisons that were judged while it was made."""
    viewer, language, query = request.param
    with pytest.MonkeyPatch.context() as patch:
        families = listening(patch)
        told = briefing.compose(Scope.from_query(query), viewer, language, quietly)
    return told, families


@pytest.fixture(scope="module")
def told(composed: tuple[Briefing, Families]) -> Briefing:
    return composed[0]


def plain(text: str) -> str:
    """Text without spaces, which each form breaks where it has to, and hyphens of line ends."""
    return re.sub(r"[\s\u00ad\u00a0\u202f-]+", "", text)


def sentences(told: Briefing) -> list[str]:
    """Everything that a briefing says in words and numbers, but for what is drawn."""
    said = [told.headline, told.freshness, *filter(None, [told.notice]), *told.notes]
    for remark in told.remarks:
        said += [remark.label, remark.said, remark.sure]
    for grid in (told.key_figures, told.targets):
        said += [grid.title, *grid.head, *(cell for row in grid.rows for cell in row)]
    for chapter in told.chapters:
        said.append(chapter.title)
        for taken in chapter.figures:
            texts = (taken.told.title, taken.told.counted, *taken.told.foot)
            said += [text.to(told.language) for text in texts]
    return said


def all_of(told: Briefing) -> list[str]:
    """Its sentences, and what its pictures are read as."""
    drawn = [taken for chapter in told.chapters for taken in chapter.figures]
    return [*sentences(told), *(taken.alternative(told.language) for taken in drawn)]


def in_pdf(told: Briefing) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf.as_pdf(told))).pages
    return " ".join(page.extract_text() for page in pages)


def in_word(told: Briefing) -> str:
    document = docx.Document(io.BytesIO(briefing_word.as_word(told)))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    foot = [paragraph.text for paragraph in document.sections[0].footer.paragraphs]
    return " ".join([*(p.text for p in document.paragraphs), *cells, *foot])


def in_slides(told: Briefing) -> str:
    said = []
    for slide in pptx.Presentation(io.BytesIO(slides.as_slides(told))).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                said.append(shape.text_frame.text)
            if shape.has_table:
                said += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                chart = shape.chart
                said += chart.plots[0].categories
                said += [one for series in chart.plots[0].series for one in labels_of(series)]
    return " ".join(said)


def labels_of(series: Any) -> list[str]:
    """What a chart of a slide writes beside its points."""
    rich = series._element.iter(f"{CHARTS}rich")
    return ["".join(one.text for one in label.iter(f"{TEXTS}t")) for label in rich]


@pytest.fixture(scope="module")
def forms(told: Briefing) -> dict[str, str]:
    """All that each form of a briefing says."""
    return {"pdf": in_pdf(told), "word": in_word(told), "slides": in_slides(told)}


def test_every_form_says_every_sentence_and_number(told: Briefing, forms: dict[str, str]) -> None:
    for form, text in forms.items():
        missing = [said for said in sentences(told) if plain(said) not in plain(text)]
        assert missing == [], form


def test_no_form_says_a_number_more(told: Briefing, forms: dict[str, str]) -> None:
    """But for the axes of pictures, which a PDF holds as text, and what native charts write of the
    same estimates: `test_a_slide_s_chart_holds_the_numbers_that_the_page_draws`.
    """
    pages = len(pypdf.PdfReader(io.BytesIO(pdf.as_pdf(told))).pages)
    common = [*sentences(told), told.title, told.period, told.made]
    drawn = [taken for chapter in told.chapters for taken in chapter.figures]
    axes = [
        text for taken in drawn for text in ET.fromstring(taken.picture(told.language)).itertext()
    ]
    native = [
        text
        for taken in drawn
        if (bars := native_charts.bars_of(taken.drawn, told.language)) is not None
        for text in (*bars.names, *(said for series in bars.series for said in series.said))
    ]
    more = {
        "pdf": [*axes, *map(str, range(1, pages + 1))],
        "word": [],
        "slides": native,
    }
    for form, text in forms.items():
        known = {number for said in (*common, *more[form]) for number in NUMBER.findall(said)}
        assert [one for one in NUMBER.findall(text) if one not in known] == [], form


def test_a_pdf_has_two_to_four_pages(told: Briefing) -> None:
    assert 2 <= len(pypdf.PdfReader(io.BytesIO(pdf.as_pdf(told))).pages) <= 4


def test_every_page_of_exact_figures_says_that_they_are_not_to_be_published(
    told: Briefing, forms: dict[str, str]
) -> None:
    said = plain(EXACT.to(told.language))
    pages = pypdf.PdfReader(io.BytesIO(pdf.as_pdf(told))).pages
    drawn = [answer for one in told.chapters for taken in one.figures for answer in taken.answers]
    exact = not any(answer.adjusted for answer in drawn)

    assert all((said in plain(page.extract_text())) == exact for page in pages)
    assert all((said in plain(text)) == exact for text in forms.values())


def test_no_sentence_compares_without_its_test(composed: tuple[Briefing, Families]) -> None:
    """The sentences are told by their Spanish words; `test_every_comparison.py` tries more."""
    told, families = composed
    if told.language != "es":
        pytest.skip("the sentences that compare are known in Spanish")

    assert without_a_test(all_of(told), families) == []
    assert without_a_test(all_of(told), []) != []


def test_a_pdf_is_tagged_in_its_language_and_has_a_title(told: Briefing) -> None:
    root = pypdf.PdfReader(io.BytesIO(pdf.as_pdf(told))).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith(told.language)
    assert b"<pdfuaid:part>1" in root["/Metadata"].get_data()


def test_a_slide_s_chart_holds_the_numbers_that_the_page_draws(told: Briefing) -> None:
    wanted = [
        (bars, taken)
        for chapter in told.chapters
        for taken in chapter.figures
        if (bars := native_charts.bars_of(taken.drawn, told.language)) is not None
    ]
    deck = pptx.Presentation(io.BytesIO(slides.as_slides(told)))
    found = [s.chart for slide in deck.slides for s in slide.shapes if s.has_chart]

    assert len(found) == len(wanted) > 2
    for chart, (bars, _taken) in zip(found, wanted, strict=True):
        assert list(chart.plots[0].categories) == list(bars.names)
        for series, own in zip(chart.plots[0].series, bars.series, strict=True):
            assert list(series.values) == pytest.approx(list(own.values), nan_ok=True)
            pairs = zip(own.values, own.said, strict=True)
            written = [said for value, said in pairs if value is not None or not bars.lines]
            assert labels_of(series) == written


def test_the_figures_are_those_of_the_page() -> None:
    told = briefing.compose(Scope.from_query(YEAR), VISITOR, "es", quietly)
    app = opened("hiring", "es", parte="todo", **YEAR)

    titles = {title.value for title in app.subheader}
    (chapter,) = [one for one in told.chapters if "trabajo" in one.title]
    assert {taken.told.title.to("es") for taken in chapter.figures} <= titles
    assert opened("overview", "es", **YEAR).header[0].value == told.headline


def test_a_reader_gets_the_answers_that_the_reader_s_page_asks_for() -> None:
    for viewer in (VISITOR, MONITOR):
        told = briefing.compose(Scope.from_query(YEAR), viewer, "es", quietly)
        for chapter in told.chapters:
            for taken in chapter.figures:
                for answer in taken.answers:
                    again = ask.answer(answer.name, answer.scope, viewer)
                    assert answer.frame.equals(again.frame)
                    assert answer.release == again.release


def test_where_there_are_no_data_a_briefing_says_so_and_draws_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", databases.sqlite_copy("empty", tmp_path / "empty.db"))

    told = briefing.compose(Scope.from_query(YEAR), VISITOR, "es", quietly)

    assert told.headline == "Todavía no hay datos"
    assert [told.remarks, told.key_figures.rows, told.targets.rows, told.chapters] == [[]] * 4
    for written in (in_pdf, in_word, in_slides):
        assert plain(told.headline) in plain(written(told))
