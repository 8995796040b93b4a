"""A briefing as PowerPoint: charts that can be edited where they are bars, pictures elsewhere.

A native chart holds its numbers, so it is made of the same values as the page's chart and labelled
with the same words; what is withheld has no bar and its own word.
"""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Sequence
from typing import Any

from components import pictures
from components.reports import slide_events
from components.reports.contents import Briefing, Grid
from components.reports.native_charts import Bars, bars_of
from components.reports.pdf import NAME, NOTES
from components.taking import Taken

INK, MUTED, WARNING = "1C1F23", "565C64", "B45309"
WIDE, HIGH, EDGE = 13.333, 7.5, 0.6  # inches
FOOT_LINE, FOOT_LETTERS = 0.17, 170  # inches of a line of sources, and the letters it has room for
LABELLED = {
    True: 1.15,
    False: 1.3,
}  # of the highest value: the room of a label above lines, beside bars
APART = 5  # points above a remark
# Font sizes of a remark's label, sentence and precision, where few or many stand on a slide.
REMARKS, MANY_REMARKS, ROOMY = (13, 17, 12), (11, 14, 10), 4
LABEL, SMALL_LABEL, MANY_ROWS = 11, 9, 10  # font sizes of the numbers beside few or many rows
SUPPLY, PALE, WHITE = "1D5F8A", "F3F4F5", "FFFFFF"


def as_slides(briefing: Briefing) -> bytes:
    """Return the briefing as a presentation: a slide for what matters, one for each figure."""
    deck = Deck(briefing)
    deck.opening()
    for grid in (briefing.key_figures, briefing.targets):
        if grid.rows:
            deck.grid(grid)
    for chapter in briefing.chapters:
        for taken in chapter.figures:
            deck.figure(chapter.title, taken)
    if briefing.notes:
        deck.notes()
    return deck.as_bytes()


class Deck:
    """A presentation that grows slide by slide."""

    def __init__(self, briefing: Briefing) -> None:
        from pptx import Presentation  # half a second, for whoever takes slides only
        from pptx.util import Inches

        self.briefing, self.language = briefing, briefing.language
        self.made = Presentation()
        self.made.slide_width, self.made.slide_height = Inches(WIDE), Inches(HIGH)
        self.made.core_properties.title = briefing.title
        self.made.core_properties.author = ""
        self.made.core_properties.language = self.language

    def slide(self, title: str) -> Any:
        """Return a new slide with its title and the line at its foot."""
        from pptx.util import Inches

        slide = self.made.slides.add_slide(self.made.slide_layouts[5])  # title only
        box = slide.shapes.title
        box.left, box.top = Inches(EDGE), Inches(0.35)
        box.width, box.height = Inches(WIDE - 2 * EDGE), Inches(1.0)
        box.text_frame.word_wrap = True
        box.text_frame.text = title
        _style(box.text_frame.paragraphs[0], 26, INK, bold=True)
        foot = (NAME.to(self.language), self.briefing.made, self.briefing.notice)
        self.text(slide, [(" · ".join(filter(None, foot)), 10, MUTED, False)], (EDGE, HIGH - 0.5))
        return slide

    def text(
        self,
        slide: Any,
        lines: Sequence[tuple[str, int, str, bool]],
        at: tuple[float, float],
        high: float = 0.35,
        apart: Collection[str] = (),
    ) -> None:
        """Write lines of `(text, size, colour, bold)` as wide as the slide.

        Above each of `apart` there is air.
        """
        from pptx.util import Inches, Pt

        x, y = at
        box = slide.shapes.add_textbox(Inches(x), Inches(y), Inches(WIDE - 2 * EDGE), Inches(high))
        frame = box.text_frame
        frame.word_wrap = True
        for number, (said, size, color, bold) in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.text = said
            _style(paragraph, size, color, bold)
            if number and said in apart:
                paragraph.space_before = Pt(APART)

    def opening(self) -> None:
        """Write the headline and the remarks."""
        told = self.briefing
        slide = self.slide(told.headline)
        lines = [(f"{told.title} · {told.period}", 16, MUTED, False)]
        if told.notice:
            lines.append((told.notice, 14, WARNING, True))
        label, said, sure = REMARKS if len(told.remarks) <= ROOMY else MANY_REMARKS
        for remark in told.remarks:
            lines += [(remark.label, label, MUTED, True), (remark.said, said, INK, False)]
            lines.append((remark.sure, sure, MUTED, False))
        lines.append((told.freshness, 12, MUTED, False))
        labels = {remark.label for remark in told.remarks} | {told.freshness}
        self.text(slide, lines, (EDGE, 1.4), 5.0, apart=labels)

    def grid(self, grid: Grid) -> None:
        """Write a table."""
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Inches

        slide = self.slide(grid.title)
        high = min(0.38 * (len(grid.rows) + 1), HIGH - 2.1)
        place = (Inches(EDGE), Inches(1.35), Inches(WIDE - 2 * EDGE), Inches(high))
        table = slide.shapes.add_table(len(grid.rows) + 1, len(grid.head), *place).table
        first = 0.34
        for at in range(len(grid.head)):
            share = first if at == 0 else (1 - first) / (len(grid.head) - 1)
            table.columns[at].width = int(Inches((WIDE - 2 * EDGE) * share))
        for down, row in enumerate([grid.head, *grid.rows]):
            for at, said in enumerate(row):
                cell = table.cell(down, at)
                cell.text = said
                cell.fill.solid()
                ground = SUPPLY if down == 0 else PALE if down % 2 else WHITE
                cell.fill.fore_color.rgb = _color(ground)
                paragraph = cell.text_frame.paragraphs[0]
                _style(paragraph, 12, WHITE if down == 0 else INK, bold=down == 0)
                if at in grid.numbers:
                    paragraph.alignment = PP_ALIGN.RIGHT

    def figure(self, question: str, taken: Taken) -> None:
        """Draw a figure: each of its charts native if it can be, else as a picture."""
        slide = self.slide(taken.told.title.to(self.language))
        counted = taken.told.counted.to(self.language)
        self.text(slide, [(question, 12, MUTED, True), (counted, 13, MUTED, False)], (EDGE, 1.3))
        said = taken.foot(self.language)
        high = 0.1 + FOOT_LINE * math.ceil(len(said) / FOOT_LETTERS)
        self.text(slide, [(said, 9, MUTED, False)], (EDGE, HIGH - 0.5 - high), high)
        bars = bars_of(taken.drawn, self.language)
        if bars is None:
            self._picture(slide, taken, HIGH - 2.7 - high)
        else:
            self._native(slide, bars, taken, HIGH - 2.65 - high)

    def _native(self, slide: Any, bars: Bars, taken: Taken, high: float) -> None:
        from pptx.chart import data as of_charts
        from pptx.enum.chart import (
            XL_CHART_TYPE,
            XL_LABEL_POSITION,
            XL_LEGEND_POSITION,
            XL_TICK_LABEL_POSITION,
        )
        from pptx.util import Inches, Pt

        make: Any = of_charts.CategoryChartData  # the package has no types
        data = make(number_format="0%" if bars.share else "#,##0")
        data.categories = bars.names
        for series in bars.series:
            data.add_series(series.name, series.values)
        place = (Inches(EDGE), Inches(2.15), Inches(WIDE - 2 * EDGE), Inches(high))
        kind = XL_CHART_TYPE.LINE_MARKERS if bars.lines else XL_CHART_TYPE.BAR_CLUSTERED
        frame = slide.shapes.add_chart(kind, *place, data)
        _alternative(frame, taken.alternative(self.language))
        chart = frame.chart
        chart.has_title = False
        chart.has_legend = len(bars.series) > 1
        if chart.has_legend:
            chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.font.size = Pt(12)
        chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
        chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
        chart.value_axis.minimum_scale = 0
        shown = [value for series in bars.series for value in series.values if value is not None]
        if any(shown):
            chart.value_axis.maximum_scale = max(shown) * LABELLED[bars.lines]
        if not bars.lines:
            chart.category_axis.reverse_order = True  # the first row at the top, as on the page
            chart.plots[0].gap_width = 60 if len(bars.names) <= MANY_ROWS else 40
        size = LABEL if len(bars.names) <= MANY_ROWS or bars.lines else SMALL_LABEL
        for drawn, series in zip(chart.plots[0].series, bars.series, strict=True):
            if bars.lines:
                drawn.format.line.color.rgb, drawn.smooth = _color(series.color), False
                fill = drawn.marker.format.fill
            else:
                fill = drawn.format.fill
            fill.solid()
            fill.fore_color.rgb = _color(series.color)
            for at, said in enumerate(series.said):
                if bars.lines and series.values[at] is None:
                    continue
                own = series.colors[at] if series.colors else None
                if own is not None:
                    drawn.points[at].format.fill.solid()
                    drawn.points[at].format.fill.fore_color.rgb = _color(own)
                label = drawn.points[at].data_label
                if bars.lines:  # beside its point a number would lie on the line
                    under = bars.is_under(series, at)
                    label.position = XL_LABEL_POSITION.BELOW if under else XL_LABEL_POSITION.ABOVE
                label.has_text_frame = True
                label.text_frame.word_wrap = False
                label.text_frame.text = said
                label.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
        slide_events.draw(slide, frame, bars, _color(MUTED))

    def _picture(self, slide: Any, taken: Taken, high: float) -> None:
        from pptx.util import Inches

        file = io.BytesIO(pictures.rastered(taken.picture(self.language)))
        drawn = slide.shapes.add_picture(file, Inches(EDGE), Inches(2.15))
        most = (Inches(WIDE - 2 * EDGE), Inches(high))
        shrunk = min(most[0] / drawn.width, most[1] / drawn.height)
        drawn.width, drawn.height = int(drawn.width * shrunk), int(drawn.height * shrunk)
        _alternative(drawn, taken.alternative(self.language))

    def notes(self) -> None:
        """Write what must be known of the figures."""
        slide = self.slide(NOTES.to(self.language))
        lines = [(note, 15, INK, False) for note in self.briefing.notes]
        self.text(slide, lines, (EDGE, 1.5), 4.5)

    def as_bytes(self) -> bytes:
        file = io.BytesIO()
        self.made.save(file)
        return file.getvalue()


def _color(hex_code: str) -> Any:
    from pptx.dml.color import RGBColor

    made: Any = RGBColor  # the package has no types
    return made.from_string(hex_code.lstrip("#").upper())


def _style(paragraph: Any, size: int, color: str | None, bold: bool) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold = Pt(size), bold
    if color is not None:
        paragraph.font.color.rgb = _color(color)


def _alternative(shape: Any, said: str) -> None:
    """Give a shape the text that is read aloud in its place."""
    shape._element._nvXxPr.cNvPr.set("descr", said)
