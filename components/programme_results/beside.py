"""What a page's cards stand beside: the period before, or the place or period that was chosen.

The choice is in the address, under `con`. Only what shares no people with the scope is offered, as
METHODS §3a compares nothing else: another place outside this one, or a period of the same length.
"""

from __future__ import annotations

import datetime as dt

import streamlit as st

from components import ask, labels
from components.programme_results.programme_questions import ProgrammeQuestions
from components.reader_language import _, current
from data_access import periods, territory
from data_access.language import Text
from data_access.scope import Scope, ScopeError
from data_access.viewer import Viewer

URL_KEY = "con"
BEFORE = ""
PROGRAMME = ("1308", "2301")  # cantons where the programme works


def read(scope: Scope, viewer: Viewer) -> ProgrammeQuestions:
    """Return the questions of a scope, beside what the address names if it is offered."""
    found = offered(scope, viewer).get(st.query_params.get(URL_KEY, BEFORE))
    return ProgrammeQuestions(scope, viewer, *(found or ()))


def offered(scope: Scope, viewer: Viewer) -> dict[str, tuple[Scope, Text]]:
    """Return each scope that this one can stand beside, with its name in a sentence."""
    day = ask.day(viewer)
    found = {
        code: (scope.having(territory=code), labels.place_in_sentence(code))
        for code in _places(scope.territory)
    }
    for start, end in _periods(scope, viewer, day):
        other = scope.having(start=start, end=end)
        found[f"{start.isoformat()}/{end.isoformat()}"] = (other, labels.period(start, end))
    return {key: one for key, one in found.items() if _is_allowed(viewer, one[0], day)}


def _places(place: str) -> list[str]:
    """Return the places of the programme, provinces and cantons nearby that lie outside a place."""
    province = territory.province(place)
    near = () if province is None else territory.cantons_of(province)
    codes = dict.fromkeys((*PROGRAMME, *territory.PROVINCES, *near))
    own = territory.ground(place)
    return [code for code in codes if not territory.ground(code) & own]


def _periods(scope: Scope, viewer: Viewer, day: dt.date) -> list[periods.Period]:
    """Return the periods as long as a scope's that have no day in common with it."""
    if scope.start is None or scope.end is None:
        return []
    own = periods.months_between(scope.start, scope.end)
    return [
        (start, end)
        for start, end in periods.offered(viewer, scope.territory, day)
        if periods.months_between(start, end) == own and (end <= scope.start or start >= scope.end)
    ]


def _is_allowed(viewer: Viewer, scope: Scope, day: dt.date) -> bool:
    try:
        periods.require_allowed(viewer, scope, day)
    except ScopeError:
        return False
    return True


def render(asked: ProgrammeQuestions) -> None:
    """Render the field that chooses what the cards stand beside."""
    found = offered(asked.scope, asked.viewer)
    if not found:
        return
    plain = ProgrammeQuestions(asked.scope, asked.viewer).before
    usual = Text("Nada") if plain is None else Text("El período anterior")
    named = {BEFORE: usual, **{key: _name(scope, asked) for key, (scope, _said) in found.items()}}
    wanted = st.query_params.get(URL_KEY, BEFORE)
    st.session_state["beside"] = wanted if wanted in named else BEFORE

    def changed() -> None:
        chosen = st.session_state["beside"]
        if chosen == BEFORE:
            st.query_params.pop(URL_KEY, None)
        else:
            st.query_params[URL_KEY] = chosen

    language = current()
    with st.container(width=340):
        st.selectbox(
            _("Comparar con"),
            list(named),
            format_func=lambda key: named[key].to(language),
            key="beside",
            on_change=changed,
        )


def _name(scope: Scope, asked: ProgrammeQuestions) -> Text:
    if scope.territory != asked.scope.territory:
        return labels.place_with_level(scope.territory)
    return labels.period(scope.start, scope.end)
