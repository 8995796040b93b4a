"""Invitations and sessions: what opens, for whom, for how long, and what the log says."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from sqlalchemy import Engine, event, func, insert, select, update

from data_access import clock
from data_access.auth import current_user, invitations, sessions, sign_in
from data_access.auth.current_user import CurrentUser
from data_access.auth.tokens import hashed
from data_access.refusal import Refusal
from data_access.tables import Account, AuditEvent, Invitation, RoleGrant, Session, Setting
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.auth.house import account, enter
from tests.writing import writing

MONITOR, LEADER = Grant("monitor"), Grant("leader", "1308")


def invited(engine: Engine, email: str = "ana@example.org", grant: Grant = MONITOR) -> str:
    with writing(engine) as connection:
        return invitations.invite(connection, email, grant, "root")


def here(engine: Engine, token: str | None) -> CurrentUser:
    return current_user.arrive(engine, token, None, "")


def who(engine: Engine, token: str | None) -> Viewer:
    return here(engine, token).viewer


def kinds(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(select(AuditEvent.kind).order_by(AuditEvent.id)).scalars())


def reason(engine: Engine, token: str) -> str:
    with pytest.raises(Refusal) as refused:
        sign_in.look(engine, token)
    with pytest.raises(Refusal):
        sign_in.accept(engine, token, "")
    return refused.value.text.to("es")


def age(engine: Engine, table: type, **changes: dt.datetime) -> None:
    with writing(engine) as connection:
        connection.execute(update(table).values(changes))


def test_a_link_tells_who_invites_to_what_and_looking_uses_nothing(engine: Engine) -> None:
    token = invited(engine, " Ana@Example.org ", LEADER)

    for _ in range(3):
        found = sign_in.look(engine, token)
    assert (found.email, found.grant, found.invited_by) == ("ana@example.org", LEADER, "root")


def test_a_link_is_used_once_and_makes_an_account_with_its_role(engine: Engine) -> None:
    token = invited(engine)

    cookie = sign_in.accept(engine, token, "Firefox")

    viewer = who(engine, cookie)
    assert viewer.grants == {MONITOR}
    assert viewer.name == "ana@example.org"
    assert reason(engine, token).startswith("Este enlace ya se usó")
    assert kinds(engine) == ["invited", "role_granted", "signed_in"]


def test_neither_links_nor_cookies_stand_in_the_database(engine: Engine) -> None:
    token = invited(engine)
    cookie = sign_in.accept(engine, token, "")

    with engine.connect() as connection:
        links = connection.execute(select(Invitation)).all()
        held = connection.execute(select(Session)).all()
        logged = connection.execute(select(AuditEvent)).all()
    for secret in (token, cookie):
        assert secret not in repr((links, held, logged))
    assert held[0].token_hash == hashed(cookie)


def test_expired_revoked_altered_and_unknown_links_say_so_and_give_nothing(engine: Engine) -> None:
    late = invited(engine)
    age(engine, Invitation, expires_at=clock.now() - dt.timedelta(seconds=1))
    assert reason(engine, late).startswith("Este enlace venció")

    taken_back = invited(engine)
    with writing(engine) as connection:
        number = connection.scalar(select(func.max(Invitation.id)))
        invitations.revoke(connection, int(number or 0), "root")
    assert reason(engine, taken_back).startswith("Este enlace fue anulado")

    good = invited(engine)
    assert reason(engine, good[:-1] + ("A" if good[-1] != "A" else "B")).startswith(
        "Este enlace no existe"
    )
    assert reason(engine, "").startswith("Este enlace no existe")
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Account)) == 0


def test_of_two_clicks_at_once_one_gets_in(engine: Engine) -> None:
    token, opened, refused = invited(engine), [], []

    def click() -> None:
        try:
            opened.append(sign_in.accept(engine, token, ""))
        except Refusal:
            refused.append(1)

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert (len(opened), len(refused)) == (1, 3)


def test_a_second_invitation_adds_a_role_to_the_same_account(engine: Engine) -> None:
    sign_in.accept(engine, invited(engine), "")
    cookie = sign_in.accept(engine, invited(engine, grant=LEADER), "")
    sign_in.accept(engine, invited(engine, grant=LEADER), "")

    assert who(engine, cookie).grants == {MONITOR, LEADER}
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Account)) == 1
        assert connection.scalar(select(func.count()).select_from(RoleGrant)) == 2


def test_roles_are_read_anew_each_time(engine: Engine) -> None:
    cookie = sign_in.accept(engine, invited(engine), "")
    with writing(engine) as connection:
        connection.execute(RoleGrant.__table__.delete())

    assert who(engine, cookie).grants == frozenset()


@pytest.mark.parametrize("cookie", [None, "", "forged", "x" * 4000])
def test_a_missing_or_forged_cookie_is_a_visitor(engine: Engine, cookie: str | None) -> None:
    sign_in.accept(engine, invited(engine), "")

    assert who(engine, cookie) == VISITOR


def test_a_session_ends_when_idle_and_when_old(engine: Engine) -> None:
    cookie = sign_in.accept(engine, invited(engine, grant=LEADER), "")
    now = clock.now()

    age(engine, Session, seen_at=now - sessions.IDLE + dt.timedelta(minutes=1))
    assert who(engine, cookie) != VISITOR  # and this use was noted
    age(engine, Session, seen_at=now - sessions.IDLE - dt.timedelta(minutes=1))
    assert who(engine, cookie) == VISITOR
    age(engine, Session, seen_at=now, expires_at=now - dt.timedelta(seconds=1))
    assert who(engine, cookie) == VISITOR


@pytest.mark.parametrize("role", sessions.STRICT_ROLES)
def test_a_session_that_sees_more_ends_sooner_and_is_in_no_list_then(
    engine: Engine, role: str
) -> None:
    cookie = enter(engine, "eva@example.org", Grant(role))
    now = clock.now()
    minute = dt.timedelta(minutes=1)
    one = account(engine, "eva@example.org")

    def listed() -> int:
        with engine.connect() as connection:
            return len(sessions.open_of(connection, one))

    age(engine, Session, seen_at=now - sessions.STRICT_IDLE + minute)
    assert listed() == 1 and who(engine, cookie) != VISITOR  # and this use was noted
    age(engine, Session, seen_at=now - sessions.STRICT_IDLE - minute)
    assert listed() == 0 and who(engine, cookie) == VISITOR
    age(engine, Session, seen_at=now, created_at=now - sessions.STRICT_LONGEST - minute)
    assert listed() == 0 and who(engine, cookie) == VISITOR


def test_use_keeps_a_session_open(engine: Engine) -> None:
    cookie = sign_in.accept(engine, invited(engine, grant=LEADER), "")
    long_ago = clock.now() - dt.timedelta(hours=6)
    age(engine, Session, seen_at=long_ago)

    who(engine, cookie)

    with engine.connect() as connection:
        assert connection.scalar(select(Session.seen_at)) > long_ago + dt.timedelta(hours=5)


def test_signing_out_ends_the_session_wherever_its_cookie_is(engine: Engine) -> None:
    cookie = sign_in.accept(engine, invited(engine), "")

    left = here(engine, cookie)
    current_user.leave(engine, left)

    assert who(engine, cookie) == VISITOR
    assert kinds(engine)[-1] == "signed_out"
    for again in (left, here(engine, cookie), here(engine, None)):
        current_user.leave(engine, again)  # does nothing
    assert kinds(engine).count("signed_out") == 1


def test_an_owner_sees_and_ends_the_own_sessions_and_no_others(engine: Engine) -> None:
    laptop = sign_in.accept(engine, invited(engine), "Laptop")
    phone = sign_in.accept(engine, invited(engine), "Phone")
    other = sign_in.accept(engine, invited(engine, "eva@example.org"), "Eva's")

    me = here(engine, laptop)
    found = current_user.sessions_of(engine, me)
    assert me.viewer.name == "ana@example.org"
    assert [(one.browser, one.here) for one in found] == [("Phone", False), ("Laptop", True)]
    assert current_user.sessions_of(engine, here(engine, None)) == []
    strange = current_user.sessions_of(engine, here(engine, other))[0].id
    current_user.close(engine, me, strange)
    current_user.close(engine, me, found[0].id)

    assert who(engine, phone) == VISITOR
    assert who(engine, other) != VISITOR
    assert who(engine, laptop) != VISITOR


def test_one_click_accounts_exist_on_a_demo_alone(engine: Engine) -> None:
    with pytest.raises(Refusal):
        sign_in.enter_demo(engine, "administrator", "")
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Account)) == 0

    with writing(engine) as connection:
        connection.execute(insert(Setting), {"key": "demo", "value": "1"})

    for role, grant in sign_in.DEMO_GRANTS.items():
        assert who(engine, sign_in.enter_demo(engine, role, "")).grants == {grant}


@pytest.mark.parametrize("email", ["", "ana", "ana@", "ana @example.org", "a@b"])
def test_an_invitation_needs_an_address(engine: Engine, email: str) -> None:
    with pytest.raises(Refusal):
        invited(engine, email)


def test_the_log_knows_its_kinds(engine: Engine) -> None:
    with writing(engine) as connection, pytest.raises(ValueError, match="unknown kind"):
        connection.log("gossip", actor="root")


def test_moments_come_back_with_their_zone_on_both_databases(engine: Engine) -> None:
    quito = dt.timezone(dt.timedelta(hours=-5))
    noon = dt.datetime(2026, 3, 3, 12, tzinfo=quito)
    with writing(engine) as connection:
        connection.execute(insert(Account), {"email": "a@example.org", "created_at": noon})
        assert connection.scalar(select(Account.created_at)) == noon


def test_all_of_an_accounts_sessions_end_at_once_and_no_others(engine: Engine) -> None:
    laptop = sign_in.accept(engine, invited(engine), "Laptop")
    phone = sign_in.accept(engine, invited(engine), "Phone")
    other = sign_in.accept(engine, invited(engine, "eva@example.org"), "Eva's")

    current_user.close_all(engine, here(engine, laptop))

    assert who(engine, laptop) == who(engine, phone) == VISITOR
    assert who(engine, other) != VISITOR
    assert kinds(engine)[-1] == "session_ended"


def test_who_somebody_is_takes_one_read(engine: Engine) -> None:
    cookie = sign_in.accept(engine, invited(engine), "")
    sign_in.accept(engine, invited(engine, grant=LEADER), "")
    said: list[str] = []

    def noted(*told: object) -> None:
        said.append(str(told[2]))

    event.listen(engine, "before_cursor_execute", noted)
    try:
        assert who(engine, cookie).grants == {MONITOR, LEADER}
    finally:
        event.remove(engine, "before_cursor_execute", noted)
    assert len([statement for statement in said if statement.startswith("SELECT")]) == 1
