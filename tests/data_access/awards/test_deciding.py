"""From the last sheet to a result: notes, the vote, the decision, the publication, the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data_access.answers import ask
from data_access.awards import (
    conflicts,
    deciding,
    deliberating,
    edition_record,
    eligibility,
    jurors,
    jury_progress,
    scoring,
    submitting,
)
from data_access.awards.deciding import Distinguished
from data_access.awards.preconditions import Closed
from data_access.awards.scoring import ScoreEntry
from data_access.refusal import Forbidden, Refusal
from data_access.scope import Scope
from data_access.viewer import VISITOR
from tests.data_access.awards.story import (
    CRITERIA,
    EDITION,
    OTHER_SECRETARY,
    RULES,
    SECRETARY,
    Story,
)

# Sheets by nomination (first, second, third): the same three jurors, the first one strict.
CLEAR = {0: [5, 5, 5, 5, 4, 4], 1: [3, 3, 3, 3, 3, 3], 2: [2, 2, 2, 2, 2, 2]}
EVEN = {0: [4, 4, 4, 4, 4, 4], 1: [4, 4, 4, 4, 4, 4], 2: [2, 2, 2, 2, 2, 2]}


def scored(
    story: Story, values: dict[int, list[int]], seats: int = 3
) -> tuple[list[str], list[str]]:
    codes, readers = story.fill(seats=seats, rules=replace(RULES, jurors_target=seats))
    for at, code in enumerate(codes):
        for strict, reader in enumerate(readers):
            row = [v - (strict == 0) for v in values[at]]
            story.hand_in(reader, code, row)
    story.clock.go(RULES.scores_close_at)
    return codes, readers


def propose(story: Story) -> deciding.Proposal:
    with story.engine.connect() as connection:
        return deciding.propose(connection, SECRETARY, EDITION)


def test_a_leader_that_can_be_told_apart_is_proposed_without_a_tie_break(story: Story) -> None:
    codes, _ = scored(story, CLEAR)
    found = propose(story)

    assert (found.leaders, found.winners, found.steps) == ((codes[0],), (codes[0],), ())
    with story.engine.connect() as connection, pytest.raises(Forbidden):
        deciding.propose(connection, OTHER_SECRETARY, EDITION)


def test_a_tie_goes_through_the_published_steps_to_the_vote(story: Story) -> None:
    codes, readers = scored(story, EVEN, seats=4)
    found = propose(story)
    assert set(found.winners) == set(codes[:2])
    assert [step.kind for step in found.steps] == [*["criteria"] * 6, "median", "ex_aequo"]
    assert found.needs_vote
    assert found.first == found.leaders == tuple(codes[:2])  # neither is named before the other

    vote = deliberating.open_vote(story.engine, SECRETARY, EDITION, found.winners)
    with pytest.raises(Refusal):
        deliberating.open_vote(story.engine, SECRETARY, EDITION, found.winners)
    conflicts.recuse(
        story.engine, SECRETARY, EDITION, codes[0], readers[0], conflicts.Conflict("GAD", "Se supo")
    )
    with pytest.raises(Forbidden):
        deliberating.cast(story.engine, story.seats[readers[0]], EDITION, vote, codes[0])
    with pytest.raises(Refusal):
        deliberating.cast(story.engine, story.seats[readers[1]], EDITION, vote, codes[2])
    deliberating.cast(story.engine, story.seats[readers[1]], EDITION, vote, codes[0])
    deliberating.cast(story.engine, story.seats[readers[1]], EDITION, vote, codes[1])
    with story.engine.connect() as connection:
        tally = deliberating.tally(connection, SECRETARY, EDITION, vote)
        assert (tally.votes, tally.missing) == (
            {codes[0]: 0, codes[1]: 1},
            (readers[2], readers[3]),
        )
        with pytest.raises(Forbidden):
            deliberating.tally(connection, story.seats[readers[1]], EDITION, vote)
    deliberating.cast(story.engine, story.seats[readers[2]], EDITION, vote, codes[1])
    deliberating.cast(story.engine, story.seats[readers[3]], EDITION, vote, codes[1])
    closed = deliberating.close_vote(story.engine, SECRETARY, EDITION, vote)
    assert closed.votes == {codes[0]: 0, codes[1]: 3}
    with pytest.raises(Forbidden):
        deliberating.cast(story.engine, story.seats[readers[1]], EDITION, vote, codes[0])

    decided = propose(story)
    assert decided.winners == (codes[1],)
    assert decided.steps[-1].kind == "vote"
    assert "choice" not in str(story.log("vote_cast")[0].details)


def few_sheets(story: Story, last: list[int]) -> tuple[list[str], list[str]]:
    """Four nominations that four jurors read, three of them even; one read by a single juror."""
    rules = replace(RULES, jurors_target=4)
    codes, readers = story.fill(nominations=5, seats=4, rules=rules)
    # Jurors differ by a level on the lightest criterion; no nomination's mean moves by that.
    noise = ((1, -1, 0, 0), (-1, 1, 0, 0), (0, 0, 1, -1), (0, 1, -1, 0))
    for code, row, apart in zip(
        codes, [[4, 4, 4, 4, 3, 3]] * 3 + [[4, 4, 4, 3, 3, 2]], noise, strict=False
    ):
        for reader, more in zip(readers, apart, strict=True):
            story.hand_in(reader, code, [*row[:-1], row[-1] + more])
    story.hand_in(readers[0], codes[4], last)
    story.clock.go(RULES.scores_close_at)
    return codes, readers


def test_a_nomination_with_one_sheet_is_neither_proposed_nor_dropped(story: Story) -> None:
    codes, _ = few_sheets(story, [5, 3, 4, 3, 3, 3])
    found = propose(story)

    assert found.leaders == found.first == tuple(codes[:3])
    assert (found.winners, found.steps, found.waiting) == ((), (), (codes[4],))
    assert dict(found.missing) == {codes[4]: 2}
    assert not found.is_left_by({codes[4]})


def test_a_provisional_nomination_that_is_clearly_behind_keeps_nobody_waiting(
    story: Story,
) -> None:
    codes, readers = story.fill(nominations=4)
    for at, row in enumerate([[5, 5, 5, 5, 4, 5], [3, 3, 3, 3, 3, 3], [2, 2, 2, 2, 2, 2]]):
        for strict, reader in enumerate(readers):
            story.hand_in(reader, codes[at], [v - (strict == 0) for v in row])
    story.hand_in(readers[1], codes[3], [1, 1, 1, 1, 1, 1])
    story.clock.go(RULES.scores_close_at)

    found = propose(story)
    assert (found.winners, found.waiting) == ((codes[0],), ())
    assert dict(found.missing) == {codes[3]: 2}


def test_deciding_below_the_minimum_needs_a_reason_that_everybody_reads(story: Story) -> None:
    codes, readers = scored(story, CLEAR)
    conflicts.recuse(
        story.engine, SECRETARY, EDITION, codes[0], readers[0], conflicts.Conflict("GAD", "Se supo")
    )
    winner = [Distinguished(codes[0], "winner", 1)]
    with pytest.raises(Refusal, match=r"Práctica 0 .*2/3"):
        deciding.decide(story.engine, SECRETARY, EDITION, winner, "Clara ventaja")
    why = "Un jurado se recusó y no hubo reemplazo."
    deciding.decide(story.engine, SECRETARY, EDITION, winner, "Clara ventaja", why)
    (event,) = story.log("decided_below_minimum")
    assert (event.details["missing"], event.details["reason"]) == ({codes[0]: 1}, why)
    deciding.publish(story.engine, SECRETARY, EDITION)

    with story.engine.connect() as connection:
        found = ask(connection, "awards.results", VISITOR, Scope().having(edicion=EDITION))
    assert [note.to("es") for note in found.notes] == [
        "Se decidió con menos hojas que el mínimo: «Práctica 0» tenía 2 hojas de 3.",
        f"Por qué se decidió así: {why}",
    ]
    assert found.frame[["n_jurors", "provisional"]].to_dict("records") == [
        {"n_jurors": 2, "provisional": True}
    ]


def test_a_recusal_after_the_decision_keeps_it_from_being_published_without_a_word(
    story: Story,
) -> None:
    codes, readers = scored(story, CLEAR)
    winner = [Distinguished(codes[0], "winner", 1)]
    deciding.decide(story.engine, SECRETARY, EDITION, winner, "Clara ventaja")
    conflicts.recuse(
        story.engine, SECRETARY, EDITION, codes[1], readers[0], conflicts.Conflict("GAD", "Se supo")
    )
    with pytest.raises(Refusal, match="2/3"):
        deciding.publish(story.engine, SECRETARY, EDITION)


def test_a_vote_waits_for_the_end_of_scoring(story: Story) -> None:
    codes, _ = story.fill()

    with pytest.raises(Closed):
        deliberating.open_vote(story.engine, SECRETARY, EDITION, codes[:2])
    story.clock.go(RULES.scores_close_at)
    with pytest.raises(Refusal):
        deliberating.open_vote(story.engine, SECRETARY, EDITION, codes[:1])


def test_notes_are_signed_with_a_code_and_kept_from_strangers(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()
    deliberating.add_note(story.engine, story.seats[reader], EDITION, "Muy sólida.", code)
    deliberating.add_note(story.engine, SECRETARY, EDITION, "Sesión abierta.")

    with story.engine.connect() as connection:
        found = deliberating.notes(connection, story.seats[reader], EDITION)
        assert [(row.author, row.text) for row in found] == [
            (reader, "Muy sólida."),
            ("secretary", "Sesión abierta."),
        ]
        with pytest.raises(Forbidden):
            deliberating.notes(connection, OTHER_SECRETARY, EDITION)
    with pytest.raises(Refusal):
        deliberating.add_note(story.engine, SECRETARY, EDITION, "  ")
    assert "Muy sólida." not in repr(story.log())


def test_a_decision_needs_reasons_a_winner_and_the_end_of_scoring(story: Story) -> None:
    codes, _ = story.fill()
    winner = [Distinguished(codes[0], "winner", 1)]
    with pytest.raises(Closed):
        deciding.decide(story.engine, SECRETARY, EDITION, winner, "Porque sí")
    story.clock.go(RULES.scores_close_at)
    with pytest.raises(Refusal, match="valid sheets"):
        deciding.decide(story.engine, SECRETARY, EDITION, winner, "Porque sí")


def test_the_decision_keeps_reasons_steps_and_whether_it_departs(story: Story) -> None:
    codes, _ = scored(story, EVEN)

    def decide(*honours: Distinguished, reasons: str = "Mejor alianza") -> None:
        deciding.decide(story.engine, SECRETARY, EDITION, honours, reasons)

    both = [Distinguished(code, "winner", 1) for code in codes[:2]]
    with pytest.raises(Refusal, match="reasons"):
        decide(*both, reasons=" ")
    with pytest.raises(Refusal, match="first place"):
        decide(Distinguished(codes[0], "finalist", 2))
    with pytest.raises(Refusal, match="twice"):
        decide(both[0], both[0])
    with pytest.raises(Forbidden):
        deciding.decide(story.engine, OTHER_SECRETARY, EDITION, both, "No es mío")
    decide(*both, Distinguished(codes[2], "finalist", 3))
    decide(Distinguished(codes[2], "winner", 1))
    decide(both[0], Distinguished(codes[1], "finalist", 2))

    ex_aequo, departing, within = (event.details for event in story.log("decided"))
    assert ex_aequo["departs"] is False and departing["departs"] is True
    # Before the vote the figures say nothing of who of the two is first.
    assert within["departs"] is False
    assert departing["tie_break"][-1]["kind"] == "ex_aequo"
    with story.engine.connect() as connection:
        found = deciding.honours_of(connection, EDITION)
    assert found.to_dict("records") == [
        {"nomination": codes[0], "distinction": "winner", "place": 1},
        {"nomination": codes[1], "distinction": "finalist", "place": 2},
    ]


def test_once_published_everybody_sees_it_and_nothing_changes(story: Story) -> None:
    codes, readers = scored(story, CLEAR)
    scope = Scope().having(edicion=EDITION)
    with pytest.raises(Refusal, match="decision"):
        deciding.publish(story.engine, SECRETARY, EDITION)
    winner = [Distinguished(codes[0], "winner", 1)]
    deciding.decide(story.engine, SECRETARY, EDITION, winner, "Clara ventaja")
    with story.engine.connect() as connection:
        assert ask(connection, "awards.ranking", VISITOR, scope).frame.empty
    with pytest.raises(Forbidden):
        deciding.publish(story.engine, story.seats[readers[0]], EDITION)

    deciding.publish(story.engine, SECRETARY, EDITION)

    with story.engine.connect() as connection:
        found = ask(connection, "awards.ranking", VISITOR, scope)
        assert list(found.frame["nomination"]) == codes
        assert ask(connection, "awards.jurors", VISITOR, scope).frame.empty
    for verb in (
        lambda: deciding.decide(story.engine, SECRETARY, EDITION, winner, "Otra vez"),
        lambda: deciding.publish(story.engine, SECRETARY, EDITION),
        lambda: deliberating.add_note(story.engine, SECRETARY, EDITION, "Tarde"),
        lambda: conflicts.recuse(
            story.engine,
            SECRETARY,
            EDITION,
            codes[0],
            readers[0],
            conflicts.Conflict("GAD", "Tarde"),
        ),
        lambda: eligibility.check(
            story.engine, SECRETARY, EDITION, codes[0], eligibility.Check("RUC", "NO", "Tarde")
        ),
        lambda: submitting.reopen(story.engine, story.seats[readers[0]], EDITION, codes[0]),
        lambda: scoring.save(
            story.engine,
            story.seats[readers[0]],
            EDITION,
            codes[0],
            scoring.ScoreChange(CRITERIA[0], ScoreEntry(), 1),
        ),
    ):
        with pytest.raises(Closed):
            verb()


def test_results_tell_of_the_honoured_and_how_they_stand_in_the_field(story: Story) -> None:
    codes, _ = scored(story, EVEN)
    scope = Scope().having(edicion=EDITION)
    honours = [Distinguished(codes[0], "winner", 1), Distinguished(codes[1], "finalist", 2)]
    with story.engine.connect() as connection:
        found = ask(connection, "awards.results", SECRETARY, scope)
    assert found.frame.empty
    assert found.notes[0].to("en") == "This edition has no decision on record."
    deciding.decide(story.engine, SECRETARY, EDITION, honours, "Mejor alianza")
    deciding.publish(story.engine, SECRETARY, EDITION)

    with story.engine.connect() as connection:
        results = ask(connection, "awards.results", VISITOR, scope).to_json("es")
        profile = ask(connection, "awards.profile", VISITOR, scope).to_json("es")["rows"]
    rows, notes = results["rows"], results["notes"]
    # Nobody voted, so that the jury chose the first of two that the figures leave.
    assert [(row["nomination"], row["place"], row["tie_break"]) for row in rows] == [
        (codes[0], 1, None),
        (codes[1], 2, None),
    ]
    assert notes == ["El desempate publicado no decidió el primer lugar: lo eligió el jurado."]
    assert (rows[0]["territory"], rows[0]["adoptions"]) == ("1308", 0)
    assert [row["criterion"] for row in profile[::2]] == list(CRITERIA)
    # 4, 4 and 3 of 5 are 66.7 points; the field has 2, 2 and 1 beside.
    assert profile[0]["mean"] == pytest.approx(200 / 3)
    assert profile[0]["field_mean"] == pytest.approx((200 / 3 + 200 / 3 + 50 / 3) / 3)


def test_a_prize_that_is_shared_as_the_tie_break_leaves_it_was_decided_by_that(
    story: Story,
) -> None:
    codes, _ = scored(story, EVEN)
    both = [Distinguished(code, "winner", 1) for code in codes[:2]]
    deciding.decide(story.engine, SECRETARY, EDITION, both, "Comparten")
    deciding.publish(story.engine, SECRETARY, EDITION)

    with story.engine.connect() as connection:
        found = ask(connection, "awards.results", VISITOR, Scope().having(edicion=EDITION))
    assert list(found.frame["tie_break"]) == ["ex_aequo", "ex_aequo"]
    assert found.notes == ()


def test_where_the_published_tie_break_has_no_vote_none_is_waited_for(story: Story) -> None:
    codes, readers = story.fill(rules=replace(RULES, tie_break="criteria;median"))
    for at, code in enumerate(codes):
        for reader in readers:
            story.hand_in(reader, code, EVEN[at])
    story.clock.go(RULES.scores_close_at)

    found = propose(story)
    assert set(found.winners) == set(codes[:2])
    assert not found.needs_vote
    assert found.is_left_by({codes[0]}) and not found.is_left_by(codes[:2])


def test_the_secretariat_sees_who_owes_what(story: Story) -> None:
    (first, second, third), (reader, other, _) = story.fill()
    story.hand_in(reader, first, [3] * 6)
    story.score(reader, second, [3] * 6)
    story.hand_in(other, first, [3] * 6)
    submitting.reopen(story.engine, story.seats[other], EDITION, first)
    conflicts.declare(story.engine, story.seats[other], EDITION, third, conflicts.Conflict("GAD"))

    with story.engine.connect() as connection:
        found = {
            (owed.nomination, owed.juror): owed
            for owed in jury_progress.progress(connection, SECRETARY, EDITION)
        }
    assert found[first, reader].state == "handed_in"
    assert found[second, reader].state == "drafted"
    assert found[third, reader].state == "to_do"
    assert found[third, other].state == "recused"
    assert found[first, other].state == "drafted"
    assert found[first, other].submitted_at == story.clock.at
    assert jury_progress.sheets_in_force(found.values()) == {first: 2}
    assert [(one.nomination, one.juror) for one in jury_progress.unsent(found.values())] == [
        (second, reader)
    ]
    assert found[first, reader].email == story.seats[reader].name


def test_what_a_juror_sent_before_leaving_counts_and_nothing_else_of_it_is_owed(
    story: Story,
) -> None:
    (first, second, third), (reader, *rest) = story.fill()
    story.hand_in(reader, first, [3] * 6)
    submitting.reopen(story.engine, story.seats[reader], EDITION, first)
    story.score(reader, second, [3] * 6)
    conflict = conflicts.Conflict("GAD")
    conflicts.declare(story.engine, story.seats[reader], EDITION, third, conflict)
    jurors.leave(story.engine, SECRETARY, EDITION, reader, "Viaje")
    for other in rest:
        story.hand_in(other, first, [3] * 6)

    with story.engine.connect() as connection:
        owed = jury_progress.progress(connection, SECRETARY, EDITION)
        ranked = ask(connection, "awards.ranking", SECRETARY, Scope().having(edicion=EDITION))
    own = [one for one in owed if one.juror == reader]
    assert [(one.nomination, one.state, one.left) for one in own] == [(first, "handed_in", True)]
    assert jury_progress.sheets_in_force(owed) == {first: 3}
    assert ranked.frame.set_index("nomination")["n_jurors"].to_dict() == {
        first: 3,
        second: 0,
        third: 0,
    }
    assert jury_progress.unsent(owed) == []


def test_the_record_holds_every_version_under_codes_and_taking_it_is_logged(
    story: Story,
) -> None:
    (code, *_), (reader, *_) = story.fill()
    story.hand_in(reader, code, [3] * 6)
    submitting.reopen(story.engine, story.seats[reader], EDITION, code)
    scoring.save_note(story.engine, story.seats[reader], EDITION, code, 0, "Solo mío")
    submitting.submit(story.engine, story.seats[reader], EDITION, code)

    found: edition_record.Frames = {}

    def build(frames: edition_record.Frames) -> bytes:
        assert story.log("jury_exported") == []
        found.update(frames)
        return b"file"

    assert edition_record.export(story.engine, SECRETARY, EDITION, build) == b"file"

    versions = found["versiones"]
    assert list(versions.groupby("version")["in_force"].first()) == [False, True]
    assert len(versions) == 2 * len(CRITERIA)
    assert "Solo mío" not in repr({name: frame.to_dict() for name, frame in found.items()})
    assert set(found) >= {"ediciones", "postulaciones", "jurados", "asignaciones", "enmiendas"}
    assert len(story.log("jury_exported")) == 1
    with pytest.raises(Forbidden):
        edition_record.export(story.engine, OTHER_SECRETARY, EDITION, build)


def test_a_file_that_could_not_be_made_is_not_logged_as_taken(story: Story) -> None:
    story.open()

    def build(_frames: edition_record.Frames) -> bytes:
        raise ValueError("no such sheet")

    with pytest.raises(ValueError, match="no such sheet"):
        edition_record.export(story.engine, SECRETARY, EDITION, build)
    assert story.log("jury_exported") == []
