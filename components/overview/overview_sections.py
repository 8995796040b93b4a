"""The front page, top to bottom: place, state, decisions, the six figures, the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from components import labels, scope_bar
from components.figure import figure
from components.indicators import indicator_writes
from components.indicators.bullets import states
from components.indicators.framework_rows import AIMED, LATE, counted
from components.overview import activity_parts, overview_cards
from components.overview.decisions import pending
from components.overview.findings import Finding, changed, first, lags, period_query
from components.overview.rooms import ROOMS, address, title_of
from components.overview.situation import Situation, months_since
from components.programme_results.freshness import whole_months
from components.reader_language import URL_KEY, _, current
from components.templating import render_template
from components.theme import paint
from components.words import Count, Inside, Joined, Listed
from data_access import clock, period_codes, territory
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer

AT_FIRST = 3  # further decisions shown expanded: a mayor has two minutes
NOTHING = Text("Todavía no hay datos")
LAGGING = 3  # months after which data are called old


def headline(situation: Situation) -> bool:
    """Render how the place does in one sentence; return False where nothing is known.

    How old that is comes after the figures, which have the first screen of a telephone.
    """
    if not situation.known:
        st.header(NOTHING.to(current()), anchor=False)
        st.markdown(_("Cuando entren los primeros archivos, esta página dirá cómo va el programa."))
        return False
    st.header(headline_of(situation).to(current()), anchor=False)
    if not has_verdicts(situation):
        elsewhere(situation.asked.scope)
    return True


def has_verdicts(situation: Situation) -> bool:
    """Return whether any indicator of the place has a target and a figure to hold against it."""
    found = counted(list(situation.rows.values()))
    return any(found[state] for state in AIMED)


def headline_of(situation: Situation) -> Text:
    """Return how the place does in one sentence."""
    place = situation.asked.scope.territory
    found = counted(list(situation.rows.values()))
    subject = Text("El programa") if place == territory.COUNTRY else labels.place_with_level(place)
    if has_verdicts(situation):
        met, aimed = Count(found["met"]), Count(sum(found[state] for state in AIMED))
        late = sum(found[state] for state in LATE)
        others = (
            (Text("{count} dentro de su margen", count=found["within"]), found["within"]),
            (Text("{count} cerca", count=found["near"]), found["near"]),
            (Text("{count} atrás", count=late), late),
        )
        rest = Listed(text for text, count in others if count)
        held = Text(
            "{subject} cumple con seguridad {met} de {aimed} metas",
            subject=subject,
            met=met,
            aimed=aimed,
        )
        return Text("{held}; {rest}", held=held, rest=rest) if rest.texts else held
    if any(row.target is not None for row in situation.rows.values()):
        return Text("{subject} tiene metas, y todavía ninguna cifra que comparar", subject=subject)
    return Text("{subject} no tiene metas propias en este período", subject=subject)


def elsewhere(scope: Scope) -> None:
    """Render links to the other periods for which a place has targets."""
    links, place = [], scope.territory
    shown = period_codes.code_of(scope.start, scope.end)
    for code in indicator_writes.periods_with_targets(place):
        if code == shown:
            continue
        span = period_codes.period_of(code)
        query = {} if place == territory.COUNTRY else {"territory": place}
        query |= dict(period_query(span)) if span else {}
        query |= {URL_KEY: st.query_params[URL_KEY]} if URL_KEY in st.query_params else {}
        name = (labels.period(*span) if span else scope_bar.ALL_TIME).to(current())
        links.append((f"/?{urlencode(query)}", name))
    if links:
        said = _("Tiene metas para:")
        st.html(render_template("overview/periods.html", said=said, links=links))


def dated(situation: Situation) -> None:
    """Render the period shown, and how far the data reach."""
    st.caption(freshness(situation).to(current()))


def freshness(situation: Situation) -> Text:
    """Return the period shown, how far the data reach, and which subjects are behind."""
    scope, newest = situation.asked.scope, situation.answer.as_of
    dated = scope.start or scope.end
    period = labels.period(scope.start, scope.end) if dated else scope_bar.ALL_TIME
    days = newest_days(situation)
    if newest is None:
        return Text("Período: {period}.", period=Inside(period))
    older = Listed(
        Text("{subject} ({day})", subject=title_of(page), day=day)
        for page, day in days.items()
        if months_since(day, newest) > LAGGING
    )
    said = [Text("Período: {period}. Datos hasta el {day}.", period=Inside(period), day=newest)]
    if older.texts:
        said.append(Text("Más antiguos: {older}.", older=older))
    return Joined(*said)


def with_age(situation: Situation) -> Text:
    """Return the same and, where nothing came in for long, since when: a page says that apart."""
    newest, said = situation.answer.as_of, freshness(situation)
    age = 0 if newest is None else whole_months((clock.today() - newest).days)
    if age <= LAGGING:
        return said
    return Joined(said, Text("No hay nada nuevo desde hace {age} meses.", age=age))


def newest_days(situation: Situation) -> dict[str, dt.date]:
    """Return the newest day that each page has data of."""
    found: dict[str, dt.date] = {}
    for row in situation.answer.rows():
        page, day = ROOMS[row["code"].partition("-")[0]], row["as_of"]
        if isinstance(day, dt.date):
            found[page] = max(day, found.get(page, day))
    return found


def findings(situation: Situation) -> None:
    """Render what changed, what lags, and what to decide first."""
    decide, _more = first(pending(situation))
    told(situation, (changed(situation), lags(situation), decide))


def also(situation: Situation) -> None:
    """Render what else there is to decide."""
    _decide, more = first(pending(situation))
    if not more:
        return
    found = [shown(situation, finding) for finding in more]
    left = len(found) - AT_FIRST
    st.html(
        render_template(
            "overview/more.html",
            title=_("También por decidir"),
            findings=found[:AT_FIRST],
            rest=found[AT_FIRST:],
            further=Text("Y {count} decisión más", "Y {count} decisiones más", left).to(current()),
        )
    )


def told(situation: Situation, found: Sequence[Finding]) -> None:
    """Render findings side by side, below one another on a phone."""
    st.html(
        render_template(
            "overview/findings.html",
            findings=[shown(situation, finding) for finding in found],
            colors=paint(),
        )
    )


def shown(situation: Situation, finding: Finding) -> dict[str, str]:
    """Return a finding as a template needs it: label, sentence, precision and link."""
    language = current()
    return {
        "label": finding.label.to(language),
        "said": finding.said.to(language),
        "sure": finding.sure.to(language),
        "url": address(finding.page, situation.asked.scope, **dict(finding.query)),
        "link": _("Ver en {page}", page=title_of(finding.page).to(language)),
    }


def six(situation: Situation) -> None:
    st.subheader(_("Las seis cifras que importan"), anchor=False)
    overview_cards.render(situation)


def every_part(situation: Situation) -> None:
    """Render all activities, and the framework behind them as a table."""
    with figure(
        situation.answer,
        title=Text("Cada parte del programa, y cuántas de sus metas cumple"),
        counted=Text("Pulse una para leer más."),
        key="parts",
        legend=(states(),),
    ):
        activity_parts.render(situation)


def welcome(viewer: Viewer) -> None:
    """Render what this is, for whoever reads without an account."""
    if viewer.name:
        return
    st.markdown(
        _(
            "Personas en movilidad y de acogida, y empresas que necesitan gente: qué logra el "
            "programa que las une, y qué falta."
        )
    )
