"""What happened while a series ran is drawn on a slide's own chart, at its day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from components.drawings import Drawing
from components.programme_results import trend
from components.reports import native_charts, slide_events
from components.theme import LIGHT
from data_access.language import Text

DAYS = [dt.date(2025, month, 1) for month in (1, 4, 7, 10)]
HAPPENED = ((dt.date(2025, 2, 15), "1", "Ordenanza"), (dt.date(2025, 12, 31), "2", "Sismo"))


def bars(*happened: trend.Happened) -> native_charts.Bars:
    """A series of four quarters as a slide's chart holds it."""
    points = tuple(("one", day, 10.0, "10") for day in DAYS)
    names = (("one", "Personas", LIGHT.first),)
    drawn = Drawing(Text("Personas"), trend.chart, (points, names, "es", LIGHT, happened))
    found = native_charts.bars_of([drawn], "es")
    assert found is not None
    return found


def slide_of(shown: native_charts.Bars) -> Any:
    slide = pptx.Presentation().slides.add_slide(pptx.Presentation().slide_layouts[6])
    data = CategoryChartData()
    data.categories = shown.names
    data.add_series("Personas", shown.series[0].values)
    place = (Inches(1), Inches(1), Inches(8), Inches(4))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, data)
    slide_events.draw(slide, frame, shown, RGBColor(0, 0, 0))
    return slide


def test_each_is_in_the_column_of_its_quarter_as_far_as_its_day() -> None:
    found = [(share, number) for share, number, _said in bars(*HAPPENED).happened]

    assert found == [(pytest.approx(45 / 90 / 4), "1"), (pytest.approx((3 + 91 / 92) / 4), "2")]


def test_a_line_and_its_number_stand_over_the_plot_of_the_chart() -> None:
    chart, *drawn = slide_of(bars(*HAPPENED)).shapes
    left, _top, wide, _high = slide_events.PLOT
    across = [chart.left + chart.width * (left + wide * share) for share in (0.125, 0.9973)]

    lines, numbers = drawn[::2], drawn[1::2]
    assert [line.left for line in lines] == pytest.approx(across, rel=1e-3)
    assert all(
        chart.top < one.top < one.top + one.height < chart.top + chart.height for one in lines
    )
    assert [one.text_frame.text for one in numbers] == ["1", "2"]
    assert [one._element._nvXxPr.cNvPr.get("descr") for one in lines] == ["Ordenanza", "Sismo"]
    sizes = chart.chart._chartSpace.xpath(".//c:plotArea/c:layout/c:manualLayout/*/@val")
    assert sizes == ["inner", "edge", "edge", *map(str, slide_events.PLOT)]


def test_where_nothing_happened_the_chart_stands_alone() -> None:
    assert len(slide_of(bars()).shapes) == 1
