"""The attacker recovers nothing from what we publish, and much from weaker methods."""

from __future__ import annotations

import numpy as np
import pytest

from tests.attack import attacker, publishers
from tests.attack.attacker import Attacker
from tests.attack.programmes import ATTRIBUTES, programme
from tests.attack.publishers import FEW
from tests.attack.trial import Outcome, trial


@pytest.fixture(scope="module", params=[(1, 300), (2, 2500)], ids=["300", "2500"])
def outcomes(request: pytest.FixtureRequest) -> dict[str, Outcome]:
    return trial(*request.param)


def test_nothing_is_recovered_from_what_we_publish(outcomes: dict[str, Outcome]) -> None:
    ours = outcomes["cell_key"]

    assert ours.small > 5_000
    assert ours.recovered == 0
    assert 0.8 < ours.numbered / ours.large <= 1


def test_the_attacker_bites_where_the_noise_is_off(outcomes: dict[str, Outcome]) -> None:
    off = outcomes["threshold"]

    assert off.recovered > 0.75 * off.small


def test_the_attacker_bites_through_suppression_table_by_table(
    outcomes: dict[str, Outcome],
) -> None:
    plain = outcomes["suppression"]

    assert plain.recovered > 0.2 * plain.small


def test_the_attacker_never_reasons_wrongly(outcomes: dict[str, Outcome]) -> None:
    assert [outcome.wrong for outcome in outcomes.values()] == [0, 0, 0]


def test_places_times_and_values_nest_as_the_attacker_believes() -> None:
    found = programme(3, 500, 9)
    whole = found.persons[()]

    assert whole[0, -1] == 500
    assert (whole[0] == whole[1 : 1 + found.provinces].sum(axis=0)).all()
    assert (whole[0] == whole[1 + found.provinces :].sum(axis=0)).all()
    for at, name in enumerate(ATTRIBUTES):
        assert (found.persons[(name,)].sum(axis=2) == whole).all(), at
    keys = found.keys[("sexo",)].sum(axis=2, dtype=np.uint64)
    assert (keys == found.keys[()]).all()


def test_two_gaps_in_a_line_are_known_to_return_their_numbers_jointly() -> None:
    # METHODS §6: with only 3 and 2 withheld, the margins return exactly 3 and 2.
    table = np.array([[45, 60, 22], [12, 18, 3], [9, 7, 11], [2, 14, 6]])
    shown = {
        (): np.array([[table.sum()]]),
        ("row",): table.sum(axis=1)[None, None],
        ("column",): table.sum(axis=0)[None, None],
        ("row", "column"): np.where(table < 5, FEW, table)[None, None],
    }
    visitor = Attacker(shown, np.array([0]), attacker.EXACT)
    for _ in range(3):
        for at, name in ((1, "row"), (0, "column")):
            attacker._tie(
                (visitor.low[(name,)], visitor.high[(name,)]),
                (visitor.low[("row", "column")], visitor.high[("row", "column")]),
                2 + at,
            )

    low, high = visitor.low[("row", "column")][0, 0], visitor.high[("row", "column")][0, 0]
    assert (low[1, 2], high[1, 2]) == (3, 3)
    assert (low[3, 0], high[3, 0]) == (2, 2)


def test_suppression_leaves_no_line_with_a_single_gap() -> None:
    found = programme(5, 800, 8, most=2)

    table = publishers.suppression(found)[("sexo", "situacion")]

    for axis in (2, 3):
        gaps = (table == FEW).sum(axis=axis)
        alone = (gaps == 1) & (table.shape[axis] > 1)
        assert not alone.any()
