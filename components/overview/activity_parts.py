"""Every part of the programme at a glance: how many targets it meets, and where to read on."""

from __future__ import annotations

import html

import streamlit as st

from components.indicators.framework_rows import AIMED, SYMBOLS, FrameworkRow
from components.language import _, current
from components.overview.rooms import ROOMS, address, title_of
from components.overview.situation import Situation
from components.theme import paint
from data_access import lists

STYLE = """<style>
.m4sd-parts{list-style:none;margin:0!important;padding:0!important;display:grid;gap:.1rem 1.5rem;
grid-template-columns:repeat(auto-fill,minmax(min(300px,100%%),1fr))}
.m4sd-parts li{margin:0!important;padding:.35rem 0;border-bottom:1px solid %(grid)s;display:flex;
gap:.2rem .8rem;justify-content:space-between;align-items:baseline;break-inside:avoid}
.m4sd-parts a{color:inherit;text-decoration-color:%(muted)s;text-underline-offset:2px}
.m4sd-parts span{white-space:nowrap;font-size:.9rem;color:%(muted)s}
</style>"""


def render(situation: Situation) -> None:
    """The activities of the programme, in the framework's order."""
    colors = paint()
    items = "".join(item(situation, code) for code in lists.ACTIVITIES)
    style = STYLE % {"grid": colors.grid, "muted": colors.muted}
    st.html(f'{style}<ul class="m4sd-parts">{items}</ul>')


def item(situation: Situation, activity: str) -> str:
    """One activity: its name opens its page."""
    language = current()
    name = html.escape(lists.ACTIVITIES[activity].to(language))
    page = ROOMS[activity]
    url = html.escape(address(page, situation.asked.scope))
    into = html.escape(title_of(page).to(language))
    rows = [row for row in situation.rows.values() if row.activity == activity]
    return f'<li><a href="{url}" target="_self" title="{into}">{name}</a>{said(rows)}</li>'


def said(rows: list[FrameworkRow]) -> str:
    """How many targets are met, in symbols and in words."""
    aimed = [row for row in rows if row.status in AIMED]
    if not aimed:
        words = _("sin metas") if any(row.value is not None for row in rows) else _("sin cifra")
        return f"<span>{html.escape(words)}</span>"
    met = sum(row.status == "met" for row in aimed)
    symbols = "".join(SYMBOLS[row.status] for row in aimed)
    words = html.escape(_("{met} de {all}", met=met, all=len(aimed)))
    return f'<span><span aria-hidden="true">{symbols}</span> {words}</span>'
