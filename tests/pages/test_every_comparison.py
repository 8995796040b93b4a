"""Every sentence of a page or a report that compares rests on a test: none stands without one.

Each page of the demo is opened as a visitor and as a monitor, and briefings are made for them,
while the verdicts of the comparison module are noted. PDF, Word and PowerPoint are typeset from one
briefing and say all of it (`test_briefings.py`, which tries one in every run).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from streamlit.testing.v1 import AppTest

from components import comparing
from components.navigation import PAGES
from components.reports import briefing
from data_access.database import engine_for
from data_access.measures import comparison
from data_access.measures.comparison import Pair
from data_access.measures.figures import Share
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from tests.components.reports.test_briefings import all_of, quietly
from tests.data_access.auth.house import enter
from tests.pages.comparisons import (
    SENTENCES,
    Judged,
    comparing_sentences,
    listening,
    without_a_test,
)
from tests.pages.opening import opened
from tests.pages.test_every_figure import in_words
from tests.sampling import sampled

pytestmark = pytest.mark.shared_demo

READERS = {"visitor": VISITOR, "monitor": Viewer(frozenset({Grant("monitor")}))}
# Pages that a place and period are chosen on; the others are opened once.
PLACED = (
    *("overview", "labour", "hiring", "training", "ventures", "community", "indicators", "paths"),
)
EXPLAINING = ("methods",)
ROOT = Path(__file__).parents[2]
ALL_TIME = "1308 of all time"
YEAR = {"from": "2025-01-01", "until": "2026-01-01"}


def words(app: AppTest) -> list[str]:
    """What a page says."""
    return [*in_words(app), *(metric.label for metric in app.metric)]


CASES = [
    (name, reader, place)
    for name, entry in PAGES.items()
    for reader, viewer in READERS.items()
    if entry.allowed(viewer)
    for place in (("EC", "1308", "2301", ALL_TIME) if name in PLACED else ("EC",))
]
TRIED = [case for at, case in enumerate(CASES) if case[0] in PLACED and at % 6 == 0]


@pytest.mark.parametrize(("name", "reader", "place"), sampled(CASES, *TRIED))
def test_no_sentence_compares_without_its_test(
    jury: str,
    monkeypatch: pytest.MonkeyPatch,
    cookie: list[str | None],
    name: str,
    reader: str,
    place: str,
) -> None:
    if reader == "monitor":
        cookie[0] = enter(engine_for(jury), "eva@example.org", Grant("monitor"))
    query: dict[str, Any] = {} if place == "EC" else {"territory": place[:4]}
    if name in PLACED and name != "labour" and place != ALL_TIME:
        query |= YEAR
    families = listening(monkeypatch)

    app = opened(name, **query)

    assert without_a_test(words(app), families, name in EXPLAINING) == []


def test_every_page_is_walked() -> None:
    assert {name for name, _reader, _place in CASES} == {
        name for name, entry in PAGES.items() if any(map(entry.allowed, READERS.values()))
    }


def test_a_sentence_without_its_test_is_found(jury: str, monkeypatch: pytest.MonkeyPatch) -> None:
    families = listening(monkeypatch)
    app = opened("hiring", territory="1308")

    assert comparing_sentences(words(app))
    assert without_a_test(words(app), []) != []
    assert families
    assert comparing.judge([]) == ()


# Where no figures are compared (desk, entrance, administration), what explains how they are, and
# juries, whose leader has a rule of its own (METHODS §5, `test_leading.py`).
OTHER_ROOMS = tuple(
    f"components/{room}/" for room in ("administration", "awards", "desk", "entrance", "methods")
)


def test_no_sentence_in_the_catalogue_compares_without_being_known() -> None:
    """Those that the demo never says, too."""
    with (ROOT / "assets/locales/en/LC_MESSAGES/observatory.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    of_pages = [
        message
        for message in messages
        if any(
            name.startswith("components/") and not name.startswith(OTHER_ROOMS)
            for name, _line in message.locations
        )
    ]
    forms = [form for message in of_pages for form in _forms(message.id)]

    compare = [form for form in forms if comparing_sentences([form])]
    assert len(compare) > 50
    assert [form for form in compare if not any(_known(form, value) for value in VALUES)] == []


VALUES = ("12", "12 %")  # a number or a share, in place of what a sentence is filled in with


def _forms(message: str | tuple[str, ...]) -> Sequence[str]:
    return (message,) if isinstance(message, str) else message


def _known(form: str, value: str) -> bool:
    said = comparing_sentences([re.sub(r"\{\w+\}", value, form)])
    return all(any(re.search(pattern, one) for pattern, _carried in SENTENCES) for one in said)


def test_two_figures_that_are_not_told_apart_do_not_stand_side_by_side_without_that() -> None:
    pair = Pair(Share(14, 20), Share(12, 20))
    families = [[Judged(pair, comparison.compare(pair.one, pair.other))]]
    said = "A los 6 meses sigue el 70 % de quienes se capacitaron antes y el 60 % de los demás"

    assert without_a_test([said], families) != []
    assert without_a_test([f"{said}: no se distinguen"], families) == []


REPORTS = [
    (reader, place, dated)
    for reader in READERS
    for place in ("EC", "1308", "2301")
    for dated in (True, False)
]


@pytest.mark.parametrize(("reader", "place", "dated"), REPORTS)
def test_no_briefing_compares_without_its_test(
    jury: str, monkeypatch: pytest.MonkeyPatch, reader: str, place: str, dated: bool
) -> None:
    families = listening(monkeypatch)
    scope = Scope.from_query({"territory": place, **(YEAR if dated else {})})

    told = briefing.compose(scope, READERS[reader], "es", quietly)

    assert without_a_test(all_of(told), families) == []
