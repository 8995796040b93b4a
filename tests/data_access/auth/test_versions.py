"""Every write against what readers have kept: it moves the versions of what it changes, no others.

One story a domain, on one database: what moves a version is the same on both, and that each verb
works on both is told elsewhere.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, select

from data_access.answers import QUESTIONS
from data_access.auth import (
    account_administration,
    api_tokens,
    current_user,
    identities,
    invitations,
    link_delivery,
    magic_links,
    own_tokens,
    sessions,
    sign_in,
    text_drafts,
)
from data_access.auth.tokens import hashed
from data_access.awards import (
    appeals,
    assigning,
    conflicts,
    deciding,
    deliberating,
    edition_record,
    editions,
    eligibility,
    evidence,
    expertise,
    feedback,
    jurors,
    nominations,
    nominator_mail,
    reweighing,
    scoring,
    submitting,
)
from data_access.awards.deciding import Distinguished
from data_access.awards.edition_rules import criteria_of
from data_access.awards.scoring import ScoreEntry
from data_access.database import engine_for, migrate
from data_access.imports import form_entries, loading, undo
from data_access.imports.file_reading import read
from data_access.lists import ELIGIBILITY
from data_access.programme import official_totals_release, period_closings, settings, withdrawing
from data_access.refusal import Refusal
from data_access.tables import Assignment, Session, Setting
from data_access.viewer import Grant, Viewer
from tests.data_access.answers.programme_results import store_everything
from tests.data_access.auth.house import ADMINISTRATOR, account, appoint, enter
from tests.data_access.auth.test_matrix import ASSISTANCE
from tests.data_access.auth.versions import Watch, writes
from tests.data_access.awards.story import CRITERIA, DAY, EDITION, RULES, START, Clock, Story
from tests.data_access.imports.books import filled, person
from tests.writing import writing

EVA = Viewer(frozenset({Grant("monitor")}), "eva@example.org")
ANA = "ana@example.org"
PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\n%%EOF"
OF_EDITIONS = tuple(name for name in QUESTIONS if name.startswith("awards."))
FRAMEWORK = "indicators.framework"  # which takes a while: asked where only it may change
# At least one question of each subject, and the framework, which rests on all of them.
OF_EACH = (
    *("people.count", "hiring.funnel", "training.reach", "ventures.sites", "labour.gap"),
    *("community.assistance", "awards.received", FRAMEWORK, "indicators.frozen"),
)

# The subjects that each write moves, in the stories below. A new one needs its line.
NOTHING: set[str] = set()
OF_ACCESS = {
    "auth.account_administration.invite": NOTHING,
    "auth.account_administration.revoke": NOTHING,
    "auth.account_administration.give": {"awards"},  # a juror's role comes with its seat
    "auth.account_administration.take": NOTHING,
    "auth.account_administration.end_session": NOTHING,
    "auth.account_administration.end_sessions": NOTHING,
    "programme.settings.change": NOTHING,
    "auth.current_user.arrive": NOTHING,
    "auth.current_user.leave": NOTHING,
    "auth.current_user.close": NOTHING,
    "auth.current_user.close_all": NOTHING,
    "auth.current_user.look_as": NOTHING,
    "auth.own_tokens.issue": NOTHING,
    "auth.own_tokens.revoke": NOTHING,
    "auth.api_tokens.bearer": NOTHING,  # which notes that it was used
    "auth.sign_in.token_owner": NOTHING,
    "auth.sign_in.accept": {"awards"},  # of an invitation to a jury
    "auth.sign_in.accept_again": NOTHING,
    "auth.sign_in.counted": NOTHING,
    "auth.sign_in.limited": NOTHING,
    "auth.sign_in.ask_again": NOTHING,
    "auth.sign_in.enter_demo": NOTHING,
    "auth.sign_in.note_exact_view": NOTHING,
    "auth.sign_in.note_exact_export": NOTHING,
    "auth.sign_in.note_turned_away": NOTHING,
    "auth.sign_in.note_page_refused": NOTHING,
    "auth.sign_in.note_act_refused": NOTHING,
    "auth.link_delivery.ask_again": NOTHING,
    "auth.sessions.note_use": NOTHING,
    "auth.text_drafts.save": NOTHING,
    "auth.text_drafts.forget": NOTHING,
}
OF_DATA = {
    "loading.import_files": {"batches", "people"},
    "loading.import_sheet": {"batches", "people"},
    "undo.undo": {"batches", "people"},
    "programme.withdrawing.withdraw": {"batches", "people"},
    "programme.period_closings.close": {"indicators"},
    "programme.official_totals_release.release": {"people"},
}
OF_AWARDS = {
    "awards.editions.make": {"awards"},
    "awards.editions.edit": {"awards"},
    "awards.editions.open_call": NOTHING,
    "awards.editions.amend": {"awards"},
    "awards.nominator_mail.begin": {"awards"},  # as the first nomination ever
    "awards.nominations.start": NOTHING,
    "awards.nominations.save": NOTHING,
    "awards.nominations.save_answer": NOTHING,
    "awards.nominations.grant_grace": NOTHING,
    "awards.nominations.submit": {"awards"},
    "awards.nominations.reopen": {"awards"},
    "awards.nominations.withdraw": {"awards"},
    "awards.evidence.attach": NOTHING,
    "awards.evidence.remove": NOTHING,
    "awards.evidence.hand_out": NOTHING,
    "awards.edition_record.export": NOTHING,
    "awards.eligibility.check": {"awards"},
    "awards.eligibility.shortlist": {"awards"},
    "awards.jurors.invite": {"awards"},
    "awards.jurors.leave": {"awards"},
    "awards.assigning.accept": {"awards"},
    "awards.expertise.describe_juror": NOTHING,
    "awards.expertise.describe_nomination": NOTHING,
    "awards.assigning.assign_by_hand": {"awards"},
    "awards.assigning.unassign_by_hand": {"awards"},
    "awards.conflicts.declare_none": NOTHING,
    "awards.conflicts.declare": {"awards"},
    "awards.conflicts.recuse": {"awards"},
    "awards.conflicts.lift": {"awards"},
    "awards.scoring.save": {"awards"},  # as the first score ever
    "awards.scoring.save_note": NOTHING,
    "awards.submitting.submit": {"awards"},
    "awards.submitting.submit_all": {"awards"},
    "awards.submitting.reopen": NOTHING,
    "awards.deliberating.add_note": NOTHING,
    "awards.deliberating.open_vote": NOTHING,
    "awards.deliberating.cast": NOTHING,
    "awards.deliberating.close_vote": NOTHING,
    "awards.reweighing.request": NOTHING,
    "awards.reweighing.withdraw": NOTHING,
    "awards.reweighing.confirm": {"awards"},
    "awards.reweighing.open_ranking": NOTHING,
    "awards.feedback.agree": NOTHING,
    "awards.feedback.release": NOTHING,
    "awards.appeals.save_draft": NOTHING,
    "awards.appeals.lodge": NOTHING,
    "awards.appeals.answer": NOTHING,
    "awards.deciding.decide": {"awards"},
    "awards.deciding.publish": {"awards"},
}
# No question asks for batches; whoever closes a period compares their version as well.
NO_QUESTION = {"batches"}
# Of what waits for a monitor, and of files of other shapes: their own tests in `imports` try them.
TRIED_ELSEWHERE = {
    *("approval.approve", "approval.decline", "loading.import_waiting", "loading.import_mapped"),
    *("held_rows.take", "held_rows.decline"),
    "programme.retaining.apply",  # years later: in `programme/test_retaining.py`
    *("loading.check_files", "loading.check_mapped"),  # which log a leader's looks at people
}
# Verbs that open no transaction of their own, but are what a form or a page calls.
CALLERS = {"form_entries.enter": {"batches", "community"}}


def test_every_write_has_its_line() -> None:
    assert writes() == OF_ACCESS.keys() | OF_DATA.keys() | OF_AWARDS.keys() | {
        "auth.account_administration.acting",
        *TRIED_ELSEWHERE,
    }


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setenv("EVIDENCE_URL", str(tmp_path / "evidence"))
    engine = engine_for(f"sqlite:///{tmp_path / 'house.db'}")
    migrate(engine)
    return engine


def failed(engine: Engine) -> None:
    """A link that does not exist is tried, and counted."""
    with pytest.raises(Refusal):
        sign_in.limited(engine, "192.0.2.1", lambda: sign_in.look(engine, "no such link"))


def test_what_is_written_of_access_changes_no_answer_but_for_a_seat(house: Engine) -> None:
    appoint(house)
    editions.make(house, ADMINISTRATOR, "EMPRESAS", EDITION, RULES)
    watch = Watch(house, OF_EDITIONS, EDITION)
    root, monitor = ADMINISTRATOR, Grant("monitor")

    def arrival(cookie: str) -> current_user.CurrentUser:
        return current_user.arrive(house, cookie, None, "test")

    token = watch(
        "auth.account_administration.invite",
        lambda: account_administration.invite(house, root, ANA, monitor),
    )
    cookie = watch("auth.sign_in.accept", lambda: sign_in.accept(house, token, "test"))
    open_one = account_administration.invite(house, root, "otra@example.org", monitor)
    with house.connect() as connection:
        number = invitations.look(connection, open_one).id
    watch(
        "auth.account_administration.revoke",
        lambda: account_administration.revoke(house, root, number),
    )
    watch(
        "auth.account_administration.give",
        lambda: account_administration.give(house, root, "j1@example.org", Grant("juror", EDITION)),
    )
    watch(
        "auth.account_administration.take",
        lambda: account_administration.take(
            house, root, account(house, "j1@example.org"), Grant("juror", EDITION)
        ),
    )
    # Whoever is invited to a jury by an administrator has no seat yet, other than by its desk.
    jury = account_administration.invite(house, root, "j2@example.org", Grant("juror", EDITION))
    watch("auth.sign_in.accept", lambda: sign_in.accept(house, jury, "test"))
    watch("auth.sign_in.counted", lambda: sign_in.counted(house, "demo", "192.0.2.1"))
    watch("auth.sign_in.limited", lambda: failed(house))
    watch("auth.sign_in.ask_again", lambda: sign_in.ask_again(house, ANA, "192.0.2.1"))
    watch("auth.link_delivery.ask_again", lambda: link_delivery.ask_again(house, ANA))
    with writing(house) as connection:
        back = magic_links.link_for(connection, account(house, ANA))
    again = watch("auth.sign_in.accept_again", lambda: sign_in.accept_again(house, back, "test"))
    with house.connect() as connection:
        (found,) = sessions.find(connection, [hashed(again)]).values()
    long_ago = sessions.Found(
        found.id, found.account, found.viewer, found.seen_at - dt.timedelta(hours=1), False
    )
    writer = Viewer(frozenset(), ANA)
    watch("auth.text_drafts.save", lambda: text_drafts.save(house, writer, "k", 0, "Texto"))
    watch("auth.text_drafts.forget", lambda: text_drafts.forget(house, writer, "k"))
    watch("auth.sessions.note_use", lambda: sessions.note_use(house, long_ago))
    here = arrival(cookie)
    own = watch("auth.own_tokens.issue", lambda: own_tokens.issue(house, here, "Power BI", 30))
    watch("auth.api_tokens.bearer", lambda: api_tokens.bearer(house, own))
    watch("auth.sign_in.token_owner", lambda: sign_in.token_owner(house, own, "here"))
    number = own_tokens.tokens_of(house, here)[0].id
    watch("auth.own_tokens.revoke", lambda: own_tokens.revoke(house, here, number))
    watch("auth.current_user.close", lambda: current_user.close(house, here, found.id))
    watch("auth.sign_in.note_exact_view", lambda: sign_in.note_exact_view(house, ANA, "labour", {}))
    watch(
        "auth.sign_in.note_exact_export",
        lambda: sign_in.note_exact_export(house, ANA, "people.count", "csv", {}),
    )
    watch("auth.current_user.look_as", lambda: current_user.look_as(house, here, "visitor"))
    watch("auth.sign_in.note_turned_away", lambda: sign_in.note_turned_away(house, "i", "s"))
    watch("auth.sign_in.note_page_refused", lambda: sign_in.note_page_refused(house, ANA, "x"))
    watch("auth.sign_in.note_act_refused", lambda: sign_in.note_act_refused(house, ANA, "x"))
    watch("auth.current_user.leave", lambda: current_user.leave(house, here))
    enter(house, ANA, monitor)
    with house.connect() as connection:
        mine = select(Session.id).filter_by(account_id=account(house, ANA), ended_at=None)
        last = int(connection.scalar(mine.order_by(Session.id.desc())) or 0)
    watch(
        "auth.account_administration.end_session",
        lambda: account_administration.end_session(house, root, last),
    )
    enter(house, ANA, monitor)
    watch(
        "auth.account_administration.end_sessions",
        lambda: account_administration.end_sessions(house, root, account(house, ANA)),
    )
    other = arrival(enter(house, ANA, monitor))
    watch("auth.current_user.close_all", lambda: current_user.close_all(house, other))
    claims = identities.claims_in(
        {"iss": "https://id.example.org", "sub": "7", "iat": 1, "nonce": "n"}
        | {"email": ANA, "email_verified": True}
    )
    watch("auth.current_user.arrive", lambda: current_user.arrive(house, None, claims, "test"))
    watch(
        "programme.settings.change",
        lambda: settings.change(house, root, {}, {settings.ADDRESS: "equipo@example.org"}),
    )
    with writing(house) as connection:
        connection.execute(insert(Setting), {"key": "demo", "value": "1"})
    watch("auth.sign_in.enter_demo", lambda: sign_in.enter_demo(house, "leader", "test"))

    assert watch.moved == OF_ACCESS
    assert watch.idle() == {}


def test_what_comes_in_files_moves_the_subjects_of_its_sheets(
    house: Engine, tmp_path: Path
) -> None:
    store_everything(house)
    watch = Watch(house, OF_EACH)

    def file(code: str) -> Path:
        return filled(tmp_path / f"{code}.xlsx", personas=[person(code)])

    first = watch(
        "loading.import_files",
        lambda: loading.import_files(house, [file("P-A")], EVA, accept_warnings=True),
    )
    assert first.batch is not None, first.errors
    (sheet,) = read(file("P-B"))
    second = watch(
        "loading.import_sheet",
        lambda: loading.import_sheet(house, sheet, EVA, "Acta", accept_warnings=True),
    )
    assert second.batch is not None, second.errors
    watch("undo.undo", lambda: undo.undo(house, second.batch or 0, EVA))
    watch("programme.withdrawing.withdraw", lambda: withdrawing.withdraw(house, EVA, ["P-A"]))
    watch(
        "programme.official_totals_release.release",
        lambda: official_totals_release.release(house, EVA, 2025),
    )
    watch(
        "programme.period_closings.close",
        lambda: period_closings.close(house, EVA, "2025", "Informe"),
    )
    watch(
        "form_entries.enter",
        lambda: form_entries.enter(house, EVA, "asistencias", ASSISTANCE, "Acta", True),
    )

    assert watch.moved == OF_DATA | CALLERS
    assert {verb: idle for verb, idle in watch.idle().items() if idle - NO_QUESTION} == {}


def test_files_that_say_nothing_new_move_nothing(house: Engine, tmp_path: Path) -> None:
    book = filled(tmp_path / "a.xlsx", personas=[person("P-A")])
    assert loading.import_files(house, [book], EVA, accept_warnings=True).batch is not None
    watch = Watch(house, ())

    same = filled(tmp_path / "b.xlsx", personas=[person("P-A")])
    watch("same", lambda: loading.import_files(house, [same], EVA, accept_warnings=True))
    wrong = filled(tmp_path / "c.xlsx", personas=[person("P-C", sexo="X")])
    watch("wrong", lambda: loading.import_files(house, [wrong], EVA, accept_warnings=True))
    watch("looked at", lambda: undo.consequences(house, 1, EVA))

    assert watch.moved == {"same": NOTHING, "wrong": NOTHING, "looked at": NOTHING}


def test_what_a_jury_does_moves_the_awards_where_an_answer_changes(
    house: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    story = Story(house, clock)
    chair = story.secretary
    watch = Watch(house, OF_EDITIONS, EDITION)

    def verb(module: Any, name: str, *given: Any) -> Any:
        short = module.__name__.removeprefix("data_access.")
        watch.questions = (*OF_EDITIONS, *((FRAMEWORK,) if name in ("begin", "save") else ()))
        return watch(f"{short}.{name}", lambda: getattr(module, name)(house, *given))

    clock.go(START - DAY)
    rounds = {"rounds": "eligibility;shortlist;scoring;deliberation"}
    verb(editions, "make", chair, "EMPRESAS", EDITION, RULES)
    verb(editions, "edit", chair, EDITION, rounds | {"name": "Premio 2030"})
    verb(editions, "open_call", chair, EDITION)
    clock.go(START)
    begun = verb(nominator_mail, "begin", EDITION, "postula@example.org", "192.0.2.1")
    started = verb(nominations, "start", EDITION, "postula@example.org")
    token, code = started.token, started.code
    fields = {"title": "Práctica", "organisation": "Org", "canton_code": "1308", "summary": "C."}
    verb(nominations, "save", token, 0, fields)
    for criterion in CRITERIA[1:]:
        nominations.save_answer(house, token, criterion, 0, "Texto")
    verb(nominations, "save_answer", token, CRITERIA[0], 0, "Texto")
    file = verb(evidence, "attach", token, "a.pdf", PDF)
    verb(evidence, "remove", token, verb(evidence, "attach", token, "b.pdf", PDF + b"\n"))
    late = begun.started.code
    verb(nominations, "grant_grace", chair, EDITION, late, START + 25 * DAY, "Se cayó la red")
    verb(nominations, "submit", token, "1")
    verb(nominations, "reopen", token)
    nominations.submit(house, token, "1")
    gone = story.draft("Retirada")
    nominations.submit(house, story.tokens[gone], "1")
    verb(nominations, "withdraw", story.tokens[gone])
    *most, last = ELIGIBILITY
    for item in most:
        eligibility.check(house, chair, EDITION, code, eligibility.Check(item, "SI"))
    verb(eligibility, "check", chair, EDITION, code, eligibility.Check(last, "SI"))
    others = [story.nominate(f"Práctica {at}") for at in range(3)]
    chosen = [code, *others]
    verb(eligibility, "shortlist", chair, EDITION, chosen)
    made = [verb(jurors, "invite", chair, EDITION, "j0@example.org")]
    made += [jurors.invite(house, chair, EDITION, f"j{at}@example.org") for at in range(1, 4)]
    for invited in made:
        cookie = sign_in.accept(house, invited.token, "test")
        story.seats[invited.code] = current_user.arrive(house, cookie, None, "").viewer
    with house.connect() as connection:
        proposal = assigning.propose(connection, chair, EDITION)
    verb(assigning, "accept", chair, EDITION, proposal)
    one, two, *rest = sorted(story.seats)
    seats = story.seats
    verb(expertise, "describe_juror", chair, EDITION, one, expertise.Profile(("ferias",)))
    verb(expertise, "describe_nomination", chair, EDITION, code, expertise.Profile(("ferias",)))
    with house.connect() as connection:
        pair = next(p for p in pairs(connection) if p[1] == one)
    verb(assigning, "unassign_by_hand", chair, EDITION, *pair)
    verb(assigning, "assign_by_hand", chair, EDITION, *pair)
    with house.connect() as connection:
        mine = [nomination for nomination, juror in pairs(connection) if juror == one]
    first, second, *_ = mine
    verb(conflicts, "declare_none", seats[one], EDITION, first)
    verb(conflicts, "declare", seats[one], EDITION, second, conflicts.Conflict("GAD"))
    verb(conflicts, "lift", chair, EDITION, second, one, "Se equivocó")
    known = conflicts.Conflict("GAD", "Se supo")
    verb(conflicts, "recuse", chair, EDITION, second, one, known)
    for juror in (two, *rest):
        story.declare(juror)
    clock.go(RULES.nominations_close_at)
    verb(editions, "amend", chair, EDITION, {"name": "Premio"}, "Nombre corto")
    given = (seats[one], EDITION, first)
    verb(
        scoring,
        "save",
        *given,
        scoring.ScoreChange(CRITERIA[0], ScoreEntry(Decimal(4), comment="Muy claro")),
    )
    watch(
        "another save",
        lambda: scoring.save(
            house, *given, scoring.ScoreChange(CRITERIA[1], ScoreEntry(Decimal(3)))
        ),
    )
    for criterion in CRITERIA[2:]:
        scoring.save(house, *given, scoring.ScoreChange(criterion, ScoreEntry(Decimal(5))))
    verb(scoring, "save_note", seats[one], EDITION, first, 0, "Para mí")
    verb(submitting, "submit", seats[one], EDITION, first)
    with house.connect() as connection:
        theirs = [p for p in pairs(connection) if p[1] != one]
    for nomination, juror in theirs:
        story.score(juror, nomination, [5 if nomination == first else 3] * len(CRITERIA))
    verb(submitting, "submit_all", seats[two], EDITION)
    for juror in rest:
        submitting.submit_all(house, seats[juror], EDITION)
    verb(submitting, "reopen", seats[one], EDITION, first)
    submitting.submit(house, seats[one], EDITION, first)
    verb(evidence, "hand_out", chair, file)
    with house.connect() as connection:
        weights = {one.code: one.weight for one in criteria_of(connection, EDITION)}
    weights |= {CRITERIA[0]: Decimal(25), CRITERIA[1]: Decimal(15)}
    number = verb(reweighing, "request", chair, EDITION, weights, "Se pesó mal")
    verb(reweighing, "withdraw", chair, EDITION, number)
    number = reweighing.request(house, chair, EDITION, weights, "Se pesó mal")
    verb(reweighing, "confirm", ADMINISTRATOR, EDITION, number)
    verb(reweighing, "open_ranking", chair, EDITION)
    verb(deliberating, "add_note", chair, EDITION, "Sesión abierta.")
    verb(jurors, "leave", chair, EDITION, rest[-1], "Viaje")
    clock.go(RULES.scores_close_at)
    other = next(name for name in chosen if name != first)
    vote = verb(deliberating, "open_vote", chair, EDITION, [first, other])
    verb(deliberating, "cast", seats[two], EDITION, vote, first)
    verb(deliberating, "close_vote", chair, EDITION, vote)
    honours = [Distinguished(first, "winner", 1)]
    verb(deciding, "decide", chair, EDITION, honours, "Por unanimidad", "Faltó un jurado")
    verb(deciding, "publish", chair, EDITION)
    verb(feedback, "agree", seats[one], EDITION, first, True)
    copy = feedback.Copy(one, CRITERIA[0], "Claro")
    verb(feedback, "release", chair, EDITION, first, copy)
    verb(appeals, "save_draft", token, 0, "El acta")
    verb(appeals, "lodge", token, "El acta no dice por qué.")
    with house.connect() as connection:
        (lodged,) = appeals.of_edition(connection, chair, EDITION)
    verb(appeals, "answer", chair, EDITION, lodged.id, "dismissed", "Lo dice.")
    verb(edition_record, "export", chair, EDITION, lambda _: b"")

    assert watch.moved.pop("another save") == NOTHING
    assert watch.moved == OF_AWARDS
    assert watch.idle() == {}


def pairs(connection: Connection) -> list[tuple[str, str]]:
    """The nominations and jurors that are assigned to each other."""
    rows = connection.execute(select(Assignment.nomination_code, Assignment.juror_code))
    return sorted((nomination, juror) for nomination, juror in rows)
