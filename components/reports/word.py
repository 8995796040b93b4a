"""Word documents: headings, sentences, tables with a heading row, pictures with their words."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from typing import Any

from data_access.language import language_of

POINTS = 9  # font size of tables
SHORT = 15  # rows of a table that is not parted between pages


class WordDocument:
    """A document that grows from top to bottom."""

    def __init__(self, title: str, language: str, landscape: bool = False) -> None:
        import docx  # half a second, for whoever writes a document only
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm, Pt

        self.made = docx.Document()
        section = self.made.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Cm(2))
        self.width = section.page_width - 2 * Cm(2)
        self.made.styles["Normal"].font.name = "Calibri"
        self.made.styles["Normal"].font.size = Pt(10.5)
        self.made.core_properties.title = title
        self.made.core_properties.author = ""
        self.made.core_properties.language = str(language_of(language).locale).replace("_", "-")
        self._speak(self.made.core_properties.language)
        self.made.add_heading(title, 0)

    def _speak(self, tag: str) -> None:
        """Set the language in which the text is spelt and read aloud."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        properties = self.made.styles["Normal"].element.get_or_add_rPr()
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), tag)
        properties.append(spoken)

    def heading(self, said: str, level: int = 1) -> None:
        self.made.add_heading(said, level)

    def paragraph(
        self, said: str, bold: bool = False, small: bool = False, attached: bool = False
    ) -> None:
        """Write a paragraph; `attached`: on the same page as what follows."""
        from docx.shared import Pt

        paragraph = self.made.add_paragraph()
        paragraph.paragraph_format.keep_with_next = attached
        run = paragraph.add_run(said)
        run.bold = bold
        if small:
            run.font.size = Pt(POINTS)

    def footer(self, said: str) -> None:
        """Write a line at the foot of every page."""
        self.made.sections[0].footer.paragraphs[0].text = said

    def picture(self, png: bytes, said: str) -> None:
        """Place a picture as wide as the text, with its text alternative."""
        self.made.add_picture(io.BytesIO(png), width=self.width)
        drawn = self.made.inline_shapes[-1]._inline.docPr
        drawn.set("descr", said)
        self.made.paragraphs[-1].paragraph_format.keep_with_next = True

    def table(
        self,
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        shares: Sequence[float] = (0.3,),
        numbers: Collection[int] | None = None,
    ) -> None:
        """Write a table whose head repeats; a short one stays on one page.

        `shares` of the width are those of its first columns, the others share the rest. `numbers`
        are the columns of figures, every one but the first if it is not said.
        """
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        table = self.made.add_table(rows=1 + len(rows), cols=len(head))
        table.style = "Table Grid"
        table.autofit = False
        rest = (1 - sum(shares)) / max(len(head) - len(shares), 1)
        every = [*shares, *[rest] * (len(head) - len(shares))]
        widths = [int(self.width * share) for share in every]
        figures = range(1, len(head)) if numbers is None else numbers
        for column, wide in zip(table.columns, widths, strict=True):
            column.width = wide
        for down, (row, cells) in enumerate(zip(table.rows, [head, *rows], strict=True)):
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for at, (cell, said) in enumerate(zip(row.cells, cells, strict=True)):
                cell.width = widths[at]
                self._write(cell, said, bold=cells is head)
                attached = down == 0 or down < len(rows) <= SHORT
                cell.paragraphs[0].paragraph_format.keep_with_next = attached
                if at in figures:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        self.made.add_paragraph()

    def _write(self, cell: Any, said: str, bold: bool) -> None:
        from docx.shared import Pt

        run = cell.paragraphs[0].add_run(said)
        run.font.size = Pt(POINTS)
        run.bold = bold

    def as_bytes(self) -> bytes:
        file = io.BytesIO()
        self.made.save(file)
        return file.getvalue()
