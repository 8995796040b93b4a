"""A juror's work: drafts that are never lost, stale tabs that are told, sheets that lock."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from data_access.answers import ask
from data_access.awards import conflicts, juror_tasks, scoring, submitting
from data_access.awards.preconditions import Closed, Stale
from data_access.awards.scoring import ScoreEntry
from data_access.awards.submitting import IncompleteSheet
from data_access.database import data_version
from data_access.refusal import Forbidden, Refusal
from data_access.scope import Scope
from data_access.viewer import ADMINISTRATOR
from tests.data_access.awards.story import CRITERIA, EDITION, RULES, Story

SECOND = dt.timedelta(seconds=1)
FIRST = CRITERIA[0]
THREE, FOUR = ScoreEntry(Decimal(3)), ScoreEntry(Decimal(4), comment="Bien documentado.")


def save(
    story: Story, reader: str, code: str, revision: int, entry: ScoreEntry, criterion: str = FIRST
) -> scoring.Saved:
    return scoring.save(
        story.engine,
        story.seats[reader],
        EDITION,
        code,
        scoring.ScoreChange(criterion, entry, revision),
    )


def sheet(story: Story, reader: str, code: str) -> juror_tasks.OwnSheet:
    with story.engine.connect() as connection:
        return juror_tasks.own_sheet(connection, story.seats[reader], EDITION, code)


def mine(story: Story, reader: str) -> dict[str, juror_tasks.Task]:
    with story.engine.connect() as connection:
        found = juror_tasks.mine(connection, story.seats[reader], EDITION)
    return {task.nomination: task for task in found}


def ranking(story: Story) -> dict[str, Any]:
    with story.engine.connect() as connection:
        scope = Scope().having(edicion=EDITION)
        rows = ask(connection, "awards.ranking", ADMINISTRATOR, scope).to_json("es")["rows"]
    return {row["nomination"]: row for row in rows}


def test_each_field_is_saved_and_stands_after_any_reload(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()
    saved = save(story, reader, code, 0, THREE)
    again = save(story, reader, code, saved.revision, FOUR)
    save(story, reader, code, 0, ScoreEntry(not_assessable=True), CRITERIA[1])

    found = sheet(story, reader, code)
    assert (saved.revision, again.revision) == (1, 2)
    assert found.entries == {FIRST: FOUR, CRITERIA[1]: ScoreEntry(not_assessable=True)}
    assert found.revisions == {FIRST: 2, CRITERIA[1]: 1}
    assert (found.version, found.submitted_at, found.saved_at) == (1, None, story.clock.at)
    task = mine(story, reader)[code]
    assert (task.drafted, task.answered, task.criteria) == (True, 2, 6)
    events = story.log("score_saved")
    assert [event.details["revision"] for event in events] == [1, 2, 1]
    assert "value" not in events[0].details


def test_a_stale_tab_is_told_and_both_versions_are_at_hand(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()
    save(story, reader, code, 0, THREE)
    save(story, reader, code, 1, FOUR)

    with pytest.raises(Stale) as told:
        save(story, reader, code, 1, ScoreEntry(Decimal(5)))
    assert (told.value.stored, told.value.given) == (FOUR, ScoreEntry(Decimal(5)))
    assert sheet(story, reader, code).entries[FIRST] == FOUR
    with pytest.raises(Stale) as told:
        save(story, reader, code, 0, ScoreEntry(Decimal(5)))
    assert save(story, reader, code, told.value.revision, ScoreEntry(Decimal(5))).revision == 3


def test_the_same_save_again_after_a_lost_connection_is_no_conflict(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()

    assert save(story, reader, code, 0, FOUR) == save(story, reader, code, 0, FOUR)
    assert len(story.log("score_saved")) == 1


def test_an_emptied_field_is_saved_as_empty(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()
    save(story, reader, code, 0, FOUR)
    save(story, reader, code, 1, ScoreEntry())

    assert sheet(story, reader, code).entries[FIRST] == ScoreEntry()
    assert mine(story, reader)[code].answered == 0


@pytest.mark.parametrize("value", ["0", "6", "2.5"])
def test_a_score_off_the_scale_is_refused(story: Story, value: str) -> None:
    (code, *_), (reader, *_) = story.fill()

    with pytest.raises(Refusal, match="scale"):
        save(story, reader, code, 0, ScoreEntry(Decimal(value)))
    with pytest.raises(Refusal):
        save(story, reader, code, 0, ScoreEntry(Decimal(3), not_assessable=True))
    with pytest.raises(Refusal):
        save(story, reader, code, 0, ScoreEntry(Decimal(3), comment="x" * 10_001))
    with pytest.raises(ValueError, match="criterion"):
        save(story, reader, code, 0, THREE, "OTRO")


def test_the_private_note_is_kept_like_a_field_and_never_leaves(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()

    def keep(revision: int, text: str) -> int:
        return scoring.save_note(
            story.engine, story.seats[reader], EDITION, code, revision, text
        ).revision

    assert (keep(0, "Dudo."), keep(1, "Ya no."), keep(0, "Ya no.")) == (1, 2, 2)
    with pytest.raises(Stale):
        keep(1, "Otra cosa")
    assert sheet(story, reader, code).note == "Ya no."


def test_a_sheet_goes_in_whole_and_is_locked(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()
    for criterion in CRITERIA[:5]:
        save(story, reader, code, 0, THREE, criterion)
    with pytest.raises(IncompleteSheet) as told:
        submitting.submit(story.engine, story.seats[reader], EDITION, code)
    assert [part.to("en") for part in told.value.criteria] == ["Alliances and replicability"]
    save(story, reader, code, 0, FOUR, CRITERIA[5])

    with story.engine.connect() as connection:
        before = data_version(connection, "awards")
    assert submitting.submit(story.engine, story.seats[reader], EDITION, code) == 1
    with story.engine.connect() as connection:
        assert data_version(connection, "awards") == before + 1
    for verb in (
        lambda: save(story, reader, code, 1, FOUR),
        lambda: submitting.submit(story.engine, story.seats[reader], EDITION, code),
        lambda: scoring.save_note(story.engine, story.seats[reader], EDITION, code, 0, "x"),
    ):
        with pytest.raises(Closed):
            verb()
    assert sheet(story, reader, code).submitted_at == story.clock.at
    assert ranking(story)[code]["n_jurors"] == 1
    assert story.log("sheet_submitted")[0].details["version"] == 1


def test_a_sheet_whose_assessed_weight_is_under_80_does_not_go_in(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()
    story.score(reader, code, [None, 3, 3, 3, None, 3])

    with pytest.raises(IncompleteSheet, match="80"):
        submitting.submit(story.engine, story.seats[reader], EDITION, code)


def test_a_correction_is_a_new_version_and_the_old_one_counts_until_it_goes_in(
    story: Story,
) -> None:
    (code, *_), (reader, *_) = story.fill()
    story.hand_in(reader, code, [3] * 6)
    assert ranking(story)[code]["raw_mean"] == 50

    assert submitting.reopen(story.engine, story.seats[reader], EDITION, code) == 2
    assert submitting.reopen(story.engine, story.seats[reader], EDITION, code) == 2
    save(story, reader, code, 1, ScoreEntry(Decimal(5)))
    assert ranking(story)[code]["raw_mean"] == 50
    assert mine(story, reader)[code].drafted
    submitting.submit(story.engine, story.seats[reader], EDITION, code)

    assert ranking(story)[code]["raw_mean"] == 60
    assert [event.kind for event in story.log() if event.kind.startswith("sheet")] == [
        *("sheet_submitted", "sheet_reopened", "sheet_submitted")
    ]


def test_all_drafts_go_in_at_once_and_each_that_cannot_says_why(story: Story) -> None:
    (first, second, third), (reader, *_) = story.fill()
    story.score(reader, first, [3] * 6)
    save(story, reader, second, 0, THREE)

    found = {
        outcome.nomination: outcome.refused
        for outcome in submitting.submit_all(story.engine, story.seats[reader], EDITION)
    }
    assert set(found) == {first, second}
    assert found[first] is None
    assert found[second] is not None and "5" in found[second].to("es")
    assert mine(story, reader)[third].version == 0


def test_after_the_deadline_nothing_of_a_sheet_changes_to_the_second(story: Story) -> None:
    (first, second, _), (reader, *_) = story.fill()
    story.hand_in(reader, first, [3] * 6)
    story.clock.go(RULES.scores_close_at - SECOND)
    story.score(reader, second, [4] * 6)
    story.clock.go(RULES.scores_close_at)
    seat = story.seats[reader]

    for verb in (
        lambda: save(story, reader, second, 1, THREE),
        lambda: scoring.save_note(story.engine, seat, EDITION, second, 0, "x"),
        lambda: submitting.submit(story.engine, seat, EDITION, second),
        lambda: submitting.reopen(story.engine, seat, EDITION, first),
    ):
        with pytest.raises(Closed):
            verb()
    (outcome,) = submitting.submit_all(story.engine, seat, EDITION)
    assert outcome.refused is not None
    assert ranking(story)[second]["n_jurors"] == 0
    assert sheet(story, reader, second).entries[FIRST] == ScoreEntry(Decimal(4))
    with story.engine.connect() as connection:
        assert juror_tasks.time_left(connection, EDITION) == dt.timedelta()


def test_a_dossier_opens_only_after_the_declaration(story: Story) -> None:
    codes, (reader, *_) = story.fill(seats=4)
    late = story.seat("tarde@example.org")
    story.draw()
    with story.engine.connect() as connection:
        (task, *_) = juror_tasks.mine(connection, story.seats[late], EDITION)
        assert not task.declared
        with pytest.raises(Forbidden):
            juror_tasks.dossier(connection, story.seats[late], EDITION, task.nomination)
    with pytest.raises(Forbidden):
        save(story, late, task.nomination, 0, THREE)
    conflicts.declare_none(story.engine, story.seats[late], EDITION, task.nomination)
    with story.engine.connect() as connection:
        read = juror_tasks.dossier(connection, story.seats[late], EDITION, task.nomination)
    assert read.answers[FIRST].endswith(FIRST)
    assert read.canton == "1308"
    assert codes and reader


def test_blind_fields_are_kept_from_jurors(story: Story) -> None:
    import dataclasses

    blind = dataclasses.replace(RULES, blind_fields="organisation;canton")
    story.open(blind)
    code = story.nominate()
    reader, *_ = [story.seat(f"{name}@example.org") for name in "abc"]
    story.draw()
    story.declare(reader)

    assert mine(story, reader)[code].organisation is None
    with story.engine.connect() as connection:
        read = juror_tasks.dossier(connection, story.seats[reader], EDITION, code)
    assert (read.organisation, read.canton, read.title) == (None, None, "Práctica")


def test_a_juror_sees_the_own_earlier_scores_and_nobody_elses(story: Story) -> None:
    (first, second, _), (reader, other, _) = story.fill()
    story.hand_in(reader, first, [2] * 6)
    story.score(reader, second, [4] * 6)
    story.hand_in(other, first, [5] * 6)

    with story.engine.connect() as connection:
        found = juror_tasks.earlier_scores(connection, story.seats[reader], EDITION, FIRST)
    assert found == {first: ScoreEntry(Decimal(2)), second: ScoreEntry(Decimal(4))}


def test_two_jurors_read_their_lists_in_orders_of_their_own(story: Story) -> None:
    _, readers = story.fill(nominations=6, seats=3)
    orders = [list(mine(story, reader)) for reader in readers]

    assert all(
        order == list(mine(story, reader)) for order, reader in zip(orders, readers, strict=True)
    )
    assert len({tuple(order) for order in orders}) > 1
