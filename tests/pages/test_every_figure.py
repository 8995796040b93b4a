"""Every number that a page shows comes from an answer, asked again as `answer --json` asks it.

A page is opened, the questions it asks are noted, and each is asked anew for the same reader. Then
all that the page draws and says is gone through: charts, maps, cards, titles, sentences, rows. A
number that none of the answers holds fails the test. "Recorridos" is left to `test_outcomes`: it
adds up ways, each of which is one person's.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection
from streamlit.testing.v1 import AppTest

from components import ask as asking
from components.occupations import short
from components.places import LISTED
from components.quality.quality_rows import SOME
from components.words import Count, Decimal, Percent
from data_access import clock, lists
from data_access.answers import ask
from data_access.classifications import OCCUPATIONS
from data_access.database import engine_for
from data_access.language import LANGUAGES
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.auth.house import enter
from tests.pages.opening import opened
from tests.pages.rendered import render
from tests.sampling import sampled

pytestmark = pytest.mark.shared_demo

PAGES = ("overview", "labour", "hiring", "training", "ventures", "community", "indicators")
PLACES = ("EC", "1308", "2301")
# Numbers that belong to how a figure is made or said, never to data.
FIXED = {
    *("5", "95", "100", "1", "0", "4", "60", "40", "30", "90", "180", "25", "12", "6", "3"),
    *("2", "8", "10", "1.000", "1,000", "50"),
    str(len(lists.INDICATORS)),
}
# What places a mark in a chart, and what only names or orders it.
LINES = {0.5, 1.0}  # what a chart is read against
LAYOUT = {
    "y",
    "name_y",
    "roomy_y",
    "beside",
    "first_line",
    "at",
    "x",
    "low_y",
    "high_y",
    "order",
    "day",
    "year",
    "month",
    "hour",
}
DATES = re.compile(
    r"\d{1,2} de [a-záéíóú]+ de \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d(-\d\d)?"
    r"|\b20\d\d\b|\b\d{1,2} [a-z]{3} \d{4}\b|CC BY [\d.]+|[A-Z]{2}-\d+|COD-AB|\(\d\d\)"
    r"|\b\d\d:\d\d\b"
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
Asked = set[tuple[str, Scope]]


def listening(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The questions that pages ask from now on."""
    asked: Asked = set()
    real = asking.answer

    def noted(name: str, scope: Scope, viewer: Viewer) -> Any:
        asked.add((name, scope))
        return real(name, scope, viewer)

    monkeypatch.setattr(asking, "answer", noted)
    return asked


def values_in(found: Any) -> Iterator[float]:
    """Every number of an answer, however deep."""
    if isinstance(found, bool) or found is None:
        return
    if isinstance(found, int | float):
        yield float(found)
    elif isinstance(found, dict):
        for one in found.values():
            yield from values_in(one)
    elif isinstance(found, list):
        for one in found:
            yield from values_in(one)


def derived(name: str, rows: list[dict[str, Any]]) -> Iterator[float]:
    """What a page may work out of an answer's shown rows: how many there are, and, of what is not
    people, how many together."""
    yield float(len(rows))
    flags = [row.get("flag") for row in rows]
    yield from (float(flags.count(flag)) for flag in set(flags))
    if name.startswith(("community.", "awards.", "training.cascade", "training.multiplication")):
        for column in rows[0] if rows else ():
            told = [row[column] for row in rows if isinstance(row[column], int | float)]
            yield float(sum(told))
    if name == "community.milestones":
        yield from map(float, range(1, len(rows) + 1))  # their numbers on a series
    if name == "community.associations":
        by_place: dict[str, float] = {}
        for row in rows:
            by_place[row["territory"]] = by_place.get(row["territory"], 0.0) + row["active"]
        yield from by_place.values()
        # The list beside a map ends after eight places; it says how many more there are, and how
        # many of all have none.
        some, places = sum(active > 0 for active in by_place.values()), len(by_place)
        yield from (float(some - LISTED), float(places - some), float(places))
    if name == "training.gain_spread":
        whole = sum(row["persons"] for row in rows) or 1
        yield from (row["persons"] / whole for row in rows)
    if name == "quality.sheets":
        yield float(sum(row["flag"] != "unknown" for row in rows))
        yield float(sum((row["rate"] or 0) > SOME for row in rows))
    for row in rows:
        if name == "quality.sheets" and row["last_day"]:
            yield float((clock.today() - dt.date.fromisoformat(row["last_day"])).days)
        if name == "training.multiplication":
            yield float(row["certified"] - row["active"])
        if name == "community.studies":
            yield float(row["accepted"] - row["adopted"])
            yield float(row["recommendations"] - row["accepted"] - row["rejected"])
        if name == "community.assistance" and row["closed"]:
            yield row["adopted"] / row["closed"]
    if name.startswith("indicators."):
        states = [row["status"] for row in rows]
        counts = {state: states.count(state) for state in states}
        aimed = ("met", "within", "near", "behind", "back", "no_verdict")
        late = counts.get("behind", 0) + counts.get("back", 0)
        yield from (*map(float, counts.values()), float(late))
        yield float(sum(counts.get(state, 0) for state in aimed))
        yield float(counts.get("no_data", 0) + counts.get("few", 0))


KEPT: dict[tuple[str, str, Viewer, Scope], dict[str, Any]] = {}


def answered(
    connection: Connection, url: str, name: str, viewer: Viewer, scope: Scope
) -> dict[str, Any]:
    """An answer as `answer --json` gives it, worked out once: the demo is shared."""
    key = (url, name, viewer, scope)
    if key not in KEPT:
        KEPT[key] = ask(connection, name, viewer, scope).to_json("es")
    return KEPT[key]


def pool(url: str, asked: Asked, viewer: Viewer) -> tuple[set[float], str]:
    """All numbers of the answers, and their notes."""
    found: set[float] = set()
    notes = ""
    with engine_for(url).connect() as connection:
        for name, scope in asked:
            answer = answered(connection, url, name, viewer, scope)
            rows = answer["rows"]
            found.update(values_in(rows))
            found.update(values_in(answer.get("n")))
            found.update(derived(name, rows))  # type: ignore[arg-type]
            notes += f" {answer['notes']}"
    return found, notes


def as_said(found: Iterable[float], language: str) -> set[str]:
    """Every way in which the app writes these numbers."""
    said = set()
    for value in found:
        for one in (value, value * 100, value / 100):
            texts = (Count(one), Decimal(one, 1), Decimal(one), Percent(one))
            said.update(n for text in texts for n in NUMBER.findall(text.to(language)))
    return said


def near(value: float, found: list[float]) -> bool:
    return any(
        abs(value - one * scale) <= 1e-6 * max(1.0, abs(value))
        for one in found
        for scale in (1.0, 0.01, 100.0)
    )


def in_charts(app: AppTest) -> Iterator[float]:
    for mark in render(app):
        for key in ("value", "low", "high", "share", "people", "aim", "gap"):
            if key not in LAYOUT and isinstance(mark.get(key), int | float):
                number = float(mark[key])
                if number == number:
                    yield number


def in_words(app: AppTest) -> Iterator[str]:
    """Titles, cards, sentences, rows and what maps say, without what explains how it is made."""
    for kind in ("header", "subheader", "caption", "markdown"):
        for element in app.get(kind):
            if not element.value.startswith(("**", "Referencia", "Reference")):
                yield element.value
    for metric in app.metric:
        yield metric.value
    for element in app.get("html"):
        body = re.sub(r"<style>.*?</style>", "", element.proto.body, flags=re.S)
        # A table behind a figure is the answer itself, with codes of strata and names of courses.
        if "m4sd-table" in body:
            continue
        if "m4sd-" in body and "formula" not in body and "<math" not in body:
            yield html.unescape(re.sub(r"<[^>]+>", " ", body))
    for chart in app.get("deck_gl_json_chart"):
        for layer in json.loads(chart.proto.json)["layers"]:
            features = layer["data"]["features"] if isinstance(layer["data"], dict) else []
            for feature in features:
                yield html.unescape(re.sub(r"<[^>]+>", " ", feature["properties"].get("tip", "")))


def strange(app: AppTest, url: str, asked: Asked, viewer: Viewer, language: str) -> list[str]:
    """The numbers of a page that no answer holds, each with where it stands."""
    numbers, notes = pool(url, asked, viewer)
    ordered = sorted(numbers | LINES)
    said = as_said(numbers, language) | FIXED | set(NUMBER.findall(notes))
    found = [f"chart: {value}" for value in in_charts(app) if not near(value, ordered)]
    coded = [f"{code} {short(code).to(language)}" for code in OCCUPATIONS]
    for text in in_words(app):
        bare = DATES.sub(" ", text)
        for name in coded:
            bare = re.sub(re.escape(name), " ", bare, flags=re.IGNORECASE)
        found += [f"{n} in {text[:160]!r}" for n in NUMBER.findall(bare) if n not in said]
    return found


CASES = [(name, place, language) for name in PAGES for place in PLACES for language in LANGUAGES]
# Every page, in one place and one language, in every run.
TRIED = [
    (name, PLACES[at % len(PLACES)], list(LANGUAGES)[at % len(LANGUAGES)])
    for at, name in enumerate(PAGES)
]


@pytest.mark.parametrize(("name", "place", "language"), sampled(CASES, *TRIED))
def test_every_number_of_a_page_is_in_the_answers_it_asked(
    jury: str, monkeypatch: pytest.MonkeyPatch, name: str, place: str, language: str
) -> None:
    asked = listening(monkeypatch)
    app = opened(name, language, **({} if place == "EC" else {"territory": place}))

    assert asked
    assert strange(app, jury, asked, VISITOR, language) == []


@pytest.mark.parametrize("name", sampled((*PAGES, "data_quality"), "hiring", "data_quality"))
def test_so_it_is_for_whoever_sees_exact_figures_of_one_year(
    jury: str, monkeypatch: pytest.MonkeyPatch, cookie: list[str | None], name: str
) -> None:
    grants = frozenset({Grant("monitor")})
    cookie[0] = enter(engine_for(jury), "eva@example.org", Grant("monitor"))
    asked = listening(monkeypatch)
    app = opened(name, **{"from": "2025-01-01", "until": "2026-01-01"})

    assert strange(app, jury, asked, Viewer(grants), "es") == []


def test_a_number_that_no_answer_holds_is_found(jury: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = listening(monkeypatch)
    app = opened("hiring")
    fewer = {one for one in asked if one[0] != "hiring.funnel"}

    assert strange(app, jury, fewer, VISITOR, "es")
