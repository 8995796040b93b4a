"""Every state of a target, and every colour that says "different", rests on its rule or its test.

Each page of the demo is opened as a visitor and as a monitor, and briefings and the results
framework are made for them. States (word, shape, count, sentence) are held to the target rule, and
colours and marks to the comparison module, both asked anew about the figures that were read. The
demo's gaps are of too few places for a map: `tests/truth/test_through_pages.py` opens twenty
programmes that have one, and holds every mark of theirs likewise.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest

from components import ask
from components.indicators import framework_rows
from components.labour import quadrant
from components.reports import briefing, framework_lines, framework_tables
from data_access import lists
from data_access.database import engine_for
from data_access.scope import Scope
from data_access.viewer import Grant
from tests.components.reports.test_briefings import all_of, quietly
from tests.data_access.auth.house import enter
from tests.pages import targets
from tests.pages.marks import gaps, pressing, unknown_marks, untrue_charts, untrue_maps
from tests.pages.opening import opened
from tests.pages.targets import judged, since, untrue, untrue_sentences
from tests.pages.test_every_comparison import ALL_TIME, CASES, PLACED, READERS, YEAR, words
from tests.sampling import sampled

pytestmark = pytest.mark.shared_demo

IN_2025 = "from=2025-01-01&until=2026-01-01"
# What a page shows once something is chosen: the map of gaps, the indicators that are behind or
# one of them, and another place or groups side by side.
CHOSEN = (
    *(("overview", place) for place in ("", "territory=2301")),
    *(("indicators", place) for place in ("", "territory=2301")),
    *(("labour", f"medida=brecha{place}") for place in ("", "&territory=13", "&territory=1308")),
    *(("indicators", f"estado=atras{place}") for place in ("", "&territory=1308")),
    *(("indicators", f"indicador={code}") for code in ("LG-03", "SK-02", "JB-05")),
    ("hiring", "territory=1308&con=2301&lado=nacionalidad"),
    ("labour", "territory=1308&vs=2301"),
)


def query_of(name: str, place: str) -> str:
    """The address of a case of `test_every_comparison`."""
    where = [] if place == "EC" else [f"territory={place[:4]}"]
    dated = name in PLACED and name != "labour" and place != ALL_TIME
    return "&".join([*where, *([IN_2025] if dated else [])])


MARKED = list(
    dict.fromkeys(
        [
            *((name, reader, query_of(name, place)) for name, reader, place in CASES),
            *((name, reader, query) for name, query in CHOSEN for reader in READERS),
        ]
    )
)
TRIED = [
    ("overview", "visitor", ""),
    ("overview", "monitor", f"territory=1308&{IN_2025}"),
    ("indicators", "visitor", ""),
    ("indicators", "monitor", "estado=atras"),
    ("labour", "visitor", "medida=brecha"),
    ("labour", "monitor", "medida=brecha&territory=13"),
    ("hiring", "visitor", "territory=1308&con=2301&lado=nacionalidad"),
]


def bodies(app: Any) -> list[str]:
    return [element.proto.body for element in app.get("html")]


@pytest.mark.parametrize(("name", "reader", "query"), sampled(MARKED, *TRIED))
def test_no_mark_claims_without_its_rule(
    jury: str,
    monkeypatch: pytest.MonkeyPatch,
    cookie: list[str | None],
    name: str,
    reader: str,
    query: str,
) -> None:
    if reader == "monitor":
        cookie[0] = enter(engine_for(jury), "eva@example.org", Grant("monitor"))
    told = targets.listening(monkeypatch)

    app = opened(name, **dict(parse_qsl(query)))

    said, found = words(app), judged(told)
    assert [one.row.code for one in found if one.row.status != one.state] == []
    assert list(untrue(bodies(app), found)) == []
    assert untrue_sentences(said, found) == []
    assert list(untrue_maps(app, told)) == []
    assert list(untrue_charts(app, told)) == []
    assert list(unknown_marks(app, said)) == []
    for item in targets.ITEM.finditer("".join(bodies(app))):
        year = re.search(r"así desde (\d{4})", html.unescape(item[0]))
        code = re.search(r"([A-Z]{2}-\d\d) ·", item[0])
        assert code and (year is None or year[1] == since(found, code[1]))


def test_the_demo_shows_marks_of_every_kind(jury: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the walk would hold nothing to anything."""
    told = targets.listening(monkeypatch)
    for name, query in (
        ("indicators", ""),
        ("labour", "medida=brecha"),
        ("labour", "territory=1308"),
    ):
        opened(name, **dict(parse_qsl(query)))

    states = {one.state for one in judged(told)}
    signs = {one.verdict for family in gaps(told, "territory") for one in family.values()}

    assert {"met", "within", "near", "behind"} <= states
    assert len(signs) > 1
    assert any(pressing(told))


REPORTS = [(reader, place) for reader in READERS for place in ("EC", "1308")]


@pytest.mark.parametrize(("reader", "place"), REPORTS)
def test_no_report_claims_a_state_without_the_rule(
    jury: str, monkeypatch: pytest.MonkeyPatch, reader: str, place: str
) -> None:
    told = targets.listening(monkeypatch)
    viewer = READERS[reader]
    made = briefing.compose(Scope.from_query({"territory": place, **YEAR}), viewer, "es", quietly)
    found = judged(told)

    page = targets.of_the_page(found)
    assert untrue_sentences(all_of(made), found) == []
    for grid, column in ((made.key_figures, 3), (made.targets, 3)):
        for row in grid.rows:
            states = {
                f"{framework_rows.SYMBOLS[one.state]} {lists.PROGRESS[one.state].to('es')}"
                for one in page
                if targets.plain(row[1]) in (targets.said(one.row.said), targets.said(one.row.bare))
            }
            assert row[column] in states, row


@pytest.mark.parametrize("reader", READERS)
def test_no_line_of_the_framework_claims_a_state_without_the_rule(
    jury: str, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    told = targets.listening(monkeypatch)
    span = (Scope.from_query(YEAR).start, Scope.from_query(YEAR).end)

    def asked(name: str, scope: Scope) -> Any:
        return ask.answer(name, scope, READERS[reader])

    taken = framework_lines.gather(asked, ("1308",), (span,), quietly)  # type: ignore[arg-type]
    states = {
        one.row.code: lists.PROGRESS[one.state].to("es")
        for one in targets.of_the_page(judged(told))
    }

    head, rows = framework_tables.totals(taken, "1308", span, "es")  # type: ignore[arg-type]
    shown = {str(row[0]).split()[0]: row[head.index("Estado")] for row in rows}
    assert shown == states


def test_a_mark_without_its_rule_is_found(jury: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind of mark, made to claim what nothing carries."""
    told = targets.listening(monkeypatch)
    app = opened("overview")
    met = [replace(one, state="met") for one in judged(told)]

    assert list(untrue(bodies(app), met)) != []
    assert untrue_sentences(words(app), met) != []

    monkeypatch.setattr(quadrant.Point, "pressing", property(lambda point: point.gap > 0))
    assert list(untrue_charts(opened("labour", territory="1308"), told)) != []
