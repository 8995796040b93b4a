"""The attacker recovers nothing from what we publish, and much from weaker methods.

`make attack` does the same with two hundred programmes.
"""

from __future__ import annotations

import numpy as np
import pytest

from data_access.disclosure import LEAST
from tests.attack import attacker, differences, joint, official, publishers
from tests.attack.attacker import Attacker
from tests.attack.programmes import (
    AT,
    ATTRIBUTES,
    TIME_SUMS,
    TIMES,
    YEAR,
    YEAR_AGAIN,
    People,
    Programme,
    counted,
    programme,
    two_provinces,
)
from tests.attack.publishers import FEW, HIDDEN
from tests.attack.trial import METHODS, OURS, Outcome, attacked, trial

pytestmark = pytest.mark.attack


@pytest.fixture(scope="module", params=[(1, 300), (4, 1500)], ids=["300", "1500"])
def outcomes(request: pytest.FixtureRequest) -> dict[str, Outcome]:
    """Programmes of some people, in tables of two attributes."""
    return trial(*request.param, cantons=7, most=2)


@pytest.fixture(scope="module")
def small() -> Programme:
    return programme(3, 500, 9, most=2)


@pytest.mark.parametrize("reader", OURS)
def test_nothing_is_recovered_from_what_we_publish(
    outcomes: dict[str, Outcome], reader: str
) -> None:
    ours = outcomes[reader]

    assert ours.small > 5_000
    assert ours.small_differences > 200_000
    assert ours.gave_away == 0
    assert 0.8 < sum(ours.numbered) / sum(ours.large) <= 1


def test_nothing_is_recovered_from_two_dimensions_and_a_filter() -> None:
    ours = attacked(4, programme(4, 400, 7), METHODS["ours, to a leader"])

    assert ours.small > 20_000
    assert ours.gave_away == ours.wrong == 0


def test_the_attacker_bites_where_the_noise_is_off(outcomes: dict[str, Outcome]) -> None:
    off = outcomes["threshold alone"]

    assert off.recovered > 0.4 * off.small
    assert off.recovered_differences > 0.4 * off.small_differences


def test_the_attacker_bites_through_suppression_table_by_table(
    outcomes: dict[str, Outcome],
) -> None:
    plain = outcomes["suppression"]

    assert plain.recovered > 0.3 * plain.small
    assert plain.recovered_differences > 0.3 * plain.small_differences


def test_the_attacker_bites_through_noise_that_ends_at_four() -> None:
    # One programme of many: two nested sets stood at the two ends of the noise.
    cut = attacked(11, programme(11, 1500, 7, most=2), METHODS["noise that ends at 4"])

    assert cut.gave_away > 0
    assert cut.wrong == 0


def test_the_attacker_never_reasons_wrongly(outcomes: dict[str, Outcome]) -> None:
    assert {name: outcome.wrong for name, outcome in outcomes.items()} == dict.fromkeys(METHODS, 0)


def test_linear_programming_finds_what_lines_of_one_table_return_jointly() -> None:
    # METHODS §6: with only 3 and 2 withheld, the margins return exactly 3 and 2.
    table = np.array([[45, 60, 22], [12, 18, 3], [9, 7, 11], [2, 14, 6]])
    everybody = np.repeat(np.arange(table.size), table.ravel())
    row, column = everybody // 3, everybody % 3
    nothing = np.zeros(len(everybody), dtype=np.int64)
    values = {"row": row, "column": column}
    found = counted(
        People(nothing, nothing, values, nothing.astype(np.uint64)),
        {"row": 4, "column": 3},
        two_provinces(np.array([0, 0, 1])),
        most=2,
    )
    reader = Attacker(publishers.threshold(found), found.places, attacker.EXACT)

    assert reader.high[("row", "column")][0, AT["until m6"], 1, 2] == LEAST - 1  # nothing inferred
    assert joint.solve(reader, found, ("row", "column"), 0).sets > 0
    reader.propagate()
    now = (reader.low, reader.high)
    cells = [tuple(int(b[("row", "column")][0, AT["until m6"]][at]) for b in now) for at in FEW_AT]
    assert cells == [(3, 3), (2, 2)]


FEW_AT = ((1, 2), (3, 0))


def test_places_times_and_values_nest_as_the_attacker_believes(small: Programme) -> None:
    whole = small.persons[()]

    assert whole[0, AT["until now"]] == 500
    for place, parts in small.places.sums:
        assert (whole[place] == whole[list(parts)].sum(axis=0)).all()
    for time, parts in TIME_SUMS:
        assert (whole[:, time] == whole[:, list(parts)].sum(axis=1)).all()
        assert (
            frozenset().union(*(list(TIMES.values())[part] for part in parts))
            == (list(TIMES.values())[time])
        )
    for name in ATTRIBUTES:
        assert (small.persons[(name,)].sum(axis=2) == whole).all()
    keys = small.keys[("sexo",)].sum(axis=2, dtype=np.uint64)
    assert (keys == small.keys[()]).all()


def test_a_leader_is_shown_months_of_the_own_place_and_nobody_else_is(small: Programme) -> None:
    province, month = 1, AT["m2"]
    for names, visitors in publishers.cell_key(small).items():
        leaders = publishers.cell_key(small, province)[names]
        own = small.places.below(province)

        assert (visitors[:, month] == HIDDEN).all()
        assert (leaders[own, month] != HIDDEN).all()
        assert (np.delete(leaders[:, month], own, axis=0) == HIDDEN).all()
        seen = visitors != HIDDEN
        assert (leaders[seen] == visitors[seen]).all()


def test_official_totals_are_known_and_those_not_told_are_bounded(small: Programme) -> None:
    reader = Attacker(publishers.cell_key(small), small.places, attacker.CELL_KEY)
    reader.propagate()
    before = {names: high - reader.low[names] for names, high in reader.high.items()}
    releases = official.released(small)
    official.learn(reader, releases)
    reader.propagate()

    assert len(releases[0]) > 3
    for time, new in zip((YEAR, YEAR_AGAIN), releases, strict=True):
        for name, persons in new.items():
            at = small.places.names.index(name)
            assert reader.low[()][at, time] == reader.high[()][at, time] == persons
    narrower = sum(
        int((before[names] - (high - reader.low[names])).sum())
        for names, high in reader.high.items()
    )
    assert narrower > 0
    assert reader.wrong(small) == differences.found(reader, small).wrong == 0


def test_suppression_leaves_no_line_with_a_single_gap(small: Programme) -> None:
    table = publishers.suppression(small)[("sexo", "situacion")]

    for axis in (2, 3):
        gaps = (table == FEW).sum(axis=axis)
        alone = (gaps == 1) & (table.shape[axis] > 1)
        assert not alone.any()
