"""What the app tells the public of outcomes, in every breakdown, beside what is true."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Connection

from data_access import lists
from data_access.answers import QUESTIONS, ask
from data_access.database import engine_for
from data_access.disclosure import LEAST, LEAST_BEHIND, SURVIVAL_MONTHS, SURVIVAL_STEP
from data_access.scope import Scope
from data_access.viewer import ADMINISTRATOR, VISITOR, Viewer
from tests import databases
from tests.sampling import sampled

pytestmark = pytest.mark.attack
Row = dict[str, Any]
LEADER = Viewer.parse("leader:1308")
PLACES = ("EC", "1308", "1309")
PERIODS: tuple[dict[str, str], ...] = (
    {},
    {"from": "2024-01-01", "until": "2025-01-01"},
    {"from": "2025-04-01", "until": "2025-07-01"},
)
PERSONAL = ("sexo", "grupo_edad", "nacionalidad", "situacion")
# Counts of people, by answer; all others with people are their rates, means and sums.
COUNTS = {
    "hiring.funnel": ("reached", "imputed"),
    "hiring.half_year": ("hired", "followed", "younger"),
    "hiring.time_to_hire": ("registered", "hired"),
    "hiring.adequate": ("adequate", "classified", "unclassified"),
    "hiring.conditions": ("yes", "known"),
    "hiring.pay": ("known", "below"),
    "hiring.retention": ("at_risk",),
    "hiring.waiting": ("at_risk",),
    "hiring.channels": ("direct", "assisted"),
    "hiring.workplaces": ("persons",),
    "hiring.fairs": ("participants", "hires_90d"),
    "training.completion": ("completed", "enrolled", "unknown"),
    "training.employment": ("completers", "observed", "placed"),
    "training.gain": ("pairs", "lost_pairs"),
    "training.reach": ("persons",),
    "training.coverage": ("persons",),
    "training.cascade": ("trainees",),
    "training.multiplication": ("trainees",),
    "training.sessions": ("persons",),
    "ventures.marketplace": ("sellers", "sellers_with_sale"),
    "ventures.coworking": ("users", "on_the_move", "host"),
}
CURVES = ("hiring.retention", "hiring.waiting")
# A rate, and the counts beside it that it is reckoned from.
RATES = {
    "hiring.adequate": ("rate", "adequate", "classified"),
    "hiring.conditions": ("rate", "yes", "known"),
    "hiring.pay": ("rate", "below", "known"),
    "hiring.fairs": ("conversion", "hires_90d", "participants"),
    "hiring.half_year": ("rate", "hired", "followed"),
    "training.completion": ("rate", "completed", "enrolled"),
    "training.employment": ("rate", "placed", "observed"),
    "ventures.marketplace": ("rate", "sellers_with_sale", "sellers"),
}
# Sums, means and medians over people, each with the count of those behind it.
BEHIND = {
    "hiring.pay": (("median_ratio", "known"),),
    "hiring.channels": (
        *(("linear", "assisted"), ("jobs_assisted", "assisted")),
        *(("jobs_linear", "assisted"), ("jobs_direct", "direct")),
    ),
    "hiring.time_to_hire": (("median_days", "registered"),),
    "training.gain": (("mean_gain", "pairs"),),
    "training.reach": (("attendances", "persons"),),
    "ventures.marketplace": (("sales_usd", "sellers_with_sale"), ("sales", "sellers_with_sale")),
    "ventures.coworking": (("seat_occupancy", "users"),),
}
# The same set of people asked for by two answers: the measure, and the column of the other.
SAME = (
    ("trained", "training.reach", "persons"),
    ("trained", "training.coverage", "persons"),
    ("seller", "ventures.marketplace", "sellers"),
)


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """The demo programme."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    engine = engine_for(databases.sqlite_copy("demo", path))
    with engine.connect() as connection:
        yield connection
    told.cache_clear()
    engine.dispose()


def scopes(name: str) -> Iterator[Scope]:
    """Questions with up to two dimensions and a filter, of places large and small."""
    known = QUESTIONS[name]
    personal = [key for key in PERSONAL if key in known.by]
    asked: list[dict[str, str]] = [{}, *({"by": key} for key in (*personal[:2], "territory"))]
    asked += [{"by": "sexo,situacion", "nacionalidad": "VEN"}] if len(personal) > 2 else []
    if "situacion" in known.filters:
        asked.append({"situacion": "REF"})
    for query in asked:
        if not set(query.get("by", "").split(",")) <= {*known.by, ""}:
            continue
        if not query.keys() - {"by"} <= known.filters:
            continue
        for at, place in enumerate(PLACES):
            period = PERIODS[at % len(PERIODS)] if known.periods else {}
            yield Scope.from_query({"territory": place, **query, **period})


@cache
def told(connection: Connection, name: str, viewer: Viewer, scope: Scope) -> list[Row]:
    found: list[Row] = ask(connection, name, viewer, scope).to_json("es")["rows"]
    return found


@pytest.mark.parametrize(
    "name", sampled(sorted(COUNTS), "hiring.funnel", "hiring.channels", "training.reach")
)
def test_the_public_hears_no_small_count_and_reckons_only_from_what_it_hears(
    programme: Connection, name: str
) -> None:
    small = shown = 0
    for scope in scopes(name):
        public = told(programme, name, VISITOR, scope)
        # All that is over is also all that there is of the demo, whose last day is long past.
        exact = told(programme, name, ADMINISTRATOR, scope)
        if name in CURVES:
            # A curve of three points beside one of all months.
            exact = public
        assert len(public) == len(exact)
        for row, true in zip(public, exact, strict=True):
            for column in COUNTS[name]:
                assert row[column] is None or row[column] >= LEAST, (scope, row)
                if true[column] is not None and true[column] < LEAST:
                    small += 1
                    assert row[column] is None, (scope, row)
                shown += row[column] is not None
            _reckoned(name, row)
    assert shown > 0
    assert small > 0 or name in (*CURVES, "ventures.coworking", "hiring.fairs")


def _reckoned(name: str, row: Row) -> None:
    """A row's derived figures hold to the counts that stand beside them."""
    if name in RATES:
        rate, part, of = RATES[name]
        if row[rate] is not None:
            assert row[of] >= LEAST_BEHIND
            assert row[rate] == pytest.approx(min(row[part] / row[of], 1))
    for column, people in BEHIND.get(name, ()):
        if row[column] is not None:
            assert row[people] >= LEAST_BEHIND, row
            if column != "seat_occupancy":
                assert row[column] == float(f"{row[column]:.2g}")
    if name in CURVES:
        assert row["month"] in SURVIVAL_MONTHS
        assert (row["se"], row["ci_low"], row["ci_high"]) == (None, None, None)
        if row["survival"] is not None:
            assert row["at_risk"] >= LEAST_BEHIND
            steps = row["survival"] / SURVIVAL_STEP
            assert steps == pytest.approx(round(steps))


@pytest.mark.parametrize(("measure", "name", "column"), SAME)
def test_the_same_people_have_the_same_number_in_every_answer(
    programme: Connection, measure: str, name: str, column: str
) -> None:
    compared = 0
    for scope in scopes(name):
        again = told(programme, "people.count", VISITOR, scope.having(measure=measure))
        for one, other in zip(told(programme, name, VISITOR, scope), again, strict=True):
            assert one[column] == other["persons"], scope
            compared += one[column] is not None
    assert compared > 5


def test_a_fair_a_channel_and_a_quarter_have_the_same_number_as_the_count(
    programme: Connection,
) -> None:
    def count(**asked: str) -> list[Row]:
        return told(programme, "people.count", VISITOR, Scope.from_query(asked))

    fairs = told(programme, "hiring.fairs", VISITOR, Scope())
    assert len(fairs) == 2
    for fair in fairs:
        (row,) = count(measure="fair", evento=fair["event"])
        assert row["persons"] == fair["participants"]
    direct = told(programme, "hiring.channels", VISITOR, Scope())
    assert [row["canal"] for row in direct] == list(lists.CHANNEL)
    for channel in direct:
        (row,) = count(measure="hired", canal=channel["canal"])
        assert row["persons"] == channel["direct"]
    for period in told(programme, "people.over_time", VISITOR, Scope().having(measure="hired")):
        year, month, _ = period["period"].split("-")
        later = (int(year) + (month == "10"), int(month) % 12 + 3)
        until = f"{later[0]}-{later[1]:02}-01" if month != "10" else f"{later[0]}-01-01"
        quarter = {"from": period["period"], "until": until}
        (row,) = count(measure="hired", **quarter)
        assert row["persons"] == period["persons"]


@pytest.mark.parametrize("name", sampled(sorted(COUNTS), "hiring.funnel", "training.reach"))
def test_a_leader_hears_of_the_own_place_what_the_public_hears(
    programme: Connection, name: str
) -> None:
    for scope in list(scopes(name))[:3]:
        assert told(programme, name, LEADER, scope) == told(programme, name, VISITOR, scope)
