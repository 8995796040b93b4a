"""What nominees read after the result, and how they appeal."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from data_access.awards import (
    appeals,
    conflicts,
    deciding,
    feedback,
    nominations,
    scoring,
    submitting,
)
from data_access.awards.conflicts import Conflict
from data_access.awards.eligibility import Check, check
from data_access.awards.feedback import Copy
from data_access.awards.preconditions import Closed
from data_access.lists import ELIGIBILITY
from data_access.refusal import Forbidden, Refusal
from data_access.viewer import VISITOR
from tests.data_access.awards.story import CRITERIA, DAY, EDITION, RULES, SECRETARY, Story

FULL = [4, 4, 3, 3, 3, 3]


def judged(story: Story) -> tuple[str, str, list[str]]:
    """Four nominations with three sheets each, one by a private link: its token and code, seats."""
    story.open()
    code = story.draft("Con enlace")
    token = story.tokens[code]
    nominations.submit(story.engine, token, "1")
    for item in ELIGIBILITY:
        check(story.engine, SECRETARY, EDITION, code, Check(item, "SI"))
    for at in range(3):
        story.nominate(f"Práctica {at}")
    readers = sorted(story.seat(f"j{at}@example.org") for at in range(3))
    story.draw()
    for reader in readers:
        story.declare(reader)
    story.clock.go(RULES.nominations_close_at)
    for reader in readers:
        entry = scoring.ScoreEntry(Decimal(4), comment=f"De {reader}: claro")
        scoring.save(
            story.engine,
            story.seats[reader],
            EDITION,
            code,
            scoring.ScoreChange(CRITERIA[0], entry),
        )
        for criterion, value in zip(CRITERIA[1:], FULL[1:], strict=True):
            scoring.save(
                story.engine,
                story.seats[reader],
                EDITION,
                code,
                scoring.ScoreChange(criterion, scoring.ScoreEntry(Decimal(value))),
            )
        submitting.submit(story.engine, story.seats[reader], EDITION, code)
        for other in story.nominated:
            story.hand_in(reader, other, [2] * 6)
    return token, code, readers


def publish(story: Story, code: str) -> None:
    story.clock.go(RULES.scores_close_at)
    winner = [deciding.Distinguished(code, "winner", 1)]
    deciding.decide(story.engine, SECRETARY, EDITION, winner, "Clara ventaja")
    deciding.publish(story.engine, SECRETARY, EDITION)


def read(story: Story, token: str) -> feedback.Feedback:
    with story.engine.connect() as connection:
        return feedback.of_link(connection, token)


def test_feedback_opens_with_the_result_and_shows_only_released_copies(story: Story) -> None:
    token, code, (first, second, third) = judged(story)
    with pytest.raises(Closed):
        read(story, token)
    for reader in (first, second):
        feedback.agree(story.engine, story.seats[reader], EDITION, code, True)
    feedback.agree(story.engine, story.seats[second], EDITION, code, False)
    with story.engine.connect() as connection:
        (open_one,) = feedback.releasable(connection, SECRETARY, EDITION, code)
    assert (open_one.comment, open_one.released) == (f"De {first}: claro", None)
    with pytest.raises(Refusal, match="agree"):
        refused = Copy(third, CRITERIA[0], "x")
        feedback.release(story.engine, SECRETARY, EDITION, code, refused)
    copy = Copy(first, CRITERIA[0], "Las metas están claras.")
    feedback.release(story.engine, SECRETARY, EDITION, code, copy)
    publish(story, code)

    found = read(story, token)
    assert found.comments == ((CRITERIA[0], "Las metas están claras."),)
    assert (found.criteria[0].own, found.criteria[0].field) == (75.0, 25.0)
    assert [one.criterion for one in found.raising] == [CRITERIA[2], CRITERIA[3]]
    assert first not in repr(found) and "Las metas" not in repr(story.log("feedback_released"))

    # Whoever agreed may change their mind, and then it is gone.
    feedback.agree(story.engine, story.seats[first], EDITION, code, False)
    assert read(story, token).comments == ()


def test_what_a_recused_juror_wrote_reaches_nobody(story: Story) -> None:
    token, code, (first, *_) = judged(story)
    feedback.agree(story.engine, story.seats[first], EDITION, code, True)
    feedback.release(story.engine, SECRETARY, EDITION, code, Copy(first, CRITERIA[0], "Claro"))
    conflicts.recuse(story.engine, SECRETARY, EDITION, code, first, Conflict("GAD", "Se supo"))
    with pytest.raises(Forbidden):
        feedback.agree(story.engine, story.seats[first], EDITION, code, True)
    story.clock.go(RULES.scores_close_at)
    winner = [deciding.Distinguished(code, "winner", 1)]
    deciding.decide(story.engine, SECRETARY, EDITION, winner, "Ventaja", "Una recusación")
    deciding.publish(story.engine, SECRETARY, EDITION)

    found = read(story, token)
    assert found.comments == ()
    # Two sheets are left: nothing is said of them.
    assert all(one.own is None for one in found.criteria)


def test_an_appeal_is_lodged_in_time_and_answered_on_the_record(story: Story) -> None:
    token, code, _ = judged(story)
    with pytest.raises(Closed):
        appeals.lodge(story.engine, token, "Antes de tiempo")
    publish(story, code)
    with pytest.raises(Refusal, match="rests on"):
        appeals.lodge(story.engine, token, "  ")
    appeals.save_draft(story.engine, token, 0, "El acta no")
    with story.engine.connect() as connection:
        assert appeals.draft(connection, token).text == "El acta no"
    appeals.lodge(story.engine, token, "El acta no dice por qué.")
    with pytest.raises(Refusal, match="waiting"):
        appeals.lodge(story.engine, token, "Otra")
    with story.engine.connect() as connection:
        assert appeals.draft(connection, token).text is None
        (lodged,) = appeals.of_edition(connection, SECRETARY, EDITION)
        with pytest.raises(Forbidden):
            appeals.of_edition(connection, VISITOR, EDITION)
    with pytest.raises(Refusal, match="reasons"):
        appeals.answer(story.engine, SECRETARY, EDITION, lodged.id, "dismissed", " ")
    appeals.answer(story.engine, SECRETARY, EDITION, lodged.id, "dismissed", "Lo dice en §3.")
    with pytest.raises(Closed):
        appeals.answer(story.engine, SECRETARY, EDITION, lodged.id, "upheld", "Mejor sí.")
    with story.engine.connect() as connection:
        (own,) = appeals.of_link(connection, token)
    assert (own.outcome, own.answer) == ("dismissed", "Lo dice en §3.")
    assert "El acta" not in repr(story.log("appeal_lodged"))

    story.clock.go(RULES.scores_close_at + RULES.appeal_days * DAY)
    with pytest.raises(Closed):
        appeals.lodge(story.engine, token, "Tarde")


def test_an_appeal_is_taken_to_the_last_second_of_its_window(story: Story) -> None:
    token, code, _ = judged(story)
    publish(story, code)
    end = RULES.scores_close_at + RULES.appeal_days * DAY
    story.clock.go(end - dt.timedelta(seconds=1))
    appeals.lodge(story.engine, token, "A tiempo.")
