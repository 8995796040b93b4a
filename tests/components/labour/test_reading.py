from __future__ import annotations

from components.estimate_values import apart, only
from components.labour.labour_rows import Occupation, occupations, overlaps, ranked
from tests.components.examples import HIDDEN, answer, estimate, gap, occupation, vacancies


def test_an_occupation_is_short_only_where_the_whole_interval_exceeds_the_supply() -> None:
    assert occupation("51", estimate(100, 81, 119), 80).verdict == "short"
    assert occupation("51", estimate(100, 79, 121), 80).verdict == "unclear"
    assert occupation("51", estimate(100, 81, 119), 120).verdict == "surplus"


def test_few_people_can_be_up_to_eight() -> None:
    assert occupation("51", estimate(15, 9, 20), None, "few").verdict == "short"
    assert occupation("51", estimate(15, 8, 21), None, "few").verdict == "unclear"


def test_an_adjusted_count_leaves_room_for_its_noise() -> None:
    def verdict(low: float, high: float) -> str:
        return Occupation("51", estimate(100, low, high), 80, None, adjusted=True).verdict

    assert (verdict(85, 120), verdict(84, 120)) == ("short", "unclear")
    assert (verdict(60, 75), verdict(60, 76)) == ("surplus", "unclear")


def test_an_estimate_unfit_to_publish_says_nothing_even_to_those_who_see_it() -> None:
    unfit = estimate(100, 50, 150, "not_published")

    assert occupation("51", unfit, 10).verdict == "withheld"
    assert occupation("51", HIDDEN, 10).verdict == "withheld"


def test_without_supply_there_is_nothing_to_compare_with() -> None:
    assert occupation("51", estimate(100, 81, 119), None, "unknown").verdict == "unknown"


def test_demand_and_supply_meet_by_occupation() -> None:
    found = {o.code: o for o in occupations(vacancies(), gap())}

    assert (found["51"].demand.value, found["51"].supply) == (1433.333333, 60)
    assert (found["83"].supply, found["83"].supply_flag) == (None, "few")
    assert (found["91"].demand.shown, found["91"].supply) == (False, 40)


def test_the_largest_gap_comes_first_and_ties_go_by_code() -> None:
    found = [
        occupation("91", estimate(90, 80, 100), 10),
        occupation("51", estimate(90, 80, 100), 10),
        occupation("52", estimate(500, 400, 600), 10),
    ]

    assert [o.code for o in ranked(found, "short")] == ["52", "51", "91"]


def test_gaps_overlap_when_the_errors_allow_either_order() -> None:
    large, larger = estimate(100, 90, 110), estimate(130, 105, 155)

    assert overlaps(occupation("51", large, 10), occupation("52", larger, 10))
    assert not overlaps(occupation("51", large, 10), occupation("52", estimate(400, 380, 420), 10))


def test_estimates_are_apart_only_where_their_intervals_do_not_touch() -> None:
    assert apart(estimate(10, 8, 12), estimate(14, 12.5, 16)) is True
    assert apart(estimate(10, 8, 12), estimate(14, 12, 16)) is False
    assert apart(estimate(10, 8, 12), HIDDEN) is None


def test_an_answer_without_rows_is_unknown() -> None:
    assert only(answer("labour.vacancies", [])).flag == "unknown"
