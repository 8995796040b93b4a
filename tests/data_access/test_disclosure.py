"""The door: what a set of people shows, to whom, and how often it shows what (METHODS §6)."""

from __future__ import annotations

import ast
import random
import runpy
from collections import Counter
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from data_access.disclosure import (
    LARGEST_TABLED,
    LEAST,
    LEAST_BEHIND,
    MOST_NOISE,
    NOBODY,
    PERTURBATION,
    SURVIVAL_MONTHS,
    Group,
    Shown,
    average,
    count,
    counts,
    in_office,
    number,
    parts,
    protected,
    survival,
    total,
)
from data_access.viewer import ADMINISTRATOR, VISITOR

SETS = 100_000
keys = st.integers(0, 2**64 - 1)
groups = st.builds(Group, st.integers(0, 300), keys)


def test_the_perturbation_tables_are_fair_and_as_wide_as_they_should_be() -> None:
    for size, table in PERTURBATION.items():
        assert sum(table.values()) == pytest.approx(1, abs=3e-4)
        assert sum(noise * p for noise, p in table.items()) == pytest.approx(0, abs=2e-3)
        variance = sum(noise**2 * p for noise, p in table.items())
        assert variance == pytest.approx(2, abs=0.02), size
        assert max(abs(noise) for noise in table) == MOST_NOISE
        assert sum(p for noise, p in table.items() if abs(noise) > 4) < 0.002


# What R's ptable 0.3.3 says (`pt_optim_entropy`, variance 2, noise up to 8, not monotone).
BY_PTABLE: dict[int, tuple[float, ...]] = {
    5: (
        *(0.1567304105, 0.2411038482, 0.2587993884, 0.1938343008, 0.1012992487),
        *(0.0369394218, 0.0093989976, 0.0016687166, 0.0002067192, 0.0000178696),
        *(0.0000010788,),
    ),
    6: (
        *(0.0342890733, 0.1104139850, 0.2214225856, 0.2765344541, 0.2150830195),
        *(0.1041819535, 0.0314273927, 0.0059041018, 0.0006907565, 0.0000503298),
        *(0.0000022838, 0.0000000645),
    ),
    7: (
        *(0.0000000317, 0.0000013501, 0.0000348135, 0.0005445696, 0.0051667510),
        *(0.0297325685, 0.1037768814, 0.2196956270, 0.2820948179, 0.2196956249),
        *(0.1037768745, 0.0297325717, 0.0051667539, 0.0005445707, 0.0000348119),
        *(0.0000013499, 0.0000000318),
    ),
}


def test_the_tables_are_those_of_the_package_that_statistical_offices_use() -> None:
    assert BY_PTABLE.keys() == PERTURBATION.keys()
    for size, table in PERTURBATION.items():
        assert list(table) == list(range(min(table), MOST_NOISE + 1))
        assert list(table.values()) == pytest.approx(list(BY_PTABLE[size]), rel=0, abs=1e-7)


def test_the_script_makes_the_stored_tables(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_module("data_access.perturbation", run_name="__main__")

    made = ast.literal_eval(f"{{{capsys.readouterr().out}}}")
    assert made == PERTURBATION


@pytest.mark.parametrize("size", [5, 6, 7, 60])
def test_shown_frequencies_are_those_of_the_table(size: int) -> None:
    chance = random.Random(size)
    seen = Counter(number(Group(size, chance.getrandbits(64))) for _ in range(SETS))
    wanted: Counter[int | None] = Counter()
    table = PERTURBATION[min(size, LARGEST_TABLED)]
    for noise, p in table.items():
        shown = size + noise
        wanted[shown if shown >= LEAST else None] += p / sum(table.values()) * SETS

    assert set(seen) <= set(wanted)
    # What is to be seen less than five times is taken together.
    rare = [shown for shown, times in wanted.items() if times < 5]
    usual = [shown for shown in wanted if shown not in rare]
    observed = [seen[shown] for shown in usual] + [sum(seen[shown] for shown in rare)]
    expected = [wanted[shown] for shown in usual] + [sum(wanted[shown] for shown in rare)]
    assert chisquare(observed, expected).pvalue > 1e-3


@given(groups)
def test_no_number_under_five_is_shown_and_none_is_far_from_the_truth(group: Group) -> None:
    shown = number(group)

    if group.persons < LEAST:
        assert shown is None
    elif shown is None:
        assert group.persons < LEAST + MOST_NOISE
    else:
        assert shown >= LEAST
        assert abs(shown - group.persons) <= MOST_NOISE


@given(groups)
def test_the_same_people_show_the_same_number_every_time(group: Group) -> None:
    assert number(group) == number(Group(group.persons, group.key))


@given(groups)
def test_an_administrator_sees_the_true_number(group: Group) -> None:
    assert protected(group, ADMINISTRATOR, [group]) == group.persons


@given(st.integers(LEAST + MOST_NOISE, 300), keys)
def test_an_attribute_that_everyone_in_a_group_shares_is_not_told(persons: int, key: int) -> None:
    everyone = Group(persons, key)
    shown = number(everyone)
    other = next(Group(persons, k) for k in range(10_000) if number(Group(persons, k)) != shown)

    assert protected(everyone, VISITOR, [everyone]) is None
    assert protected(everyone, VISITOR, [other]) == shown
    assert protected(everyone, VISITOR, [NOBODY]) == shown


def test_counts_say_what_was_done_to_them() -> None:
    everyone = [NOBODY, Group(4, 1), Group(400, 2)]

    public, exact = counts(everyone, VISITOR), counts(everyone, ADMINISTRATOR)

    assert public["flag"].tolist() == ["few", "few", "adjusted"]
    assert public["persons"].isna().tolist() == [True, True, False]
    assert exact["persons"].tolist() == [0, 4, 400]
    assert exact["flag"].tolist() == [None, None, None]


@given(groups, groups)
def test_a_rate_below_monitor_rests_on_shown_counts_alone(part: Group, whole: Group) -> None:
    shown, over = number(part), number(whole)

    if shown is None or over is None or over < LEAST_BEHIND:
        assert parts(part, whole, VISITOR) is None
    else:
        assert parts(part, whole, VISITOR) == (min(shown, over), over)


@given(groups, st.integers(1, 300), keys)
def test_a_monitor_gets_the_true_rate(part: Group, persons: int, key: int) -> None:
    whole = Group(max(persons, part.persons), key)

    assert parts(part, whole, ADMINISTRATOR) == (part.persons, whole.persons)


def test_there_is_no_rate_of_nobody() -> None:
    assert parts(NOBODY, NOBODY, ADMINISTRATOR) is None
    assert parts(NOBODY, NOBODY, VISITOR) is None


@given(st.floats(0.01, 10_000), groups)
def test_a_mean_keeps_two_digits_and_stands_on_25_people(value: float, of: Group) -> None:
    found, exact = average(value, of, VISITOR), average(value, of, ADMINISTRATOR)
    shown = number(of)

    assert exact == Shown(value, None)
    if shown is None or shown < LEAST_BEHIND:
        assert found == Shown(None, "few")
    else:
        assert found == Shown(float(f"{value:.2g}"), "adjusted")
        assert found.value == pytest.approx(value, rel=0.051)


@given(st.integers(LEAST_BEHIND + MOST_NOISE, 99 - MOST_NOISE), keys)
def test_a_sum_that_counts_everyone_once_tells_no_more_than_their_number(n: int, key: int) -> None:
    people = Group(n, key)

    assert total(float(n), people, VISITOR) == Shown(number(people), "adjusted")
    assert total(float(n), people, ADMINISTRATOR) == Shown(n, None)


@given(st.floats(0.01, 10_000), groups)
def test_a_sum_is_in_proportion_to_the_people_shown(each: float, of: Group) -> None:
    found, shown = total(each * of.persons, of, VISITOR), number(of)

    if shown is None or shown < LEAST_BEHIND:
        assert found == Shown(None, "few")
    else:
        assert found.value == pytest.approx(each * shown, rel=0.051)


@pytest.mark.parametrize("derived", [average, total])
def test_a_figure_that_is_not_known_is_unknown_and_tells_no_size(
    derived: Callable[..., Shown],
) -> None:
    assert derived(None, Group(400, 1), VISITOR) == Shown(None, "unknown")
    assert derived(None, Group(3, 1), VISITOR) == Shown(None, "few")
    assert derived(None, NOBODY, ADMINISTRATOR) == Shown(None, "unknown")
    assert derived(0.0, Group(400, 1), VISITOR) == Shown(0.0, "adjusted")


@given(st.floats(0, 1), st.integers(0, 36), groups)
def test_survival_is_told_at_three_points_in_steps_of_five(
    share: float, month: int, at_risk: Group
) -> None:
    found, shown = survival(share, month, at_risk, VISITOR), number(at_risk)

    if month not in SURVIVAL_MONTHS or shown is None or shown < LEAST_BEHIND:
        assert found == Shown(None, "few")
    else:
        assert found.flag == "adjusted"
        assert found.value is not None
        assert found.value * 20 == pytest.approx(round(found.value * 20))
        assert found.value == pytest.approx(share, abs=0.0251)
    assert survival(share, month, at_risk, ADMINISTRATOR) == Shown(share, None)


@given(groups)
def test_a_count_says_what_a_table_of_counts_says(group: Group) -> None:
    for viewer in (VISITOR, ADMINISTRATOR):
        (row,) = counts([group], viewer).to_dict("records")
        value = None if pd.isna(row["persons"]) else row["persons"]
        assert count(group, viewer) == Shown(value, row["flag"])


def test_officials_who_act_in_office_are_counted_exactly() -> None:
    assert in_office(Group(3, 1)) == Shown(3, None)


def test_the_thresholds_are_those_of_the_methods() -> None:
    """METHODS §6: groups under 5 are few; rates, means and survival need 25 people shown."""
    assert (LEAST, LEAST_BEHIND) == (5, 25)
