"""What an attacker who guesses gains from what we publish, and from weaker methods.

`python -m tests.attack 100 --only guesses` does the same with many programmes; methods.md has its
figures.
"""

from __future__ import annotations

import pytest

from tests.attack.guessing import (
    SMALL,
    WAYS,
    Better,
    Guesses,
    Tally,
    better,
    by_cycles,
    by_one_more,
    guessed,
)
from tests.attack.programmes import programme

pytestmark = pytest.mark.attack
SETS = 2_000
USUAL = 18  # points that are gained from what we publish, at most, in programmes of this size


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Guesses]:
    """Two small programmes together, by two attributes each, all places and times at once."""
    totals = dict.fromkeys(WAYS, Guesses())
    for seed, pair in ((3, ("sexo", "grupo_edad")), (4, ("sexo", "situacion"))):
        found = programme(seed, 500, 7, most=2)
        for name, way in WAYS.items():
            totals[name] += guessed(found, pair, way, 1)
    return totals


def test_guessing_gains_less_from_ours_than_from_weaker_methods(
    outcomes: dict[str, Guesses],
) -> None:
    ours = [outcomes["ours, to a visitor"], outcomes["ours, to a leader"]]

    assert min(one.told.sets for one in ours) > 500
    assert max(one.gain for one in ours) < USUAL
    assert outcomes["noise off"].gain > max(one.gain for one in ours) + 15
    assert outcomes["plain noise to 4"].gain > max(one.gain for one in ours)


def test_what_is_held_for_sure_is_right_only_where_the_noise_is_off(
    outcomes: dict[str, Guesses],
) -> None:
    ours, off = outcomes["ours, to a visitor"], outcomes["noise off"]

    assert off.held.sets > 0.3 * off.told.sets and off.held.right > 0.95 * off.held.sets
    assert ours.held.sets < 0.1 * ours.told.sets


def test_looking_again_and_again_bites_where_nobody_has_to_approve_it() -> None:
    once, often = by_cycles(1, SETS), by_cycles(24, SETS)

    assert often.gain > 40  # 24 cycles of import, look and undo: what rule 9 is against
    assert once.gain < 12  # one batch of invented people that a monitor approved


def test_a_mean_with_one_person_more_tells_nothing_of_that_person() -> None:
    assert by_one_more(SETS).gain <= 3
    assert by_one_more(SETS, exact=True).gain > 50


def test_the_base_rate_is_the_most_frequent_number() -> None:
    flat = by_cycles(1, SETS)

    assert flat.base / flat.sets == pytest.approx(0.4, abs=0.05)
    assert list(SMALL) == [1, 2, 3, 4]


def test_who_only_reads_what_is_shown_names_hardly_any_small_number_for_sure(
    outcomes: dict[str, Guesses],
) -> None:
    ours, off = outcomes["ours, to a leader"], outcomes["noise off"]

    assert ours.few.sets > 2 * ours.told.sets  # most of what is shown as few is nobody
    assert ours.few.gain < off.few.gain / 2
    assert ours.named.sets < 0.002 * ours.few.sets
    assert off.named.sets > 0.1 * off.few.sets and off.named.right > 0.95 * off.named.sets


def test_programmes_are_drawn_and_not_their_guesses() -> None:
    alike = [Tally(100, 60, 50)] * 4
    apart = [Tally(100, 90, 50), Tally(100, 30, 50)] * 2

    assert better(alike) == Better(10.0, 0.0) and better(alike).than_chance
    assert better(apart).points == 10
    # By hand: gains of 40 and -20 in each of two programmes, 30 from their mean of 10.
    assert better(apart).error == pytest.approx(100 * (4 * 30**2 * 4 / 3) ** 0.5 / 400)
    assert not better(apart).than_chance
