"""The rules in words carry the numbers of the rules in code."""

from __future__ import annotations

import math
import re

import pytest

from components import frame
from data_access import disclosure
from data_access.answers.publication_rules import (
    ABOUT_PEOPLE,
    PROPORTIONS,
    TOTALS,
    Rule,
    percentage,
    usual_noise,
)
from data_access.language import LANGUAGES
from data_access.measures import reliability
from data_access.measures.proportions import LEAST_SHOWN
from data_access.viewer import ADMINISTRATOR, VISITOR, Viewer, sees_exact_people


def words(rule: Rule, language: str = "es") -> str:
    return " ".join(text.to(language) for text in (*rule.said, *rule.provisional))


def numbers(text: str) -> set[float]:
    return {float(found.replace(",", ".")) for found in re.findall(r"\d+(?:[.,]\d+)?", text)}


def test_the_rule_of_people_says_the_least_group_and_the_usual_noise() -> None:
    said = words(ABOUT_PEOPLE)

    known = {disclosure.LEAST, 0, disclosure.LEAST - 1, disclosure.USUAL_NOISE, 1.1, LEAST_SHOWN}
    assert numbers(said) == known
    assert math.isclose(usual_noise(), 1.08011102, abs_tol=1e-9)
    assert {disclosure.LEAST, disclosure.USUAL_NOISE} == numbers(disclosure.EXPLAINED.to("es"))
    assert {disclosure.LEAST, disclosure.USUAL_NOISE} == numbers(frame.PRIVACY.to("es"))


@pytest.mark.parametrize(
    ("rule", "cuts", "also"),
    [
        (TOTALS, (reliability.RELIABLE_CV, reliability.CAUTION_CV), {reliability.LEAST_REPORTING}),
        (PROPORTIONS, (reliability.RELIABLE_LOG_CV, reliability.CAUTION_LOG_CV), {1}),
    ],
)
def test_the_rules_of_estimates_say_their_thresholds(
    rule: Rule, cuts: tuple[float, float], also: set[float]
) -> None:
    expected = {100 * cut for cut in cuts}
    expected |= {reliability.LEAST_RESPONDENTS, reliability.LEAST_FREEDOM} | also

    for language in LANGUAGES:
        assert numbers(words(rule, language)) == expected


def test_a_threshold_in_words_is_where_the_code_draws_it() -> None:
    least, freedom = reliability.LEAST_RESPONDENTS, reliability.LEAST_FREEDOM

    assert reliability.of_total(reliability.RELIABLE_CV, freedom, least) == reliability.RELIABLE
    assert reliability.of_total(reliability.CAUTION_CV, freedom, least) == reliability.CAUTION
    assert reliability.of_total(0.01, freedom - 1, least) == reliability.NOT_PUBLISHED
    assert reliability.of_total(0.01, freedom, least - 1) == reliability.NOT_PUBLISHED


def test_a_rule_is_lifted_for_whom_the_code_lifts_it() -> None:
    for viewer in (VISITOR, ADMINISTRATOR, Viewer.parse("leader:13"), Viewer.parse("monitor")):
        assert ABOUT_PEOPLE.lifted(viewer) == sees_exact_people(viewer)


def test_what_the_protection_does_not_achieve_is_said() -> None:
    said = " ".join(text.to("es") for text in ABOUT_PEOPLE.weaknesses)

    for known in ("no secreto", "períodos cerrados", "clave secreta"):
        assert known in said


def test_a_percentage_is_written_as_the_language_writes_it() -> None:
    assert percentage(0.175).to("es") == "17,5\u00a0%"
    assert percentage(0.175).to("en") == "17.5%"
    assert percentage(0.25).to("es") == "25\u00a0%"
