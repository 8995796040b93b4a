"""Every part of the programme at a glance: how many targets it meets, and a link to its page."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from components.indicators import bullets
from components.overview.rooms import ROOMS, address, title_of
from components.overview.situation import Situation
from components.reader_language import current
from components.templating import render_template
from components.theme import paint
from data_access import lists


def render(situation: Situation) -> None:
    """Render the activities of the programme, in the framework's order."""
    listed = [part(situation, code) for code in lists.ACTIVITIES]
    st.html(render_template("overview/parts.html", parts=listed, colors=paint()))


def part(situation: Situation, activity: str) -> dict[str, str | Markup]:
    """Return what one activity shows: its name, which links to its page, and its targets."""
    page = ROOMS[activity]
    rows = [row for row in situation.rows.values() if row.activity == activity]
    symbols, words = bullets.targets(rows)
    return {
        "name": lists.ACTIVITIES[activity].to(current()),
        "url": address(page, situation.asked.scope),
        "into": title_of(page).to(current()),
        "symbols": symbols,
        "words": words,
    }
