"""Titles about groups: who is named beside the reference group, and who never is."""

from __future__ import annotations

from components import comparing, labels
from components.estimate_values import Estimate
from components.hiring.hired_groups import SENTENCES
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
