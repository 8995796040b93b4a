"""The reader's language: that of the URL, else of the cookie, else of the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlencode

import altair as alt
import streamlit as st
from babel import negotiate_locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from data_access.language import DEFAULT, LANGUAGES, translate

URL_KEY = COOKIE = "lang"
ROUTE = "/lang/"


def choose(asked: str | None, remembered: str | None, preferred: list[str]) -> str:
    """Return one of LANGUAGES: `asked` (URL), else `remembered` (cookie), else of `preferred`
    (browser)."""
    for choice in (asked, remembered):
        if choice is not None and choice in LANGUAGES:
            return choice
    return negotiate_locale(preferred, LANGUAGES, sep="-") or DEFAULT


_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have what is written inside in a language, whatever the reader's own: a document's."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def current() -> str:
    """Return the language of this run, or of the document that is being written."""
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    return choose(
        st.query_params.get(URL_KEY),
        st.context.cookies.get(COOKIE),
        [st.context.locale] if st.context.locale else [],
    )


def _(msgid: str, /, **params: object) -> str:
    """Return a sentence in the reader's language; see `data_access.language.Text`."""
    return translate(msgid, current(), **params)


def switch_url(language: str, path: str, query: dict[str, str]) -> str:
    """Return the address that stores a language and returns to a page with its query."""
    kept = {key: value for key, value in query.items() if key != URL_KEY}
    back = f"{path}?{urlencode(kept)}" if kept else path
    return f"{ROUTE}{language}?{urlencode({'back': back})}"


def vega_locale(language: str) -> alt.Locale:
    """Return the number formats of charts in a language."""
    locale = LANGUAGES[language].locale
    return alt.Locale(
        number=alt.NumberLocale(
            decimal=get_decimal_symbol(locale),
            thousands=get_group_symbol(locale),
            grouping=[3],
            currency=["$", ""],
            percent=LANGUAGES[language].percent,
        )
    )
