"""Weights are locked at the first score: a change takes two people who have seen no ranking."""

from __future__ import annotations

from decimal import Decimal

import pytest

from data_access.answers import ask
from data_access.awards import deciding, editions, reweighing
from data_access.awards.edition_rules import criteria_of
from data_access.refusal import Forbidden, Refusal
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.awards.story import CRITERIA, EDITION, RULES, SECRETARY, Story

SECOND = Viewer(frozenset({Grant("secretary", "EMPRESAS")}), "segunda@example.org")
ADMIN = Viewer(frozenset({Grant("administrator")}), "admin@example.org")
WHY = "La bases impresas decían otra cosa."
SCOPE = Scope().having(edicion=EDITION)


def weights(story: Story) -> dict[str, Decimal]:
    with story.engine.connect() as connection:
        return {one.code: one.weight for one in criteria_of(connection, EDITION)}


def moved(story: Story) -> dict[str, Decimal]:
    """The weights with the first one down to 10, and the last one up to 20."""
    return weights(story) | {CRITERIA[0]: Decimal(10), CRITERIA[-1]: Decimal(20)}


def begun(story: Story) -> tuple[list[str], list[str]]:
    """An edition in which all sheets are handed in and scoring is still open."""
    codes, readers = story.fill()
    rows = {0: [5, 4, 4, 4, 4, 1], 1: [2, 4, 4, 4, 4, 5], 2: [2, 2, 2, 2, 2, 2]}
    for at, code in enumerate(codes):
        for strict, reader in enumerate(readers):
            story.hand_in(reader, code, [max(1, v - (strict == 0)) for v in rows[at]])
    return codes, readers


def test_before_the_first_score_weights_are_an_ordinary_amendment(story: Story) -> None:
    codes, readers = story.fill()
    with pytest.raises(Refusal, match="ordinary amendment"):
        reweighing.request(story.engine, SECRETARY, EDITION, moved(story), WHY)
    editions.amend(story.engine, SECRETARY, EDITION, {"weights": moved(story)}, WHY)
    assert weights(story)[CRITERIA[0]] == 10

    story.score(readers[0], codes[0], [3] * 6)
    back = weights(story) | {CRITERIA[0]: Decimal(20), CRITERIA[-1]: Decimal(10)}
    with pytest.raises(Refusal, match="fixed"):
        editions.amend(story.engine, SECRETARY, EDITION, {"weights": back}, WHY)
    # The same weights in a form beside another change are no change of weights.
    same = {"weights": weights(story), "name": "Premio"}
    editions.amend(story.engine, SECRETARY, EDITION, same, "Nombre corto")


@pytest.mark.parametrize("second", [SECOND, ADMIN], ids=["secretary", "administrator"])
def test_another_person_confirms_and_both_rankings_are_public_with_the_result(
    story: Story, second: Viewer
) -> None:
    codes, _ = begun(story)
    number = reweighing.request(story.engine, SECRETARY, EDITION, moved(story), WHY)
    assert weights(story)[CRITERIA[0]] == 20
    with pytest.raises(Forbidden, match="other"):
        reweighing.confirm(story.engine, SECRETARY, EDITION, number)
    reweighing.confirm(story.engine, second, EDITION, number)

    assert weights(story) == moved(story)
    with story.engine.connect() as connection:
        (amendment,) = editions.amendments(connection, EDITION)
        found = ask(connection, "awards.earlier_ranking", SECRETARY, SCOPE).frame
        assert ask(connection, "awards.earlier_ranking", VISITOR, SCOPE).frame.empty
    assert amendment.changes[f"weight {CRITERIA[0]}"] == ["20.00", "10"]
    assert amendment.reason == WHY
    (event,) = story.log("weights_confirmed")
    assert (event.actor, event.details["requested_by"]) == (second.name, SECRETARY.name)
    places = found.set_index("nomination")
    assert places.loc[codes[0], ["rank_before", "rank"]].to_list() == [1, 2]
    assert places.loc[codes[1], ["rank_before", "rank"]].to_list() == [2, 1]

    story.clock.go(RULES.scores_close_at)
    winner = [deciding.Distinguished(codes[1], "winner", 1)]
    deciding.decide(story.engine, SECRETARY, EDITION, winner, "Por su alianza")
    deciding.publish(story.engine, SECRETARY, EDITION)
    with story.engine.connect() as connection:
        public = ask(connection, "awards.earlier_ranking", VISITOR, SCOPE).frame
    assert len(public) == 3


def test_who_has_seen_a_ranking_neither_requests_nor_confirms(story: Story) -> None:
    begun(story)
    number = reweighing.request(story.engine, SECRETARY, EDITION, moved(story), WHY)
    reweighing.open_ranking(story.engine, SECOND, EDITION)
    reweighing.open_ranking(story.engine, SECOND, EDITION)
    with pytest.raises(Forbidden, match="saw"):
        reweighing.confirm(story.engine, SECOND, EDITION, number)
    assert [event.actor for event in story.log("ranking_opened")] == [SECOND.name]

    # Who requested it may not look either before it is confirmed.
    reweighing.open_ranking(story.engine, SECRETARY, EDITION)
    with pytest.raises(Refusal, match="withdraw"):
        reweighing.confirm(story.engine, ADMIN, EDITION, number)
    reweighing.withdraw(story.engine, ADMIN, EDITION, number)
    with pytest.raises(Forbidden, match="saw"):
        reweighing.request(story.engine, SECRETARY, EDITION, moved(story), WHY)
    assert weights(story)[CRITERIA[0]] == 20


def test_who_scored_before_leaving_the_jury_neither_requests_nor_confirms(story: Story) -> None:
    _, readers = begun(story)
    once = Viewer(frozenset({Grant("secretary", "EMPRESAS")}), story.seats[readers[0]].name)
    with pytest.raises(Forbidden, match="scored"):
        reweighing.request(story.engine, once, EDITION, moved(story), WHY)
    number = reweighing.request(story.engine, SECRETARY, EDITION, moved(story), WHY)
    with pytest.raises(Forbidden, match="scored"):
        reweighing.confirm(story.engine, once, EDITION, number)


def test_an_administrator_alone_changes_no_weights(story: Story) -> None:
    begun(story)
    with pytest.raises(Forbidden, match="secretariat"):
        reweighing.request(story.engine, ADMIN, EDITION, moved(story), WHY)


def test_a_request_is_one_at_a_time_with_its_reason_and_weights_of_100(story: Story) -> None:
    begun(story)
    with pytest.raises(Refusal, match="reason"):
        reweighing.request(story.engine, SECRETARY, EDITION, moved(story), " ")
    with pytest.raises(Refusal, match="100"):
        wrong = weights(story) | {CRITERIA[0]: Decimal(21)}
        reweighing.request(story.engine, SECRETARY, EDITION, wrong, WHY)
    with pytest.raises(Refusal, match="already"):
        reweighing.request(story.engine, SECRETARY, EDITION, weights(story), WHY)
    first = reweighing.request(story.engine, SECRETARY, EDITION, moved(story), WHY)
    with pytest.raises(Refusal, match="already"):
        reweighing.request(story.engine, SECOND, EDITION, moved(story), WHY)
    reweighing.withdraw(story.engine, SECOND, EDITION, first)
    with pytest.raises(Refusal, match="no longer"):
        reweighing.confirm(story.engine, SECOND, EDITION, first)


def test_once_decided_the_weights_stay(story: Story) -> None:
    codes, _ = begun(story)
    number = reweighing.request(story.engine, SECRETARY, EDITION, moved(story), WHY)
    story.clock.go(RULES.scores_close_at)
    winner = [deciding.Distinguished(codes[0], "winner", 1)]
    deciding.decide(story.engine, SECRETARY, EDITION, winner, "Clara ventaja")
    with pytest.raises(Refusal, match="decision"):
        reweighing.confirm(story.engine, ADMIN, EDITION, number)
