from __future__ import annotations

from components import comparing
from components.estimate_values import only
from components.labour.labour_rows import first_is_sure, judged, occupations, ranked
from tests.components.examples import HIDDEN, answer, estimate, gap, occupation, vacancies


def test_an_occupation_is_short_only_where_the_whole_interval_exceeds_the_supply() -> None:
    assert occupation("51", estimate(100, 81, 119), 80).verdict == "short"
    assert occupation("51", estimate(100, 79, 121), 80).verdict == "unclear"
    assert occupation("51", estimate(100, 81, 119), 125).verdict == "surplus"


def test_that_people_exceed_vacancies_is_not_said_of_a_total_that_came_out_small() -> None:
    """Its error came out small with it, though the interval ends below the people registered."""
    assert occupation("51", estimate(100, 81, 119), 120).verdict == "unclear"


def test_few_people_can_be_up_to_eight() -> None:
    assert occupation("51", estimate(15, 9, 21), None, "few").verdict == "short"
    assert occupation("51", estimate(15, 7, 23), None, "few").verdict == "unclear"
    assert occupation("51", estimate(4, 3, 5), None, "few").verdict == "unclear"


def test_an_adjusted_count_adds_its_noise_to_the_error() -> None:
    def verdict(half: float, adjusted: bool) -> str:
        demand = estimate(100, 100 - half, 100 + half)
        return occupation("51", demand, 80, adjusted=adjusted).verdict

    assert (verdict(19.9, False), verdict(19.9, True), verdict(19, True)) == (
        "short",
        "unclear",
        "short",
    )


def test_of_many_occupations_each_must_be_surer() -> None:
    alone = occupation("51", estimate(100, 81, 119), 80)
    others = [occupation(code, estimate(50, 30, 70), 50) for code in ("52", "61", "71", "83")]

    assert alone.verdict == "short"
    assert judged([alone, *others])[0].verdict == "unclear"


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


def test_the_largest_gap_is_sure_only_where_it_is_told_apart_from_every_other() -> None:
    large, larger = estimate(100, 90, 110), estimate(130, 105, 155)
    found = [occupation("51", large, 10), occupation("52", larger, 10)]

    assert not first_is_sure([found[0], occupation("52", estimate(115, 95, 135), 10)])
    assert first_is_sure(found)


def test_estimates_are_told_apart_by_the_interval_of_their_difference() -> None:
    women, men = estimate(0.0453, 0.0418, 0.0488), estimate(0.0519, 0.0486, 0.0552)

    assert comparing.compare(men, women).higher
    assert comparing.compare(estimate(10, 8, 12), estimate(12, 9, 15)).tested
    assert not comparing.compare(estimate(10, 8, 12), HIDDEN).tested


def test_an_answer_without_rows_is_unknown() -> None:
    assert only(answer("labour.vacancies", [])).flag == "unknown"
