"""Estimates from a stratified sample: the worked survey of METHODS §2, and what always holds."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.measures import reliability, survey
from tests.data_access.answers.example import STRATA

CODES = [code for code, (_, _, v, _, _) in STRATA.items() for _ in v]
UNIVERSE = {code: universe for code, (_, universe, _, _, _) in STRATA.items()}
VACANT, OCCUPIED, HARD = (
    np.array([x for row in STRATA.values() for x in row[at]], float) for at in (2, 3, 4)
)
SAMPLE = survey.design(CODES, UNIVERSE)


def test_the_total_of_vacancies_is_the_published_one() -> None:
    found = survey.total(SAMPLE, VACANT)

    assert found.estimate[0] == pytest.approx(433.3333, abs=5e-5)
    assert found.se[0] == pytest.approx(119.8518, abs=5e-5)
    assert (found.df, found.n) == (14, 17)
    assert found.ci_low[0] == pytest.approx(176.28, abs=5e-3)
    assert found.ci_high[0] == pytest.approx(690.39, abs=5e-3)
    assert found.cv[0] == pytest.approx(0.2766, abs=5e-5)
    assert reliability.of_total(found.cv[0], found.df, found.n) == "not_published"


def test_without_the_finite_population_correction_the_error_is_the_published_one() -> None:
    assert survey.total(SAMPLE, VACANT, finite=False).se[0] == pytest.approx(121.8182, abs=5e-5)


def test_the_quantile_of_student_is_the_published_one() -> None:
    assert survey.t_quantile(14) == pytest.approx(2.144787, abs=5e-7)
    assert math.isnan(survey.t_quantile(0))


def test_the_vacancy_rate_is_the_published_one() -> None:
    assert survey.total(SAMPLE, OCCUPIED).estimate[0] == pytest.approx(4933.333, abs=5e-4)
    found = survey.ratio(SAMPLE, VACANT, VACANT + OCCUPIED)

    assert found.estimate[0] == pytest.approx(0.080745, abs=5e-7)
    assert found.se[0] == pytest.approx(0.016922, abs=5e-7)
    assert found.ci_low[0] == pytest.approx(0.04445, abs=5e-6)
    assert found.ci_high[0] == pytest.approx(0.11704, abs=5e-6)
    assert found.cv[0] == pytest.approx(0.2096, abs=5e-5)
    assert reliability.of_total(found.cv[0], found.df, found.n) == "caution"


def test_the_hard_to_fill_share_is_the_published_one() -> None:
    found = survey.ratio(SAMPLE, HARD, VACANT)

    assert found.estimate[0] == pytest.approx(0.484615, abs=5e-7)
    assert found.se[0] == pytest.approx(0.091457, abs=5e-7)


def test_many_variables_at_once_are_each_as_if_alone() -> None:
    together = survey.total(SAMPLE, np.column_stack([VACANT, OCCUPIED, HARD]))

    for at, alone in enumerate((VACANT, OCCUPIED, HARD)):
        assert together.estimate[at] == pytest.approx(survey.total(SAMPLE, alone).estimate[0])
        assert together.se[at] == pytest.approx(survey.total(SAMPLE, alone).se[0])


def test_the_interval_of_a_total_starts_no_lower_than_what_was_seen() -> None:
    codes = ["a"] * 4 + ["b"] * 4
    found = survey.total(
        survey.design(codes, {"a": 500, "b": 500}), np.array([0, 0, 0, 9, 0, 0, 0, 0.0])
    )

    assert found.ci_low[0] == 9


def test_a_domain_keeps_the_other_companies_in_as_zeros() -> None:
    large = np.array([code == "grande" for code in CODES])
    whole, part = survey.total(SAMPLE, VACANT), survey.total(SAMPLE, VACANT, large)
    rest = survey.total(SAMPLE, VACANT, ~large)

    assert part.estimate[0] + rest.estimate[0] == pytest.approx(whole.estimate[0])
    assert part.estimate[0] == pytest.approx(5 * 20 / 3)
    assert (part.df, part.n) == (2, 3)


def test_an_occupation_is_no_domain_of_companies_and_keeps_all_degrees_of_freedom() -> None:
    some = np.array([v > 0 for v in VACANT])

    found = survey.total(SAMPLE, VACANT, some, domain_of_companies=False)

    assert (found.df, found.n) == (14, 17)


def traits(place: str, size: float, sections: str = "G") -> survey.StratumTraits:
    return survey.StratumTraits(place, frozenset(sections), size)


def test_a_lone_stratum_joins_the_next_larger_of_its_place_and_section() -> None:
    sample = survey.design(
        ["m1", "p1", "p1", "g1", "g1", "p2", "p2"],
        {"m1": 100, "p1": 50, "g1": 5, "p2": 60},
        {
            "m1": traits("1308", 1),
            "p1": traits("1308", 2),
            "g1": traits("1308", 3),
            "p2": traits("2301", 2),
        },
    )

    assert sample.joined == {"m1": "p1"}
    assert sorted(sample.universe) == [5, 60, 150]


def test_a_lone_stratum_of_another_section_joins_the_nearest_by_universe() -> None:
    sample = survey.design(
        ["m", "p", "p", "g", "g"],
        {"m": 100, "p": 50, "g": 90},
        {"m": traits("1308", 1, "G"), "p": traits("1308", 2, "C"), "g": traits("2301", 3, "F")},
    )

    assert sample.joined == {"m": "g"}


def test_a_lone_stratum_keeps_its_companies_in_the_total_and_joins_for_the_error_alone() -> None:
    codes = ["lone"] + ["next"] * 12 + ["micro"] * 20
    sample = survey.design(
        codes,
        {"lone": 25, "next": 60, "micro": 400},
        {"lone": traits("1308", 1), "next": traits("1308", 2), "micro": traits("1308", 0)},
    )

    found = survey.total(sample, np.array([60] + [200] * 12 + [4] * 20, float))

    assert sample.joined == {"lone": "next"}
    assert found.estimate[0] == 15100
    assert found.se[0] == pytest.approx(460.1789, abs=1e-4)


def test_two_lone_strata_join_each_other() -> None:
    sample = survey.design(
        ["a", "b"], {"a": 50, "b": 60}, {"a": traits("1", 1), "b": traits("1", 2)}
    )

    assert sample.joined == {"a": "b"}
    assert list(sample.respondents) == [2]


def test_a_stratum_without_answers_represents_nobody_and_is_named() -> None:
    sample = survey.design(["p", "p", "p"], {"m": 100, "p": 50})

    assert survey.total(sample, np.ones(3)).estimate[0] == 50
    assert sample.unrepresented == {"m": 100}


def test_the_largest_stratum_alone_joins_the_next_smaller() -> None:
    sample = survey.design(
        ["p", "p", "g"], {"p": 50, "g": 9}, {"p": traits("", 2), "g": traits("", 3)}
    )

    assert sample.joined == {"g": "p"}


def test_a_sample_of_one_has_no_error() -> None:
    found = survey.total(survey.design(["p"], {"p": 1}), np.ones(1))

    assert found.estimate[0] == 1
    assert math.isnan(found.se[0])


def test_a_census_stratum_lends_no_degrees_of_freedom() -> None:
    codes = ["c"] * 60 + ["a"] * 3 + ["b"] * 3
    sample = survey.design(codes, {"c": 60, "a": 100, "b": 100})

    assert survey.total(sample, np.arange(66.0)).df == 4
    assert survey.total(sample, np.arange(66.0), np.array(codes) != "a").df == 2


def test_estimates_of_one_survey_err_together_as_their_difference_does() -> None:
    chance = np.random.default_rng(1)
    y = chance.poisson(2, (len(CODES), 2)).astype(float)
    found = survey.total(SAMPLE, y)
    assert found.linear is not None
    errors = survey.errors(SAMPLE, found.linear, np.full(2, 14.0), ("ENC", "vacancies"))

    apart = survey.total(SAMPLE, (y[:, 0] - y[:, 1] + 50)).se[0]
    together = found.se[0] ** 2 + found.se[1] ** 2 - 2 * errors.covariance(0, 1)

    assert together == pytest.approx(apart**2)


@pytest.mark.parametrize(("codes", "universe"), [(["x"], {"a": 5}), (["a", "a", "a"], {"a": 2})])
def test_an_impossible_design_is_refused(codes: list[str], universe: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="strata"):
        survey.design(codes, universe)


def test_a_ratio_over_nothing_is_unknown() -> None:
    found = survey.ratio(SAMPLE, HARD * 0, VACANT * 0)

    assert math.isnan(found.estimate[0])
    assert math.isnan(found.se[0])


samples = st.dictionaries(
    st.sampled_from("abcd"),
    st.lists(st.integers(0, 50), min_size=2, max_size=8),
    min_size=1,
)


@given(samples)
def test_a_census_has_no_sampling_error(strata: dict[str, list[int]]) -> None:
    codes = [code for code, values in strata.items() for _ in values]
    y = np.array([v for values in strata.values() for v in values], float)

    found = survey.total(survey.design(codes, {c: len(v) for c, v in strata.items()}), y)

    assert found.estimate[0] == pytest.approx(y.sum())
    assert found.se[0] == pytest.approx(0)


@given(samples, st.integers(1, 40), st.randoms())
def test_the_order_of_respondents_does_not_matter(
    strata: dict[str, list[int]], more: int, chance: object
) -> None:
    rows = [(code, v) for code, values in strata.items() for v in values]
    universe = {code: len(values) * more for code, values in strata.items()}

    def estimated(of: list[tuple[str, int]]) -> survey.Estimates:
        return survey.total(
            survey.design([c for c, _ in of], universe), np.array([v for _, v in of], float)
        )

    straight = estimated(rows)
    chance.shuffle(rows)  # type: ignore[attr-defined]
    mixed = estimated(rows)

    assert mixed.estimate[0] == pytest.approx(straight.estimate[0])
    assert mixed.se[0] == pytest.approx(straight.se[0])


@given(samples, st.integers(2, 40))
def test_shares_and_their_intervals_stay_between_nothing_and_all(
    strata: dict[str, list[int]], more: int
) -> None:
    codes = [code for code, values in strata.items() for _ in values]
    x = np.array([v + 1 for values in strata.values() for v in values], float)
    sample = survey.design(codes, {c: len(v) * more for c, v in strata.items()})

    found = survey.ratio(sample, np.floor(x / 2), x)

    assert 0 <= found.ci_low[0] <= found.estimate[0] <= found.ci_high[0] <= 1


@given(samples, st.integers(2, 40))
def test_drawing_without_replacement_is_never_less_sure(
    strata: dict[str, list[int]], more: int
) -> None:
    codes = [code for code, values in strata.items() for _ in values]
    y = np.array([v for values in strata.values() for v in values], float)
    sample = survey.design(codes, {c: len(v) * more for c, v in strata.items()})

    assert survey.total(sample, y).se[0] <= survey.total(sample, y, finite=False).se[0]
