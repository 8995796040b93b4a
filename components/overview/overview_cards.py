"""The six figures that matter: value, target and way, and a column for each closed year.

Drawn as HTML, as the rows of the framework are: text first, read aloud as it stands, printed whole.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

import streamlit as st

from components.indicators import bullets
from components.indicators.framework_rows import SYMBOLS, FrameworkRow
from components.language import _, current
from components.markup import together
from components.overview.situation import Situation
from components.theme import paint
from data_access.language import Text

# In the words of a meeting; the indicator's own name stands on its page.
SIX: Mapping[str, Text] = {
    "SK-01": Text("Personas capacitadas para trabajar o emprender"),
    "TT-02": Text("Formadores certificados que ya enseñan"),
    "LG-03": Text("Vacantes que cuesta llenar"),
    "JB-01": Text("Puestos ofrecidos que se llenaron"),
    "JB-03": Text("Siguen en su trabajo a los seis meses"),
    "JB-05": Text("Mujeres contratadas por cada hombre, a igual inscripción"),
}
TALL = 36  # pixels of the highest column over time
STYLE = """<style>
.m4sd-cards{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fit,minmax(150px,1fr))}
.m4sd-card{border:1px solid %(grid)s;border-radius:.5rem;padding:.7rem .8rem;display:grid;
grid-template-rows:subgrid;grid-row:span 6;gap:.3rem;min-width:0;break-inside:avoid}
.m4sd-card a{color:inherit;text-decoration-color:%(muted)s;text-underline-offset:2px;
font-size:.9rem;line-height:1.3}
.m4sd-card strong{font-size:1.75rem;font-weight:600;line-height:1.15;overflow-wrap:anywhere}
.m4sd-card strong.m4sd-words{font-size:1.05rem}
.m4sd-card small{color:%(muted)s;font-size:.85rem;line-height:1.35}
.m4sd-card strong:not(.m4sd-words){white-space:nowrap}
.m4sd-card .m4sd-bar{height:10px}
.m4sd-years{display:flex;gap:6px;align-items:flex-end;font-size:.7rem;color:%(muted)s}
.m4sd-years span{flex:0 1 28px;text-align:center}
.m4sd-years i{display:block;margin-bottom:2px}
.m4sd-last{background:%(fill)s}.m4sd-past{background:%(past)s}
.m4sd-none{border:1px dashed %(past)s}
@media print{.m4sd-cards{grid-template-columns:repeat(3,1fr)}}
</style>"""


def render(situation: Situation) -> None:
    """The six cards."""
    colors = paint()
    style = bullets.style(colors) + STYLE % {
        "grid": colors.grid,
        "muted": colors.muted,
        "fill": colors.neutral,
        "past": colors.neutral_ramp[1],
    }
    cards = "".join(card(situation, code, name) for code, name in SIX.items())
    st.html(f'{style}<div class="m4sd-cards">{cards}</div>')


def card(situation: Situation, code: str, name: Text) -> str:
    """One figure: its name opens the indicator."""
    language = current()
    row = situation.rows[code]
    title, said = (html.escape(text.to(language)) for text in (name, figure_of(row)))
    words = ' class="m4sd-words"' if row.value is None else ""
    state = ""
    if row.target is not None:
        aim = _("meta {target}", target=row.target.to(language))
        state = f"{html.escape(aim)}<br>{SYMBOLS[row.status]} {html.escape(row.state.to(language))}"
    return (
        f'<div class="m4sd-card"><a href="{html.escape(bullets.address(code))}" target="_self">'
        f"{title}</a><strong{words}>{said}</strong><div>{bullets.bar(row)}</div><small>{state}</small>"
        f"{columns(situation.years(code), row)}</div>"
    )


def columns(years: Sequence[FrameworkRow], whole: FrameworkRow) -> str:
    """A column a year, the last in full colour, with the figures of the first and the last told;
    where there are not two years to draw, that this is so."""
    told, language = [row for row in years if row.value is not None], current()
    if len(told) < 2:
        said = "" if whole.value is None else _("Todavía sin cifras de dos años")
        return f"<div></div><small>{html.escape(said)}</small>"
    top = max(abs(row.value or 0.0) for row in told) or 1.0
    first, last = told[0], told[-1]
    marks = "".join(column(row, top, row is last) for row in years)
    spoken = "; ".join(f"{row.period}: {row.said.to(language)}" for row in years)
    ends = _(
        "De {one} en {first} a {other} en {last}",
        first=first.period,
        one=figure_of(first).to(language),
        last=last.period,
        other=figure_of(last).to(language),
    )
    return (
        f'<div class="m4sd-years" role="img" aria-label="{html.escape(spoken)}">{marks}</div>'
        f"<small>{html.escape(together(ends))}</small>"
    )


def column(row: FrameworkRow, top: float, last: bool) -> str:
    """One year: its height follows the figure; an empty outline where there is none to show."""
    kind = "m4sd-none" if row.value is None else ("m4sd-last" if last else "m4sd-past")
    high = TALL if row.value is None else max(2, round(TALL * abs(row.value) / top))
    return f'<span><i class="{kind}" style="height:{high}px"></i>{row.period[2:]}</span>'


def figure_of(row: FrameworkRow) -> Text:
    """The figure without its unit, which the card's name says; why there is none, otherwise."""
    if row.value is None or row.unit != "persons":
        return row.said
    return row.bare
