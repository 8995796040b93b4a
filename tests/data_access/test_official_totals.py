"""Official totals: exact, and never a difference between them that speaks of a few."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select

from data_access import official_totals, territory
from data_access.answers import ask
from data_access.official_totals import LEAST_APART, Told, Tree, audit, in_order, places
from data_access.programme.official_totals_release import preview, release
from data_access.refusal import Refusal
from data_access.scope import Scope
from data_access.tables import AuditEvent, OfficialTotal
from data_access.viewer import ADMINISTRATOR, VISITOR, Grant, Viewer
from tests.data_access.answers.example import store_people
from tests.writing import writing

MONITOR = Viewer(frozenset({Grant("monitor")}), "m@example.org")
LEADER = Viewer.parse("leader:1308")
# A country of two provinces, one of which stands beside its first canton as "the rest" too.
TREE = Tree(
    {"A": "EC", "B": "EC", "A1": "A", "AR": "A", "A2": "AR", "A3": "AR", "A4": "AR"}
    | {"B1": "B", "B2": "B"}
)
CANTONS = ("A1", "A2", "A3", "A4", "B1", "B2")
ORDER = ("A", "B", "A1", "AR", "A2", "A3", "A4", "B1", "B2", "EC")

counts = st.fixed_dictionaries({canton: st.integers(0, 45) for canton in CANTONS})
growth = st.fixed_dictionaries({canton: st.integers(0, 14) for canton in CANTONS})


def totals(cantons: Mapping[str, int]) -> dict[str, int]:
    """The people of every place, from those of the cantons."""
    return {
        place: sum(n for canton, n in cantons.items() if place in (canton, *TREE.above(canton)))
        for place in ORDER
    }


def told_of(found: Mapping[str, int], told: Told) -> Told:
    new = {v.place: v.persons for v in audit(found, told, TREE) if v.releasable}
    return told.and_now(new)


def apart(places: tuple[str, ...]) -> bool:
    """Whether no place lies within another."""
    return not any(one in TREE.above(other) for one in places for other in places)


def differences(told: Told) -> Iterator[int]:
    """Every number told less every sum of numbers told of places within it: then, before, or
    first later."""
    for at, new in enumerate(told.releases):
        ever = told.beside(at)
        for wide, persons in new.items():
            inside = [place for place in ever if wide in TREE.above(place)]
            for chosen in product(*((None, *ever[place]) for place in inside)):
                parts = {p: n for p, n in zip(inside, chosen, strict=True) if n is not None}
                if apart(tuple(parts)):
                    yield persons - sum(parts.values())


@given(counts, growth, growth)
@settings(max_examples=150, deadline=None)
def test_no_difference_between_what_was_ever_told_is_of_1_to_24(
    first: dict[str, int], then: dict[str, int], later: dict[str, int]
) -> None:
    told, now = Told(), dict.fromkeys(CANTONS, 0)
    for new in (first, then, later):
        now = {canton: now[canton] + new[canton] for canton in CANTONS}
        told = told_of(totals(now), told)

    assert not any(0 < abs(difference) < LEAST_APART for difference in differences(told))
    for place, numbers in told.beside(len(told.releases)).items():
        assert min(numbers) >= LEAST_APART, place
        assert all(abs(a - b) >= LEAST_APART for a in numbers for b in numbers if a != b)


@given(counts, counts)
@settings(max_examples=50, deadline=None)
def test_two_years_of_a_place_are_the_same_or_25_apart(
    one: dict[str, int], other: dict[str, int]
) -> None:
    first = told_of(totals(one), Told())
    years = {place: [(2024, persons)] for place, persons in first.now.items()}
    second = told_of(totals(other), Told((), years))

    for place in first.now.keys() & second.now.keys():
        difference = abs(first.now[place] - second.now[place])
        assert difference == 0 or difference >= LEAST_APART


@given(counts)
@settings(max_examples=50, deadline=None)
def test_nothing_is_held_back_without_a_reason(cantons: dict[str, int]) -> None:
    found = totals(cantons)
    verdicts = audit(found, Told(), TREE)
    told = Told(({v.place: v.persons for v in verdicts if v.releasable},))

    for verdict in verdicts:
        if not verdict.releasable and verdict.persons >= LEAST_APART:
            more = Told(({**told.now, verdict.place: verdict.persons},))
            assert any(0 < abs(d) < LEAST_APART for d in differences(more))


def test_the_larger_areas_come_first_and_the_country_last() -> None:
    found = audit({"A": 100, "B": 95, "A1": 60, "EC": 200}, Told(), TREE)

    reasons = {v.place: v.reason and v.reason.to("es") for v in found}
    assert reasons["A"] is reasons["B"] is reasons["A1"] is None
    assert reasons["EC"] == "Dejaría ver a menos de 25 personas en otra parte de Ecuador."


def test_the_places_are_a_tree_in_which_the_rest_of_manabi_lies_between() -> None:
    tree = places()

    assert tree.above("1301") == ["13R", "13", "EC"]
    assert tree.above("1308") == ["13", "EC"]
    assert tree.above("2301") == ["23", "EC"]
    assert set(in_order()) == {*tree.parent, "EC"} == set(tree.parent) | set(tree.parent.values())
    assert len(in_order()) == len(set(in_order()))


PEOPLE = {"1308": 40, "1301": 25, "1303": 3, "2301": 60}


@pytest.fixture
def registered(engine: Engine) -> Engine:
    """People of 2025 in four cantons; without Chone the rest of Manabí is Portoviejo."""
    with writing(engine) as connection:
        for canton, persons in PEOPLE.items():
            store_people(connection, *[{"canton_code": canton}] * persons)
    return engine


def year(place: str, **more: object) -> Scope:
    return Scope(place, dt.date(2025, 1, 1), dt.date(2026, 1, 1)).having(**more)


def shown(engine: Engine, viewer: Viewer, scope: Scope) -> list[tuple[str, object, object]]:
    with engine.connect() as connection:
        rows = ask(connection, "people.count", viewer, scope).to_json("es")["rows"]
    return [(row["territory"], row["persons"], row["flag"]) for row in rows]


def test_a_release_tells_everybody_the_number_of_the_press_release(registered: Engine) -> None:
    before = shown(registered, VISITOR, year("1308"))
    assert before[0][2] == "adjusted"

    release(registered, MONITOR, 2025)

    for viewer in (VISITOR, LEADER, MONITOR, ADMINISTRATOR):
        assert shown(registered, viewer, year("1308")) == [("1308", 40, None)]
        assert shown(registered, viewer, year("13")) == [("13", 68, None)]
    # Portoviejo's number would tell that three more live in Manabí without Manta.
    ((_, _, rest),) = shown(registered, VISITOR, year("13R"))
    ((_, _, portoviejo),) = shown(registered, VISITOR, year("1301"))
    assert (rest, portoviejo) == (None, "adjusted")


def test_only_the_question_without_attributes_and_for_a_year_is_exact(registered: Engine) -> None:
    release(registered, MONITOR, 2025)

    cantons = shown(registered, VISITOR, year("23", by=("territory",)))
    assert cantons == [("2301", 60, None), ("2302", None, "few")]
    for scope in (
        year("1308", by=("sexo",)),
        year("1308", sexo="M"),
        Scope("1308"),
        Scope("1308", dt.date(2025, 1, 1), dt.date(2025, 4, 1)),
    ):
        assert {flag for _, _, flag in shown(registered, VISITOR, scope)} <= {"few", "adjusted"}


def test_the_answer_says_which_of_its_numbers_are_official(registered: Engine) -> None:
    release(registered, MONITOR, 2025)
    with registered.connect() as connection:
        one = ask(connection, "people.count", VISITOR, year("1308"))
        several = ask(connection, "people.count", VISITOR, year("23", by=("territory",)))

    assert (one.n, one.adjusted) == (40, False)
    assert several.adjusted
    assert any("totales oficiales" in note.to("es") for note in one.notes)


def test_later_people_move_the_official_number_only_by_a_new_release(registered: Engine) -> None:
    release(registered, MONITOR, 2025)
    with writing(registered) as connection:
        store_people(connection, *[{}] * 4)

    with pytest.raises(Refusal):  # four more would be told
        release(registered, MONITOR, 2025)
    assert shown(registered, VISITOR, year("1308")) == [("1308", 40, None)]
    assert shown(registered, MONITOR, year("1308")) == [("1308", 44, None)]

    with writing(registered) as connection:
        store_people(connection, *[{}] * 30)
    release(registered, MONITOR, 2025)

    assert shown(registered, VISITOR, year("1308")) == [("1308", 74, None)]


def test_a_release_is_logged_and_moves_the_version_of_the_data(registered: Engine) -> None:
    found = release(registered, MONITOR, 2025)

    told = sum(verdict.releasable for verdict in found)
    with registered.connect() as connection:
        event = connection.execute(select(AuditEvent).filter_by(kind="totals_released")).one()
        assert (event.actor, event.details) == (MONITOR.name, {"year": 2025, "totals": told})
        assert connection.scalar(select(func.count()).select_from(OfficialTotal)) == told > 3
    with pytest.raises(Refusal, match="No new"):
        release(registered, MONITOR, 2025)


@pytest.mark.parametrize("role", ["visitor", "leader:13", "juror:EMP-2026", "secretary:EMPRESAS"])
def test_nobody_below_monitor_sees_or_makes_a_release(registered: Engine, role: str) -> None:
    for act in (preview, release):
        with pytest.raises(Refusal):
            act(registered, Viewer.parse(role), 2025)
    with registered.connect() as connection:
        assert official_totals.official(connection, "registered", 2025) == {}


def test_a_year_that_goes_on_has_no_totals(registered: Engine) -> None:
    with pytest.raises(Refusal, match="not over"):
        preview(registered, MONITOR, dt.date.today().year)


def test_a_preview_changes_nothing(registered: Engine) -> None:
    found = {verdict.place: verdict for verdict in preview(registered, MONITOR, 2025)}

    assert found["1308"].releasable
    assert found["1303"].reason == official_totals.TOO_FEW
    assert set(found) <= set(territory.PLACES)
    assert shown(registered, VISITOR, year("1308"))[0][2] == "adjusted"
