"""The scope of a page: chosen in the bar, held in the URL, so that a link reopens the view.

The URL is the single source of truth. Each run writes it into the widgets; a change in a widget is
written to the URL first, and the run that follows reads it from there. A page names its fields.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from components import ask, labels, localities, printing
from components.occupations import short
from components.reader_language import _, current
from data_access import clock, periods, territory
from data_access.answers import Answer
from data_access.classifications import OCCUPATIONS
from data_access.language import Text
from data_access.releases.fixed_scopes import REACHING
from data_access.scope import Scope, ScopeError
from data_access.viewer import Viewer

PERIOD = "period"
PERIOD_KEYS = ("from", "until")
ALL = ""
ALL_TIME, WHOLE_COUNTRY = Text("Todo el tiempo"), Text("Todo el Ecuador")
# What a filter offers where nothing is chosen.
ANY: Mapping[str, Text] = {
    "encuesta": Text("La más reciente"),
    "ciuo2": Text("Todas las ocupaciones"),
    "sexo": Text("Todas las personas"),
    "grupo_edad": Text("Todas las edades"),
    "nacionalidad": Text("Todas las nacionalidades"),
    "situacion": Text("Todas las situaciones"),
    "canal": Text("Todos los canales"),
}


def render(viewer: Viewer, *fields: str) -> Scope:
    """Render the bar's choice of place and period, and return the scope chosen.

    The programme's places are one press away; any other place, the period and filters are behind a
    button that says what is chosen. `fields` are `period` and filters of `Scope`, in their order.
    """
    surveys = ask.answer("labour.surveys", Scope(), viewer) if "encuesta" in fields else None
    keys = {"territory", *fields} | (set(PERIOD_KEYS) if PERIOD in fields else set())
    query = {key: value for key, value in st.query_params.items() if key in keys}
    day = ask.day(viewer)
    scope, problem = read(query, viewer, surveys, day)
    said = in_words(scope, fields, surveys)
    with st.container(horizontal=True, vertical_alignment="center", key="screen-scope"):
        localities.pick(scope.territory, lambda code: go(territory=code))
        with st.popover(_button(scope, fields, surveys), key="elsewhere"):
            _place(scope)
            for field in fields:
                if field == PERIOD:
                    _period(scope, viewer, day)
                else:
                    named = _options(field, surveys)
                    _choice(field, labels.scope_key(field).to(current()), named, scope)
    if problem is not None:
        st.warning(problem.to(current()))
    printing.on_paper(said)
    return scope


def _button(scope: Scope, fields: Sequence[str], surveys: Answer | None) -> str:
    """Return what the button says: each choice behind it; the place only if it is not beside it.

    Of filters where nothing is chosen only the first says so: on a telephone the button would take
    the place of the programme's places.
    """
    choices = [] if scope.territory in localities.LOCALITIES else [labels.place(scope.territory)]
    said = [field for field in fields if field in fields[:1] or scope.get(field)]
    choices += [_in_words(field, scope, surveys) for field in said]
    return " · ".join(choice.to(current()) for choice in choices) or _("Otro lugar")


def in_words(scope: Scope, fields: Sequence[str], surveys: Answer | None = None) -> list[Text]:
    """Return what the bar shows, for paper, where the bar is not: the place and each field."""
    said = [(labels.scope_key("territory"), place_in_words(scope))]
    for field in fields:
        name = Text("Período") if field == PERIOD else labels.scope_key(field)
        said.append((name, _in_words(field, scope, surveys)))
    return [Text("{field}: {choice}", field=field, choice=choice) for field, choice in said]


def _in_words(field: str, scope: Scope, surveys: Answer | None) -> Text:
    """Return what is chosen in a field."""
    if field == PERIOD:
        return period_in_words(scope)
    return _options(field, surveys)[scope.get(field) or ALL]


def _options(field: str, surveys: Answer | None) -> Mapping[str, Text]:
    return _surveys(surveys) if surveys and field == "encuesta" else _codes(field)


def place_in_words(scope: Scope) -> Text:
    """Return the place of a scope with its level; the country as a whole."""
    if scope.territory == territory.COUNTRY:
        return WHOLE_COUNTRY
    return labels.place_with_level(scope.territory)


def period_in_words(scope: Scope) -> Text:
    """Return the period of a scope in words; all time where it has none."""
    dated = scope.start or scope.end
    return labels.period(scope.start, scope.end) if dated else ALL_TIME


def read(
    query: Mapping[str, str],
    viewer: Viewer,
    surveys: Answer | None = None,
    day: dt.date | None = None,
) -> tuple[Scope, Text | None]:
    """Return the scope of a URL, without what is invalid in it, and the message about that.

    `day` is the one that the viewer's figures are as of, by default the present one.
    """
    query = dict(query)
    period = {key: query.pop(key) for key in PERIOD_KEYS if key in query}
    scope, problem = Scope(), None
    for key, value in query.items():
        try:
            Scope.from_query({key: value})
        except ScopeError as error:
            problem = error.text
            continue
        if surveys and key == "encuesta" and value not in set(surveys.frame["encuesta"]):
            problem = Text("No existe una encuesta con el código «{code}».", code=value)
            continue
        scope = scope.having(**{key: value})
    try:
        dates = Scope.from_query(period)
        dated = scope.having(start=dates.start, end=dates.end)
        periods.require_allowed(viewer, dated, day or clock.today())
    except ScopeError as error:
        return scope, error.text
    return dated, problem


def go(**changes: str | None) -> None:
    """Write changes of the scope to the URL; None or ALL removes a key."""
    for key, value in changes.items():
        if value in (None, ALL, territory.COUNTRY):
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = value


def _place(scope: Scope) -> None:
    province = territory.province(scope.territory) or territory.COUNTRY
    provinces = {
        territory.COUNTRY: WHOLE_COUNTRY,
        **_by_name(territory.PROVINCES),
    }
    _select("province", _("Provincia"), provinces, province, _to_place)
    if province == territory.COUNTRY:
        return
    rests = [rest for rest in territory.RESTS if territory.parent(rest) == province]
    cantons = {
        province: Text("Toda la provincia"),
        **_by_name([*rests, *territory.cantons_of(province)]),
    }
    _select("canton", _("Cantón"), cantons, scope.territory, _to_place)


def _to_place(code: str) -> dict[str, str | None]:
    return {"territory": code}


def _choice(key: str, label: str, options: Mapping[str, Text], scope: Scope) -> None:
    _select(key, label, options, scope.get(key) or ALL, lambda value: {key: value})


def _select(
    widget: str,
    label: str,
    options: Mapping[str, Text],
    chosen: str,
    written: Callable[[str], Mapping[str, str | None]],
) -> None:
    """Render a select box; `written` returns what a choice changes in the URL."""
    key = f"scope-{widget}"
    st.session_state[key] = chosen if chosen in options else next(iter(options))

    def changed() -> None:
        go(**written(st.session_state[key]))

    language = current()
    st.selectbox(
        label,
        list(options),
        format_func=lambda code: options[code].to(language),
        key=key,
        on_change=changed,
    )


def _by_name(codes: list[str] | tuple[str, ...]) -> dict[str, Text]:
    language = current()
    named = {code: labels.place(code) for code in codes}
    return dict(sorted(named.items(), key=lambda item: item[1].to(language)))


def _period(scope: Scope, viewer: Viewer, day: dt.date) -> None:
    """Render whole periods to choose from, and the dates of a link that names others."""
    chosen = "/".join(day.isoformat() if day else "" for day in (scope.start, scope.end))
    options = {ALL: ALL_TIME}
    last = last_data(viewer)
    for start, end in periods.offered(viewer, scope.territory, day):
        name = labels.period(start, end)
        if last is not None and start > last:
            name = Text("{period} (hay datos hasta el {day})", period=name, day=last)
        options[f"{start.isoformat()}/{end.isoformat()}"] = name
    if scope.start or scope.end:
        options.setdefault(chosen, labels.period(scope.start, scope.end))

    def write(value: str) -> dict[str, str | None]:
        start, _slash, end = value.partition("/")
        return {"from": start or None, "until": end or None}

    _select("period", _("Período"), options, chosen if chosen != "/" else ALL, write)


def last_data(viewer: Viewer) -> dt.date | None:
    """Return the day that the programme's data reach, as told to a reader."""
    days = [
        ask.answer("people.count", Scope().having(measure=measure), viewer).as_of
        for measure in REACHING
    ]
    return max((day for day in days if day is not None), default=None)


def _surveys(surveys: Answer) -> dict[str, Text]:
    rows = surveys.rows()
    return {
        ALL: ANY["encuesta"],
        **{row["encuesta"]: Text("{name}", name=row["nombre"]) for row in rows},
    }


def _codes(field: str) -> dict[str, Text]:
    """Return the codes of a filter with their names; occupations with their short ones."""
    if field == "ciuo2":
        named = {code: Text("{code} {name}", code=code, name=short(code)) for code in OCCUPATIONS}
    else:
        named = dict(labels.codes(field))
    return {ALL: ANY[field], **named}
