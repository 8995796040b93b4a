"""Which page of the app shows more about an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from components.navigation import PAGES
from components.reader_language import URL_KEY
from data_access import territory
from data_access.language import Text
from data_access.scope import Scope

ROOMS: Mapping[str, str] = {
    "LG": "labour",
    "PP": "labour",
    "TT": "training",
    "SK": "training",
    "JF": "hiring",
    "JB": "hiring",
    "MK": "ventures",
    "CW": "ventures",
    "AB": "award_results",
    "PB": "award_results",
    "LM": "community",
    "AS": "community",
    "AW": "community",
    "TA": "community",
}


def room_of(code: str) -> str:
    """Return the page of an indicator's activity."""
    return ROOMS[code.partition("-")[0]]


def title_of(page: str) -> Text:
    """Return a page's title in the menu."""
    return PAGES[page].title


def address(page: str, scope: Scope, **extra: str) -> str:
    """Return a page's address for the same place and period, in the URL's language."""
    query = dict(extra)
    if page not in ("methods", "nominate") and scope.territory != territory.COUNTRY:
        query["territory"] = scope.territory
    if page in ("training", "hiring", "ventures", "community", "indicators"):
        query = {**dates(scope), **query}
    if URL_KEY in st.query_params:
        query[URL_KEY] = st.query_params[URL_KEY]
    return f"/{page}?{urlencode(query)}" if query else f"/{page}"


def dates(scope: Scope) -> dict[str, str]:
    """Return a scope's period as query parameters."""
    days = {"from": scope.start, "until": scope.end}
    return {key: day.isoformat() for key, day in days.items() if day is not None}
