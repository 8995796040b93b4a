"""What others do with a nomination tells a juror nothing who is recused from it.

Everything that such a juror can ask for is asked before and after each step; nothing may differ.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from data_access.answers import QUESTIONS, ask
from data_access.awards import (
    assigning,
    conflicts,
    deciding,
    deliberating,
    feedback,
    jury_progress,
    scoring,
    submitting,
)
from data_access.awards.conflicts import Conflict
from data_access.awards.deciding import Distinguished
from data_access.awards.scoring import ScoreChange, ScoreEntry
from data_access.refusal import Refusal
from data_access.scope import Scope
from data_access.viewer import VISITOR, Viewer
from tests.data_access.awards.story import CRITERIA, EDITION, RULES, SECRETARY, Story
from tests.data_access.awards.test_matrix import HELPERS, MADE, verbs


def asked(story: Story, viewer: Viewer, closed: str) -> dict[str, str]:
    """What each answer and verb says to a reader: counts, means, progress, agreement, exports.

    Verbs that name a nomination are asked for the closed one; those that write anything else are
    left out, as what they say follows from what they wrote.
    """
    told = {}
    with story.engine.connect() as connection:
        for name in sorted(QUESTIONS):
            if name.startswith("awards."):
                found = ask(connection, name, viewer, Scope().having(edicion=EDITION))
                told[name] = repr(found.to_json("es"))
    given = MADE | {
        "edition": EDITION,
        "nomination": closed,
        "nominations": [closed],
        "juror": next(code for code, seat in story.seats.items() if seat.name == viewer.name),
        "tied": [closed],
        "honours": [Distinguished(closed, "winner", 1)],
    }
    for name, verb in verbs().items():
        wanted = inspect.signature(verb).parameters
        if "engine" in wanted and "nomination" not in wanted and name not in EXPORTS:
            continue
        if "award" not in wanted and name not in HELPERS:
            told[name] = outcome(story, verb, viewer, given)
    return told


EXPORTS = {"edition_record.export"}


def outcome(story: Story, verb: Callable[..., Any], viewer: Viewer, given: dict[str, Any]) -> str:
    wanted = inspect.signature(verb).parameters
    chosen = {name: given[name] for name in wanted if name in given}
    try:
        if "engine" in wanted:
            return repr(verb(engine=story.engine, viewer=viewer, **chosen))
        with story.engine.connect() as connection:
            return repr(verb(connection=connection, viewer=viewer, **chosen))
    except Refusal as refusal:
        return f"{type(refusal).__name__}: {refusal.text.to('es')}"


def steps(story: Story, closed: str, others: list[str], open_one: str) -> Iterator[str]:
    """What others do with the closed nomination, one thing at a time."""
    first, second = others
    draft = ScoreChange(CRITERIA[0], ScoreEntry(Decimal(5), comment="Excelente"))
    scoring.save(story.engine, story.seats[first], EDITION, closed, draft)
    yield "a draft"
    for criterion in CRITERIA[1:]:
        change = ScoreChange(criterion, ScoreEntry(Decimal(5)))
        scoring.save(story.engine, story.seats[first], EDITION, closed, change)
    submitting.submit(story.engine, story.seats[first], EDITION, closed)
    yield "a sheet"
    story.hand_in(second, closed, [1] * 6)
    yield "a second sheet, far from the first"
    submitting.reopen(story.engine, story.seats[first], EDITION, closed)
    yield "a correction in the making"
    submitting.submit(story.engine, story.seats[first], EDITION, closed)
    feedback.agree(story.engine, story.seats[first], EDITION, closed, True)
    copy = feedback.Copy(first, CRITERIA[0], "Excelente")
    feedback.release(story.engine, SECRETARY, EDITION, closed, copy)
    yield "a comment that is released to the nominee"
    deliberating.add_note(story.engine, SECRETARY, EDITION, "Sobre la cerrada", closed)
    yield "a note"
    now = story.clock.at
    story.clock.go(RULES.scores_close_at)
    vote = deliberating.open_vote(story.engine, SECRETARY, EDITION, [closed, open_one])
    deliberating.cast(story.engine, story.seats[first], EDITION, vote, closed)
    deliberating.close_vote(story.engine, SECRETARY, EDITION, vote)
    story.clock.go(now)
    yield "a vote"
    story.clock.go(RULES.scores_close_at)
    honours = [Distinguished(closed, "winner", 1)]
    deciding.decide(story.engine, SECRETARY, EDITION, honours, "Gana", "Falta una hoja")
    story.clock.go(now)
    yield "a decision that nobody published"


@pytest.mark.parametrize("both", [False, True], ids=["juror", "juror who is a secretary as well"])
def test_whatever_others_do_with_it_nothing_that_a_recused_juror_asks_for_changes(
    story: Story, both: bool
) -> None:
    codes, readers = story.fill(nominations=4, seats=4)
    with story.engine.connect() as connection:
        covered = assigning.coverage(connection, SECRETARY, EDITION)
    assert set(covered.readers.values()) == {3}
    recused, closed, others = recuse(story, codes, readers)
    open_one = next(code for code in codes if code != closed)
    for reader in readers:
        if reader != recused:
            for code in set(codes) - {closed}:
                if (code, reader) in reading(story):
                    story.hand_in(reader, code, [3] * 6)
    seat = story.seats[recused]
    viewer = Viewer(seat.grants | SECRETARY.grants, seat.name) if both else seat
    before, chair = asked(story, viewer, closed), ranking(story)

    for step in steps(story, closed, others, open_one):
        after = asked(story, viewer, closed)
        assert {name for name in before if before[name] != after[name]} == set(), step
    assert ranking(story) != chair  # whoever runs the edition sees the difference
    assert before["juror_tasks.own_sheet"].startswith("Forbidden")
    assert before["jury_progress.progress"].startswith("Forbidden")
    assert before["edition_record.export"].startswith("Forbidden")
    assert asked_as_visitor(story) == {name: before[name] for name in QUESTIONS if name in before}


def recuse(story: Story, codes: list[str], readers: list[str]) -> tuple[str, str, list[str]]:
    """The first juror is recused from one of the own nominations: who, which, its other readers."""
    closed = next(code for code in codes if (code, readers[0]) in reading(story))
    others = sorted(j for n, j in reading(story) if n == closed and j != readers[0])
    conflict = Conflict("GAD", "Es del municipio")
    conflicts.declare(story.engine, story.seats[readers[0]], EDITION, closed, conflict)
    return readers[0], closed, others


def reading(story: Story) -> set[tuple[str, str]]:
    with story.engine.connect() as connection:
        owed = jury_progress.progress(connection, SECRETARY, EDITION)
    return {(one.nomination, one.juror) for one in owed if one.state != jury_progress.RECUSED}


def ranking(story: Story) -> str:
    with story.engine.connect() as connection:
        found = ask(connection, "awards.ranking", SECRETARY, Scope().having(edicion=EDITION))
    return repr(found.to_json("es")["rows"])


def asked_as_visitor(story: Story) -> dict[str, str]:
    """Before publication a juror gets of each answer what a visitor gets."""
    with story.engine.connect() as connection:
        scope = Scope().having(edicion=EDITION)
        return {
            name: repr(ask(connection, name, VISITOR, scope).to_json("es"))
            for name in sorted(QUESTIONS)
            if name.startswith("awards.")
        }
