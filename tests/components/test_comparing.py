"""Titles about groups and steps: who is named beside the others, and who never is."""

from __future__ import annotations

from itertools import pairwise

from components import comparing, labels
from components.estimate_values import Estimate
from components.hiring.hired_groups import SENTENCES
from components.hiring.hiring_sections import hardest_step
from data_access import lists
from data_access.measures.figures import Share


def hired(part: int, whole: int) -> Estimate:
    return Estimate(part / whole, None, None, "reliable", evidence=Share(part, whole))


def title(found: dict[str, Estimate]) -> str:
    verdicts = comparing.against(found, "H")
    return comparing.of_groups(labels.codes("sexo"), found, "H", verdicts, SENTENCES).msgid


def test_who_does_not_answer_is_no_group_and_hides_no_difference() -> None:
    """Women 13.6 % and men 17.1 %, beside 20 hires of "no response", read as "not told apart"."""
    found = {"M": hired(434, 3186), "H": hired(461, 2692), "NR": hired(20, 95)}

    assert "NR" not in comparing.against(found, "H")
    assert "consiguen menos trabajo" in title(found)


def test_a_group_under_25_is_in_no_title() -> None:
    """All 20 of 20 differ from the reference; a sentence about them would be about each."""
    found = {"I": hired(20, 20), "H": hired(461, 2692), "M": hired(546, 3186)}

    assert comparing.against(found, "H")["I"].differs
    assert "consiguen" not in title(found)


def test_of_groups_that_were_not_tested_no_sameness_is_said() -> None:
    found = {"M": Estimate(0.4, None, None, "reliable"), "H": hired(461, 2692)}

    assert title(found) == SENTENCES.untested.msgid


def steps(*counts: int) -> dict[str, Estimate]:
    """The share that takes each step of a way on which so many reached each stage."""
    codes = list(lists.STAGE)[1:]
    reached = list(pairwise(counts))
    return {code: hired(part, of) for code, (of, part) in zip(codes, reached, strict=True)}


def test_the_hardest_step_is_named_only_if_it_is_told_apart_from_every_other() -> None:
    """METHODS §3's way to a job: half take the step to an offer, 57 % that to an interview."""
    near = hardest_step(steps(400, 320, 210, 120, 60, 48))
    sure = hardest_step(steps(4000, 3200, 2100, 1200, 400, 320))

    assert near.msgid == "No se distingue cuál es el paso más difícil hasta la contratación"
    assert "El paso más difícil es «" in sure.to("es")
    assert "33\xa0%" in sure.to("es")


def test_without_a_test_of_every_step_none_is_the_hardest_and_none_is_alike() -> None:
    found = steps(400, 320, 210, 120, 60, 48)
    found["OFE"] = Estimate(0.5, None, None, "reliable")

    assert hardest_step(found).msgid == "Etapas hasta la contratación"
