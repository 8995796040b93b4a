"""Indicators as rows that one can read: figure, target, how much of the way, state in a word.

Drawn as HTML: a row is text first, wraps on a telephone, is read aloud as it stands, and prints.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from components.indicators.framework_rows import SYMBOLS, FrameworkRow
from components.language import _, current
from components.theme import Paint, paint

MOST = 125  # per cent of the way at the right end of a bar
STYLE = """<style>
.m4sd-bullets{margin:0!important;padding:0!important;list-style:none}
.m4sd-bullets li{margin:0!important;display:grid;
grid-template-columns:minmax(0,5fr) minmax(0,4fr) 8.5rem;
gap:.1rem 1rem;align-items:center;padding:.45rem 0;border-bottom:1px solid %(grid)s}
.m4sd-bullets a{color:inherit;text-decoration-color:%(muted)s;text-underline-offset:2px}
.m4sd-bullets small{color:%(muted)s;font-size:.85rem;display:block}
.m4sd-bar{position:relative;height:16px;background:%(track)s}
.m4sd-bar i{position:absolute;top:0;bottom:0;left:0;background:%(fill)s}
.m4sd-bar b{position:absolute;top:5px;bottom:5px;background:%(band)s;opacity:.55}
.m4sd-bar u{position:absolute;top:-3px;bottom:-3px;width:3px;background:%(ink)s}
.m4sd-state{font-size:.9rem;white-space:nowrap}
@media(max-width:640px){.m4sd-bullets li{grid-template-columns:1fr auto}
.m4sd-bullets .m4sd-way{grid-column:1/-1;grid-row:2}}
</style>"""


def render(rows: Sequence[FrameworkRow]) -> None:
    """The rows as a list; each name opens its indicator."""
    items = "".join(f"<li>{item(row)}</li>" for row in rows)
    st.html(f'{style(paint())}<ul class="m4sd-bullets">{items}</ul>')


def style(colors: Paint) -> str:
    """What rows and bars look like, wherever they stand."""
    return STYLE % {
        "grid": colors.grid,
        "muted": colors.muted,
        "track": colors.land,
        "fill": colors.neutral,
        "band": colors.ink,
        "ink": colors.ink,
    }


def item(row: FrameworkRow) -> str:
    """One row: name and figure, its bar, and its state."""
    language = current()
    name = html.escape(row.name.to(language))
    opened = html.escape(address(row.code))
    figure = f"<strong>{html.escape(row.said.to(language))}</strong>"
    aim = "" if row.target is None else _("meta {target}", target=row.target.to(language))
    if row.baseline is not None and row.target is not None and row.starts_above_zero:
        aim += _(", desde {baseline}", baseline=row.baseline.to(language))
    said = html.escape(row.state.to(language))
    symbol = f'<span aria-hidden="true">{SYMBOLS[row.status]}</span>'
    return (
        f'<div><a href="{opened}" target="_self">{name}</a> '
        f"<small>{row.code} · {figure}{' · ' + html.escape(aim) if aim else ''}</small></div>"
        f'<div class="m4sd-way">{bar(row)}</div>'
        f'<div class="m4sd-state">{symbol} {said}</div>'
    )


def bar(row: FrameworkRow) -> str:
    """The way to the target as a bar; nothing where there is no way to measure."""
    if row.way is None:
        return ""
    said = html.escape(_("{way} % del camino a la meta", way=round(row.way)))
    band = ""
    if row.low is not None and row.high is not None:
        left, right = across(row.low), across(row.high)
        band = f'<b style="left:{left:.1f}%;width:{max(right - left, 0.6):.1f}%"></b>'
    return (
        f'<div class="m4sd-bar" role="img" aria-label="{said}" title="{said}">'
        f'<i style="width:{across(row.way):.1f}%"></i>{band}'
        f'<u style="left:{across(100):.1f}%"></u></div>'
    )


def across(way: float) -> float:
    """Where a share of the way lies, in per cent of the bar's width."""
    return 100 * min(max(way, 0.0), MOST) / MOST


def address(code: str) -> str:
    """The address of the page with one indicator opened, in the place and period at hand."""
    query = {**st.query_params.to_dict(), "indicador": code}
    return f"/indicators?{urlencode(query)}"
