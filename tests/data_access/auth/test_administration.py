"""What administrators may do, what nobody else may, and what stale or simultaneous acts do."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, func, insert, select, update

from data_access import clock
from data_access.auth import (
    access_overview,
    account_administration,
    accounts,
    current_user,
    sign_in,
)
from data_access.auth.accounts import Order
from data_access.paging import ADMINISTRATORS_ONLY
from data_access.programme import installation, settings
from data_access.refusal import Refusal
from data_access.tables import (
    Account,
    AuditEvent,
    Identity,
    Invitation,
    RoleGrant,
    Session,
    Setting,
)
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.auth.house import ADMINISTRATOR, ROOT, account, enter, told
from tests.writing import writing

ADMIN, MONITOR, LEADER = Grant("administrator"), Grant("monitor"), Grant("leader", "1308")
ANA = "ana@example.org"


@pytest.fixture
def root(engine: Engine) -> Engine:
    """A database that one administrator looks after."""
    enter(engine, ROOT, ADMIN)
    return engine


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as problem:
        act()
    return problem.value.text.to("es")


def events(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(AuditEvent)) or 0


def grants(engine: Engine, email: str) -> set[Grant]:
    people = accounts.people(engine, ADMINISTRATOR, search=email).entries
    return {grant for person in people for grant in person.grants}


def test_an_administrator_whose_role_was_taken_a_moment_ago_writes_nothing(root: Engine) -> None:
    eva = Viewer(frozenset({ADMIN}), "eva@example.org")
    enter(root, eva.name, ADMIN)
    account_administration.take(root, ADMINISTRATOR, account(root, eva.name), ADMIN)

    assert refused(lambda: account_administration.invite(root, eva, ANA, MONITOR)).startswith(
        "Solo la"
    )
    assert refused(lambda: account_administration.take(root, eva, account(root, ROOT), ADMIN))


def test_an_invitation_is_made_with_its_line_in_the_log_and_opens(root: Engine) -> None:
    token = account_administration.invite(root, ADMINISTRATOR, " Ana@Example.org", LEADER)

    assert sign_in.look(root, token).invited_by == ROOT
    assert told(root, "invited")[-1] == (ROOT, {"email": ANA, "role": "leader:1308"})


def test_a_second_invitation_to_the_same_role_is_refused_until_it_takes_the_firsts_place(
    root: Engine,
) -> None:
    first = account_administration.invite(root, ADMINISTRATOR, ANA, LEADER)

    said = refused(lambda: account_administration.invite(root, ADMINISTRATOR, ANA, LEADER))
    assert said.startswith("ana@example.org ya tiene una invitación abierta a ese rol")
    account_administration.invite(root, ADMINISTRATOR, ANA, Grant("leader", "2301"))

    second = account_administration.invite(root, ADMINISTRATOR, ANA, LEADER, instead=True)
    assert refused(lambda: sign_in.accept(root, first, "")).startswith("Este enlace fue anulado")
    assert sign_in.accept(root, second, "")


def test_an_invitation_is_taken_back_once(root: Engine) -> None:
    token = account_administration.invite(root, ADMINISTRATOR, ANA, LEADER)
    number = access_overview.invitations(root, ADMINISTRATOR, search=ANA).entries[0].id

    account_administration.revoke(root, ADMINISTRATOR, number)

    assert refused(lambda: sign_in.look(root, token)).startswith("Este enlace fue anulado")
    assert told(root, "invitation_revoked") == [(ROOT, {"email": ANA, "role": "leader:1308"})]
    for stale in (number, 10_000):
        assert refused(
            lambda stale=stale: account_administration.revoke(root, ADMINISTRATOR, stale)
        ) == ("Esa invitación ya no está abierta: no hay nada que anular.")
    assert len(told(root, "invitation_revoked")) == 1


def test_a_role_is_given_to_an_address_before_its_owner_first_signs_in(root: Engine) -> None:
    account_administration.give(root, ADMINISTRATOR, ANA, MONITOR)
    account_administration.give(root, ADMINISTRATOR, ANA, LEADER)

    assert grants(root, ANA) == {MONITOR, LEADER}
    assert refused(lambda: account_administration.give(root, ADMINISTRATOR, ANA, LEADER)) == (
        "ana@example.org ya tiene ese rol."
    )
    assert len(told(root, "role_granted")) == 3
    assert "no es una dirección" in refused(
        lambda: account_administration.give(root, ADMINISTRATOR, "ana", LEADER)
    )


def test_a_role_taken_is_gone_with_the_next_look_and_a_stale_form_says_so(root: Engine) -> None:
    cookie = enter(root, ANA, LEADER)
    number = account(root, ANA)

    assert account_administration.take(root, ADMINISTRATOR, number, LEADER) == 0

    assert current_user.arrive(root, cookie, None, "").viewer.grants == frozenset()
    assert told(root, "role_taken") == [(ROOT, {"email": ANA, "role": "leader:1308"})]
    for who in (number, 10_000):
        assert refused(
            lambda who=who: account_administration.take(root, ADMINISTRATOR, who, LEADER)
        ).startswith("Esa persona ya no tenía ese rol")
    assert len(told(root, "role_taken")) == 1


def test_taking_a_role_tells_of_open_invitations_that_would_give_it_back(root: Engine) -> None:
    enter(root, ANA, LEADER)
    account_administration.invite(root, ADMINISTRATOR, ANA, LEADER)
    account_administration.invite(root, ADMINISTRATOR, ANA, MONITOR)

    assert account_administration.take(root, ADMINISTRATOR, account(root, ANA), LEADER) == 1


def test_an_administrator_keeps_the_own_role(root: Engine) -> None:
    mine = account(root, ROOT)
    alone = refused(lambda: account_administration.take(root, ADMINISTRATOR, mine, ADMIN))
    assert alone.startswith("Usted es la única persona que administra")

    enter(root, ANA, ADMIN)
    of_two = refused(lambda: account_administration.take(root, ADMINISTRATOR, mine, ADMIN))
    assert of_two.startswith("No puede quitarse su propio rol")
    assert grants(root, ROOT) == {ADMIN}


def test_two_administrators_who_take_each_others_role_at_once_leave_one(root: Engine) -> None:
    eva = Viewer(frozenset({ADMIN}), "eva@example.org")
    enter(root, eva.name, ADMIN)
    numbers = {ROOT: account(root, ROOT), eva.name: account(root, eva.name)}
    done, said = [], []
    start = threading.Barrier(2)

    def take(by: Viewer, whose: str) -> None:
        start.wait()
        try:
            account_administration.take(root, by, numbers[whose], ADMIN)
            done.append(whose)
        except Refusal as problem:
            said.append(problem.text)

    acts = [
        threading.Thread(target=take, args=pair)
        for pair in ((ADMINISTRATOR, eva.name), (eva, ROOT))
    ]
    for act in acts:
        act.start()
    for act in acts:
        act.join()

    assert len(done) == 1
    assert [text.to("es") for text in said] == [ADMINISTRATORS_ONLY.to("es")]
    with root.connect() as connection:
        left = connection.scalar(select(func.count()).select_from(RoleGrant))
    assert left == 1


def test_what_two_administrators_give_at_once_is_all_kept(root: Engine) -> None:
    eva = Viewer(frozenset({ADMIN}), "eva@example.org")
    enter(root, eva.name, ADMIN)
    places = ("1308", "2301", "13", "23", "0101", "1701")
    start = threading.Barrier(len(places))

    def give(by: Viewer, place: str) -> None:
        start.wait()
        account_administration.give(root, by, ANA, Grant("leader", place))

    acts = [
        threading.Thread(target=give, args=((ADMINISTRATOR, eva)[at % 2], place))
        for at, place in enumerate(places)
    ]
    for act in acts:
        act.start()
    for act in acts:
        act.join()

    assert grants(root, ANA) == {Grant("leader", place) for place in places}
    with root.connect() as connection:
        assert connection.scalar(select(func.count(Account.id)).filter_by(email=ANA)) == 1
    assert len([1 for _, details in told(root, "role_granted") if details["email"] == ANA]) == 6


def test_a_session_of_anybody_can_be_ended_once(root: Engine) -> None:
    laptop = enter(root, ANA, LEADER, browser="Laptop")
    phone = enter(root, ANA, MONITOR, browser="Phone")
    found = access_overview.open_sessions(root, ADMINISTRATOR, search="ana@").entries
    assert [one.browser for one in found] == ["Phone", "Laptop"]

    account_administration.end_session(root, ADMINISTRATOR, found[1].id)

    assert current_user.arrive(root, laptop, None, "").viewer == VISITOR
    assert current_user.arrive(root, phone, None, "").viewer != VISITOR
    assert told(root, "session_ended") == [(ROOT, {"email": ANA, "sessions": 1})]
    for stale in (found[1].id, 10_000):
        assert refused(
            lambda stale=stale: account_administration.end_session(root, ADMINISTRATOR, stale)
        ) == ("Esa sesión ya estaba cerrada.")


def test_all_of_a_persons_sessions_end_together_those_of_institutions_too(root: Engine) -> None:
    cookies = [enter(root, ANA, grant) for grant in (LEADER, MONITOR)]
    other = enter(root, "eva@example.org", LEADER)
    number = account(root, ANA)
    with writing(root) as connection:
        connection.execute(
            insert(Identity),
            {
                "account_id": number,
                "issuer": "https://id.example.org",
                "subject": "ana",
                "created_at": clock.now(),
            },
        )

    assert account_administration.end_sessions(root, ADMINISTRATOR, number) == 2

    assert [current_user.arrive(root, cookie, None, "").viewer for cookie in cookies] == [
        VISITOR,
        VISITOR,
    ]
    assert current_user.arrive(root, other, None, "").viewer != VISITOR
    with root.connect() as connection:
        assert connection.scalar(select(Identity.valid_after)) is not None
    assert told(root, "session_ended") == [(ROOT, {"email": ANA, "sessions": 2})]
    assert refused(lambda: account_administration.end_sessions(root, ADMINISTRATOR, 10_000)) == (
        "Esa persona no tiene sesiones abiertas."
    )


def test_people_are_found_by_address_and_role_and_told_with_how_they_come_in(
    root: Engine,
) -> None:
    enter(root, ANA, LEADER, MONITOR)
    account_administration.give(root, ADMINISTRATOR, "eva_100%@example.org", LEADER)
    with writing(root) as connection:
        connection.log("signed_in", actor="eva_100%@example.org")
        connection.execute(
            insert(Identity),
            {
                "account_id": account(root, "eva_100%@example.org"),
                "issuer": "https://id.example.org",
                "subject": "eva",
                "created_at": clock.now(),
            },
        )

    ana = accounts.people(root, ADMINISTRATOR, search="ANA@").entries[0]
    assert (ana.email, ana.grants, ana.by_link, ana.issuers, ana.open_sessions) == (
        *(ANA, (LEADER, MONITOR), True, ()),
        2,
    )
    eva = accounts.people(root, ADMINISTRATOR, search="_100%").entries
    assert [(one.by_link, one.issuers, one.open_sessions) for one in eva] == [
        (False, ("https://id.example.org",), 0)
    ]
    assert eva[0].seen_at is not None
    leaders = accounts.people(root, ADMINISTRATOR, role="leader")
    assert [one.email for one in leaders.entries] == [ANA, "eva_100%@example.org"]
    assert accounts.people(root, ADMINISTRATOR, search="%").total == 1
    assert accounts.people(root, ADMINISTRATOR, search="nobody").entries == ()
    summary = accounts.summary(root, ADMINISTRATOR)
    assert (summary.people, summary.administrators, summary.open_sessions) == (3, 1, 3)
    assert refused(lambda: accounts.person(root, ADMINISTRATOR, 10_000)).startswith("Esa persona")


def test_a_long_list_comes_in_parts(root: Engine) -> None:
    for number in range(25):
        account_administration.give(root, ADMINISTRATOR, f"p{number:02}@example.org", MONITOR)

    parts = [accounts.people(root, ADMINISTRATOR, order=Order(page=at)) for at in (1, 2, 3)]

    assert [len(part.entries) for part in parts] == [20, 6, 0]
    assert {part.total for part in parts} == {26}
    emails = [person.email for part in parts for person in part.entries]
    assert emails == sorted(set(emails))


def test_accounts_go_by_their_last_visit_here_or_at_their_institution(root: Engine) -> None:
    ana, eva, luz, oli = (f"{name}@example.org" for name in ("ana", "eva", "luz", "oli"))
    for email in (luz, oli):  # who sign in at their institution, if at all
        account_administration.give(root, ADMINISTRATOR, email, MONITOR)
    for email in (ana, eva):
        enter(root, email, MONITOR)
    now = clock.now()
    with writing(root) as connection:
        later = {"seen_at": now + dt.timedelta(hours=1)}
        own = Session.account_id == account(root, ana)
        connection.execute(update(Session).where(own).values(later))
        event = {"kind": "signed_in", "at": now + dt.timedelta(hours=2), "details": {}}
        connection.execute(insert(AuditEvent), {"actor": oli, **event})

    def emails(order: Order) -> list[str]:
        found = accounts.people(root, ADMINISTRATOR, role="monitor", order=order)
        return [one.email for one in found.entries]

    assert emails(Order(by_visit=True)) == [oli, ana, eva, luz]
    assert emails(Order()) == [ana, eva, luz, oli]


def test_an_invitations_state_follows_what_became_of_it(root: Engine) -> None:
    def state_of(role: Grant) -> str:
        found = access_overview.invitations(root, ADMINISTRATOR, search=ANA).entries
        return next(one.state for one in found if one.grant == role)

    juror, secretary = Grant("juror", "EMP-2026"), Grant("secretary", "EMPRESAS")
    used = account_administration.invite(root, ADMINISTRATOR, ANA, LEADER)
    account_administration.invite(root, ADMINISTRATOR, ANA, MONITOR)
    account_administration.invite(root, ADMINISTRATOR, ANA, juror)
    account_administration.invite(root, ADMINISTRATOR, ANA, secretary)
    sign_in.accept(root, used, "")
    open_ones = access_overview.invitations(root, ADMINISTRATOR, state="open").entries
    account_administration.revoke(root, ADMINISTRATOR, open_ones[0].id)
    with writing(root) as connection:
        late = update(Invitation).where(Invitation.id == open_ones[1].id)
        connection.execute(late.values(expires_at=clock.now() - dt.timedelta(seconds=1)))

    assert [state_of(role) for role in (LEADER, MONITOR, juror, secretary)] == [
        *("used", "open", "expired", "revoked")
    ]
    for state in access_overview.STATES:
        found = access_overview.invitations(root, ADMINISTRATOR, search=ANA, state=state)
        assert [one.state for one in found.entries] == [state]
    assert access_overview.editions(root, ADMINISTRATOR) == ["EMP-2026"]
    assert refused(
        lambda: account_administration.revoke(root, ADMINISTRATOR, open_ones[1].id)
    ).startswith("Esa invitación ya no está abierta")


def test_links_asked_for_say_what_a_new_one_would_be_for_and_whether_one_went_out(
    root: Engine,
) -> None:
    enter(root, ANA, LEADER)
    with writing(root) as connection:
        for email in (ANA, "nobody@example.org", ANA):
            connection.log("link_requested", actor="visitor", email=email)

    found = access_overview.requests(root, ADMINISTRATOR)
    assert [(one.email, one.times, one.grant, one.answered) for one in found] == [
        (ANA, 2, LEADER, False),
        ("nobody@example.org", 1, None, False),
    ]
    account_administration.invite(root, ADMINISTRATOR, ANA, LEADER, instead=True)
    assert access_overview.requests(root, ADMINISTRATOR)[0].answered


def test_settings_are_kept_and_logged_and_nobodys_change_is_lost_unseen(root: Engine) -> None:
    empty = settings.current(root)
    assert set(empty.values()) == {""}

    changed = settings.change(
        root, ADMINISTRATOR, empty, {"contact_email": " Help@Example.org ", "contact_es": ""}
    )

    assert changed == ["contact_email"]
    assert told(root, "setting_changed") == [
        (ROOT, {"setting": "contact_email", "before": "", "after": "help@example.org"})
    ]
    with pytest.raises(settings.SettingsChanged) as stale:
        settings.change(root, ADMINISTRATOR, empty, {"contact_email": "other@example.org"})
    assert stale.value.stored["contact_email"] == "help@example.org"
    now = settings.current(root)
    assert settings.change(root, ADMINISTRATOR, now, {"contact_email": "other@example.org"})
    assert settings.change(root, ADMINISTRATOR, settings.current(root), {"contact_es": ""}) == []


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("demo", "1", "No existe el ajuste «demo»."),
        ("salts", "x", "No existe el ajuste «salts»."),
        ("contact_email", "help", "«help» no es una dirección de correo."),
        ("contact_es", "a" * 301, "La frase tiene más de 300 caracteres: acórtela."),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(
    root: Engine, key: str, value: str, said: str
) -> None:
    assert refused(lambda: settings.change(root, ADMINISTRATOR, {}, {key: value})) == said
    with root.connect() as connection:
        assert connection.scalar(select(Setting.value).filter_by(key="demo")) is None


def test_the_house_tells_of_itself_without_its_secrets(
    root: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASE_URL", "https://m4sd.example")
    monkeypatch.setenv("SMTP_HOST", "smtp.example")
    monkeypatch.setenv("SMTP_PASSWORD", "ppp")
    monkeypatch.setenv("RECORD_SALT", "r" * 40)
    monkeypatch.setenv("CELL_SALT", "c" * 40)

    about = installation.about(root, ADMINISTRATOR)

    assert about.database.startswith(
        {"sqlite": "SQLite 3", "postgresql": "PostgreSQL 1"}[root.dialect.name]
    )
    assert (about.demo, about.schema_is_current, about.salts) == (False, True, "environment")
    assert about.limits == ()
    assert (about.base_url, about.mail) == ("https://m4sd.example", "smtp.example")
    assert not any(secret in repr(about) for secret in ("rrr", "ccc", "ppp"))


def test_an_export_of_exact_figures_is_logged_unless_the_role_is_gone(root: Engine) -> None:
    enter(root, ANA, MONITOR)
    query = {"territory": "1308"}

    sign_in.note_exact_export(root, ANA, "people.count", "csv", query)

    assert told(root, "exact_export") == [
        (ANA, {"answer": "people.count", "format": "csv", "query": query})
    ]
    account_administration.take(root, ADMINISTRATOR, account(root, ANA), MONITOR)
    for who in (ANA, "stranger@example.org", ""):
        assert refused(
            lambda who=who: sign_in.note_exact_export(root, who, "people.count", "csv", query)
        ).startswith("Ya no ve cifras exactas")
    assert len(told(root, "exact_export")) == 1
