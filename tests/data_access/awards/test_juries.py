"""Juries: drawn, re-drawn without touching what was begun, and recusals that close every way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from data_access.answers import QUESTIONS, ask
from data_access.auth import current_user, invitations, sign_in
from data_access.awards import (
    assigning,
    conflicts,
    deliberating,
    edition_record,
    evidence,
    expertise,
    juror_tasks,
    jurors,
    nominations,
    scoring,
    submitting,
)
from data_access.awards.preconditions import Closed, seat_of
from data_access.awards.scoring import ScoreEntry
from data_access.imports.loading import import_files
from data_access.refusal import Forbidden, Refusal
from data_access.scope import Scope
from data_access.tables import Account, Assignment
from data_access.viewer import ADMINISTRATOR, VISITOR, Grant, Viewer
from tests.data_access.awards.story import (
    CRITERIA,
    DAY,
    EDITION,
    OTHER_SECRETARY,
    RULES,
    SECRETARY,
    Story,
)
from tests.data_access.awards.test_nominations import PDF
from tests.data_access.imports.books import filled
from tests.data_access.imports.juries import score
from tests.writing import writing

FIRST = CRITERIA[0]


def pairs(story: Story) -> set[tuple[str, str]]:
    with story.engine.connect() as connection:
        rows = connection.execute(
            select(Assignment.nomination_code, Assignment.juror_code).where(
                Assignment.conflict != "SI"
            )
        )
        return {(nomination, juror) for nomination, juror in rows}


def coverage(story: Story) -> assigning.Coverage:
    with story.engine.connect() as connection:
        return assigning.coverage(connection, SECRETARY, EDITION)


def test_a_draw_gives_each_nomination_its_jurors_evenly_and_connected(story: Story) -> None:
    codes, readers = story.fill(nominations=8, seats=5)
    found = coverage(story)

    assert set(found.readers.values()) == {3}
    assert sorted(found.loads.values()) == [4, 5, 5, 5, 5]
    assert (found.groups, found.short) == (1, ())
    assert (set(found.readers), set(found.loads)) == (set(codes), set(readers))
    again = story.draw()
    assert (again.added, again.removed) == ((), ())
    assert len(story.log("jury_assigned")) == 1


def test_a_late_juror_and_a_drop_out_touch_nothing_that_was_begun(story: Story) -> None:
    _, readers = story.fill(nominations=8, seats=4)
    begun = {pair for pair in pairs(story) if pair[1] == readers[0]}
    for code, reader in begun:
        scoring.save(
            story.engine,
            story.seats[reader],
            EDITION,
            code,
            scoring.ScoreChange(FIRST, ScoreEntry(Decimal(3))),
        )
    handed = next(pair for pair in sorted(pairs(story)) if pair[1] == readers[1])
    story.hand_in(handed[1], handed[0], [4] * 6)

    late = story.seat("tarde@example.org")
    drawn = story.draw()
    assert begun | {handed} <= pairs(story)
    assert {juror for _, juror in drawn.added} == {late}
    assert set(coverage(story).readers.values()) == {3}

    jurors.leave(story.engine, SECRETARY, EDITION, readers[1], "Viaje")
    second = story.draw()
    assert all(juror != readers[1] for _, juror in second.added)
    assert begun <= pairs(story)
    with story.engine.connect() as connection:
        found = ask(
            connection, "awards.ranking", ADMINISTRATOR, Scope().having(edicion=EDITION)
        ).to_json("es")
    assert {r["nomination"]: r["n_jurors"] for r in found["rows"]}[handed[0]] == 1
    assert set(coverage(story).readers.values()) == {3}


def test_who_left_has_no_way_in(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()
    before = story.seats[reader]
    jurors.leave(story.engine, SECRETARY, EDITION, reader, "Viaje")

    with pytest.raises(Forbidden):
        scoring.save(
            story.engine, before, EDITION, code, scoring.ScoreChange(FIRST, ScoreEntry(Decimal(3)))
        )
    with story.engine.connect() as connection:
        assert juror_tasks.editions_of(connection, before) == []
        seats = {seat.code: seat for seat in jurors.seats(connection, SECRETARY, EDITION)}
    assert seats[reader].left
    assert [event.details["role"] for event in story.log("role_taken")] == [f"juror:{EDITION}"]
    with pytest.raises(Refusal, match="reason"):
        jurors.leave(story.engine, SECRETARY, EDITION, reader, "")


def test_an_invited_juror_has_a_code_that_is_not_the_name_and_one_seat(story: Story) -> None:
    story.open()
    first = jurors.invite(story.engine, SECRETARY, EDITION, "Ana@Example.org")
    again = jurors.invite(story.engine, SECRETARY, EDITION, "ana@example.org")

    assert first.code == again.code and first.token != again.token
    assert "ana" not in first.code.lower()
    with story.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Account)) == 1
        with pytest.raises(Forbidden):
            seat_of(connection, Viewer(name="ana@example.org"), EDITION)
    for viewer in (VISITOR, OTHER_SECRETARY, Viewer.parse("monitor")):
        with pytest.raises(Forbidden):
            jurors.invite(story.engine, viewer, EDITION, "b@example.org")
    with pytest.raises(Refusal, match="address"):
        jurors.invite(story.engine, SECRETARY, EDITION, "nadie")


def test_however_the_role_comes_it_comes_with_its_seat(story: Story) -> None:
    story.open()
    with writing(story.engine) as connection:
        token = invitations.invite(connection, "linea@example.org", Grant("juror", EDITION), "root")
    viewer = current_user.arrive(
        story.engine, sign_in.accept(story.engine, token, ""), None, ""
    ).viewer
    with writing(story.engine) as connection:
        stray = invitations.invite(connection, "x@example.org", Grant("juror", "NADA"), "root")
    sign_in.accept(story.engine, stray, "")

    with story.engine.connect() as connection:
        assert [call.code for call in juror_tasks.editions_of(connection, viewer)] == [EDITION]
        (seat,) = jurors.seats(connection, SECRETARY, EDITION)
    assert seat.email == "linea@example.org"


def test_by_hand_one_pair_is_given_or_taken_but_nothing_begun_or_recused(story: Story) -> None:
    codes, readers = story.fill(nominations=4, seats=4)
    free = next((c, r) for c in codes for r in readers if (c, r) not in pairs(story))
    assigning.assign_by_hand(story.engine, SECRETARY, EDITION, *free)
    assert free in pairs(story)
    assigning.unassign_by_hand(story.engine, SECRETARY, EDITION, *free)
    assert free not in pairs(story)

    conflicts.recuse(
        story.engine, SECRETARY, EDITION, *free, conflicts.Conflict("GAD", "Es del mismo municipio")
    )
    with pytest.raises(Refusal):
        assigning.assign_by_hand(story.engine, SECRETARY, EDITION, *free)
    code, reader = sorted(pairs(story))[0]
    scoring.save(
        story.engine,
        story.seats[reader],
        EDITION,
        code,
        scoring.ScoreChange(FIRST, ScoreEntry(Decimal(3))),
    )
    with pytest.raises(Refusal):
        assigning.unassign_by_hand(story.engine, SECRETARY, EDITION, code, reader)
    with pytest.raises(Refusal):
        assigning.assign_by_hand(story.engine, SECRETARY, EDITION, code, "J-XX")


def test_conflicts_that_keep_groups_apart_stop_the_draw_with_a_sentence(story: Story) -> None:
    story.open(replace(RULES, jurors_min=1, jurors_target=1))
    codes = [story.nominate(str(i)) for i in range(2)]
    readers = [story.seat(f"j{i}@example.org") for i in range(2)]
    for code, reader in zip(codes, readers, strict=True):
        conflicts.declare(
            story.engine, story.seats[reader], EDITION, code, conflicts.Conflict("EMPLEO")
        )

    with pytest.raises(Refusal, match="no way to link"):
        proposed(story)


def proposed(story: Story, viewer: Viewer = SECRETARY) -> assigning.Proposal:
    with story.engine.connect() as connection:
        return assigning.propose(connection, viewer, EDITION)


def test_the_draw_is_the_secretariats_and_ends_with_scoring(story: Story) -> None:
    story.fill()
    for viewer in (VISITOR, OTHER_SECRETARY, *story.seats.values()):
        with pytest.raises(Forbidden):
            proposed(story, viewer)
    found = proposed(story)
    story.clock.go(RULES.scores_close_at)
    with pytest.raises(Closed):
        proposed(story)
    with pytest.raises(Closed):
        assigning.accept(story.engine, SECRETARY, EDITION, found)


def test_a_proposal_changes_nothing_and_holds_only_for_the_jury_it_was_made_for(
    story: Story,
) -> None:
    story.fill(nominations=4, seats=4)
    before = pairs(story)
    jurors.leave(story.engine, SECRETARY, EDITION, sorted(story.seats)[0], "Viaje")
    found = proposed(story)
    left = {pair for pair in before if pair[1] != sorted(story.seats)[0]}

    assert pairs(story) == before
    assert (set(found.added) & left, found.removed) == (set(), ())
    assert len(found.added) == len(before - left)
    reader, code = sorted(story.seats)[1], found.added[0][0]
    conflicts.recuse(story.engine, SECRETARY, EDITION, code, reader, conflicts.Conflict("GAD", "x"))
    with pytest.raises(Refusal, match="changed"):
        assigning.accept(story.engine, SECRETARY, EDITION, found)
    assert not set(found.added) & pairs(story)


def test_too_few_who_may_read_a_nomination_are_said_by_its_name(story: Story) -> None:
    codes, _ = story.fill(nominations=3, seats=3)
    profile = expertise.Profile((), ("ES", "QU"))
    expertise.describe_nomination(story.engine, SECRETARY, EDITION, codes[1], profile)

    # Three were assigned by the draw and none has begun: none of them reads Kichwa.
    with pytest.raises(Refusal, match=codes[1]):
        proposed(story)
    for reader in story.seats:
        expertise.describe_juror(story.engine, SECRETARY, EDITION, reader, profile)
    assert not proposed(story).changes


def test_who_knows_the_subject_reads_it_and_who_does_not_is_named(story: Story) -> None:
    story.open()
    codes = [story.nominate(f"Práctica {at}") for at in range(6)]
    readers = [story.seat(f"j{at}@example.org") for at in range(6)]
    fairs, care = expertise.Profile(("Ferias  de empleo",)), expertise.Profile(("cuidados",))
    expertise.describe_nomination(story.engine, SECRETARY, EDITION, codes[0], fairs)
    expertise.describe_nomination(story.engine, SECRETARY, EDITION, codes[1], care)
    expertise.describe_juror(story.engine, SECRETARY, EDITION, readers[0], fairs)
    found = story.draw()

    assert (codes[0], readers[0]) in pairs(story)
    assert found.unknown == (codes[1],)
    with story.engine.connect() as connection:
        known = expertise.of_jurors(connection, SECRETARY, EDITION)
    assert known[readers[0]].topics == ("ferias de empleo",)
    for wrong in (
        expertise.Profile(("a;b",)),
        expertise.Profile((), ()),
        expertise.Profile(("x" * 41,)),
    ):
        with pytest.raises(Refusal):
            expertise.describe_juror(story.engine, SECRETARY, EDITION, readers[0], wrong)


def everything(story: Story, viewer: Viewer) -> str:
    """All that a juror can get to see of an edition, as one text."""
    found: list[Any] = []
    with story.engine.connect() as connection:
        for name in sorted(QUESTIONS):
            if name.startswith("awards."):
                scope = Scope().having(edicion=EDITION)
                found.append(ask(connection, name, viewer, scope).to_json("es")["rows"])
        own = juror_tasks.mine(connection, viewer, EDITION)
        found += [own, len(own)]
        found += [juror_tasks.dossier(connection, viewer, EDITION, task.nomination) for task in own]
        found += [
            juror_tasks.own_sheet(connection, viewer, EDITION, task.nomination) for task in own
        ]
        found += [juror_tasks.earlier_scores(connection, viewer, EDITION, c) for c in CRITERIA]
        found += [deliberating.notes(connection, viewer, EDITION)]
        found += [deliberating.votes_for(connection, viewer, EDITION)]
    return repr(found)


def test_a_recusal_closes_every_way(story: Story, tmp_path: Any) -> None:
    story.open()
    code = story.draft("Secreta")
    file = evidence.attach(story.engine, story.tokens[code], "a.pdf", PDF)
    nominations.submit(story.engine, story.tokens[code], "1")
    from data_access.awards import eligibility
    from data_access.lists import ELIGIBILITY

    for item in ELIGIBILITY:
        eligibility.check(story.engine, SECRETARY, EDITION, code, eligibility.Check(item, "SI"))
    others = [story.nominate(f"Otra {i}") for i in range(2)]
    reader, *rest = [story.seat(f"j{i}@example.org") for i in range(3)]
    story.draw()
    for each in (reader, *rest):
        story.declare(each)
    seat = story.seats[reader]
    story.hand_in(reader, code, [5] * 6)
    assert code in everything(story, seat)
    assert evidence.hand_out(story.engine, seat, file).content == PDF

    conflicts.declare(
        story.engine, seat, EDITION, code, conflicts.Conflict("PARENTESCO", "Mi hermana la dirige")
    )
    deliberating.add_note(story.engine, SECRETARY, EDITION, "De Secreta se dijo algo", code)
    deliberating.add_note(story.engine, SECRETARY, EDITION, f"En general, {code} gusta")
    story.clock.go(RULES.scores_close_at)
    vote = deliberating.open_vote(story.engine, SECRETARY, EDITION, [code, others[0]])
    story.clock.go(RULES.scores_close_at - DAY)

    shown = everything(story, seat)
    assert code not in shown and "Secreta" not in shown
    with story.engine.connect() as connection:
        assert len(juror_tasks.mine(connection, seat, EDITION)) == 2
        for verb in (
            lambda: juror_tasks.dossier(connection, seat, EDITION, code),
            lambda: juror_tasks.own_sheet(connection, seat, EDITION, code),
            lambda: edition_record.versions(connection, seat, EDITION),
            lambda: assigning.coverage(connection, seat, EDITION),
        ):
            with pytest.raises(Forbidden):
                verb()
    for verb in (
        lambda: scoring.save(
            story.engine, seat, EDITION, code, scoring.ScoreChange(FIRST, ScoreEntry(Decimal(1)), 1)
        ),
        lambda: scoring.save_note(story.engine, seat, EDITION, code, 0, "x"),
        lambda: submitting.submit(story.engine, seat, EDITION, code),
        lambda: submitting.reopen(story.engine, seat, EDITION, code),
        lambda: conflicts.declare_none(story.engine, seat, EDITION, code),
        lambda: conflicts.declare(story.engine, seat, EDITION, code, conflicts.Conflict("GAD")),
        lambda: evidence.hand_out(story.engine, seat, file),
        lambda: deliberating.add_note(story.engine, seat, EDITION, "Yo opino", code),
        lambda: deliberating.cast(story.engine, seat, EDITION, vote, others[0]),
        lambda: edition_record.export(story.engine, seat, EDITION, lambda _: b"file"),
    ):
        with pytest.raises(Forbidden):
            verb()
    # What a file brings in for this juror is refused too, and the old sheet counts no more.
    row = score(code, reader, 5, FIRST, of=EDITION)
    report = import_files(
        story.engine,
        [filled(tmp_path / "p.xlsx", puntajes=[row])],
        ADMINISTRATOR,
        accept_warnings=True,
    )
    assert "puntaje_recusado" in {finding.rule for finding in report.errors}
    with story.engine.connect() as connection:
        scope = Scope().having(edicion=EDITION)
        found = ask(connection, "awards.ranking", ADMINISTRATOR, scope).to_json("es")["rows"]
        versions = edition_record.versions(connection, SECRETARY, EDITION)
    assert {r["nomination"]: r["n_jurors"] for r in found}[code] == 0
    assert versions.empty


def test_a_recusal_is_lifted_by_the_secretariat_alone_with_a_reason(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()
    seat = story.seats[reader]
    conflicts.declare(story.engine, seat, EDITION, code, conflicts.Conflict("OTRO"))

    with pytest.raises(Forbidden):
        conflicts.lift(story.engine, seat, EDITION, code, reader, "Me equivoqué")
    with pytest.raises(Refusal, match="reason"):
        conflicts.lift(story.engine, SECRETARY, EDITION, code, reader, "")
    conflicts.lift(story.engine, SECRETARY, EDITION, code, reader, "Marcó la que no era")
    with story.engine.connect() as connection, pytest.raises(Forbidden):
        juror_tasks.dossier(connection, seat, EDITION, code)
    conflicts.declare_none(story.engine, seat, EDITION, code)
    with story.engine.connect() as connection:
        assert juror_tasks.dossier(connection, seat, EDITION, code).nomination == code
    assert story.log("recusal_lifted")[0].details["reason"] == "Marcó la que no era"


def test_evidence_goes_to_the_secretariat_and_to_jurors_whose_dossier_is_open(
    story: Story,
) -> None:
    story.open()
    code = story.draft()
    file = evidence.attach(story.engine, story.tokens[code], "a.pdf", PDF)
    nominations.submit(story.engine, story.tokens[code], "1")
    stranger = story.seat("j@example.org")

    assert evidence.hand_out(story.engine, SECRETARY, file).media_type == "application/pdf"
    for viewer in (VISITOR, OTHER_SECRETARY, Viewer.parse("monitor"), story.seats[stranger]):
        with pytest.raises(Forbidden):
            evidence.hand_out(story.engine, viewer, file)
        with pytest.raises(Forbidden):
            evidence.hand_out(story.engine, viewer, file + 1)
    assert len(story.log("evidence_read")) == 1


def test_an_account_of_another_edition_has_no_seat_here(story: Story) -> None:
    (code, *_), (reader, *_) = story.fill()
    stranger = Viewer.parse(f"juror:{EDITION}")
    elsewhere = Viewer(Viewer.parse("juror:OTRA").grants, story.seats[reader].name)

    for viewer in (stranger, elsewhere, VISITOR, SECRETARY):
        with story.engine.connect() as connection, pytest.raises(Forbidden):
            juror_tasks.mine(connection, viewer, EDITION)
        with pytest.raises(Forbidden):
            scoring.save(
                story.engine,
                viewer,
                EDITION,
                code,
                scoring.ScoreChange(FIRST, ScoreEntry(Decimal(1))),
            )


def test_roles_are_read_on_each_run(story: Story, engine: Engine) -> None:
    _, (reader, *_) = story.fill()

    assert story.seats[reader].of("juror") == {EDITION}
    assert current_user.arrive(engine, "no cookie", None, "").viewer.grants == frozenset()
