"""The six main figures: value, target and progress, and a column for each closed year.

Rendered as HTML, as the rows of the framework are: text first, read aloud as it stands, printed
whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from components.indicators import bullets
from components.indicators.framework_rows import SYMBOLS, FrameworkRow
from components.overview.situation import Situation
from components.reader_language import _, current
from components.shapes import drawn
from components.templating import render_template
from components.theme import paint
from data_access.language import Text

# In plain words; the indicator's own name stands on its page.
SIX: Mapping[str, Text] = {
    "SK-01": Text("Personas capacitadas para trabajar o emprender"),
    "TT-02": Text("Formadores certificados que ya enseñan"),
    "LG-03": Text("Vacantes que cuesta llenar"),
    "JB-01": Text("Puestos ofrecidos que se llenaron"),
    "JB-03": Text("Siguen en su trabajo a los seis meses"),
    "JB-05": Text("Mujeres contratadas por cada hombre, a igual inscripción"),
}
TALL = 36  # pixels of the highest column over time


def render(situation: Situation) -> None:
    cards = [card(situation, code, name) for code, name in SIX.items()]
    st.html(render_template("overview/cards.html", cards=cards, colors=paint()))


def card(situation: Situation, code: str, name: Text) -> dict[str, object]:
    """Return what the card of one figure shows; its name opens the indicator."""
    language = current()
    row = situation.rows[code]
    target = row.target and _("meta {target}", target=row.target.to(language))
    return {
        "url": bullets.address(code),
        "title": name.to(language),
        "figure": figure_of(row).to(language),
        "in_words": row.value is None,
        "bar": bullets.bar(row),
        "target": target,
        "state": drawn(f"{SYMBOLS[row.status]} {row.state.to(language)}"),
        **over_time(situation.years(code), row),
    }


def over_time(years: Sequence[FrameworkRow], whole: FrameworkRow) -> dict[str, object]:
    """Return a column a year, the last in full colour, and the first and last figure in words.

    Without two years to draw there are no columns, and the text says so.
    """
    told, language = [row for row in years if row.value is not None], current()
    if len(told) < 2:
        return {
            "years": (),
            "change": "" if whole.value is None else _("Todavía sin cifras de dos años"),
        }
    top = max(abs(row.value or 0.0) for row in told) or 1.0
    first, last = told[0], told[-1]
    ends = _(
        "De {one} en {first} a {other} en {last}",
        first=first.period,
        one=figure_of(first).to(language),
        last=last.period,
        other=figure_of(last).to(language),
    )
    return {
        "years": [column(row, top, row is last) for row in years],
        "spoken": "; ".join(f"{row.period}: {row.said.to(language)}" for row in years),
        "change": ends,
    }


def column(row: FrameworkRow, top: float, last: bool) -> dict[str, object]:
    """Return one year: its height follows the figure, an empty outline where there is none."""
    kind = "m4sd-none" if row.value is None else ("m4sd-last" if last else "m4sd-past")
    height = TALL if row.value is None else max(2, round(TALL * abs(row.value) / top))
    return {"kind": kind, "height": height, "label": row.period[2:]}


def figure_of(row: FrameworkRow) -> Text:
    """Return the figure without its unit, which the card's name has; else why there is none."""
    if row.value is None or row.unit != "persons":
        return row.said
    return row.bare
