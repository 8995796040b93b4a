"""What happened while a series ran, drawn on a slide's own chart: a dashed line and its number.

A presentation's charts know no such lines. Beside the chart they are shapes of the slide, for which
the chart's plot is given a fixed place, and they hold no number that could be taken for a figure.
"""

from __future__ import annotations

from typing import Any

from components.reports.native_charts import Bars

PLOT = (0.03, 0.16, 0.94, 0.7)  # left, top, width and height of the plot, as parts of the chart
LABEL = (0.6, 0.3)  # inches: width and height of a number


def draw(slide: Any, frame: Any, bars: Bars, color: Any) -> None:
    """Draw what happened on the chart in `frame`; do nothing where nothing did."""
    from pptx.enum.dml import MSO_LINE
    from pptx.enum.shapes import MSO_CONNECTOR
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    if not bars.happened:
        return
    _fix_plot(frame.chart)
    left, top, wide, high = PLOT
    above = frame.top + int(frame.height * top)
    below = above + int(frame.height * high)
    for share, number, said in bars.happened:
        x = frame.left + int(frame.width * (left + wide * share))
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, above, x, below)
        line.line.width, line.line.dash_style = Pt(1.25), MSO_LINE.DASH
        line.line.color.rgb = color
        line._element._nvXxPr.cNvPr.set("descr", said)
        box_wide, box_high = map(Inches, LABEL)
        box = slide.shapes.add_textbox(x - box_wide // 2, above - box_high, box_wide, box_high)
        box.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        paragraph = box.text_frame.paragraphs[0]
        paragraph.text, paragraph.alignment, paragraph.font.size = number, PP_ALIGN.CENTER, Pt(12)
        paragraph.font.color.rgb = color


def _fix_plot(chart: Any) -> None:
    """Give the inside of a chart's plot, without its labels, the place that `PLOT` says."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    parts = zip("xywh", PLOT, strict=True)
    sizes = "".join(f'<c:{name} val="{part}"/>' for name, part in parts)
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{sizes}</c:manualLayout></c:layout>'
        ),
    )
