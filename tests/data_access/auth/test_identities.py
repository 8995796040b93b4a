"""People whom an institution signs in: whose account that is, and when it is nobody's."""

from __future__ import annotations

import datetime as dt
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, update

from components import institutions
from data_access import clock
from data_access.auth import current_user, invitations, role_grants, sessions, sign_in
from data_access.auth.current_user import CurrentUser
from data_access.auth.identities import Claims, claims_in
from data_access.auth.tokens import hashed
from data_access.tables import Account, AuditEvent, Identity, RoleGrant, Session
from data_access.viewer import VISITOR, Grant
from tests.writing import writing

MONITOR = Grant("monitor")
ISSUER = "https://login.example.org"


def said(**other: Any) -> dict[str, Any]:
    now = int(clock.now().timestamp())
    return {
        "iss": ISSUER,
        "sub": "ana-1",
        "iat": now,
        "nonce": "first",
        "email": "Ana@Example.org",
        "email_verified": True,
    } | other


def claims(**other: Any) -> Claims:
    found = claims_in(said(**other))
    assert found is not None
    return found


def known(engine: Engine, email: str = "ana@example.org", grant: Grant | None = MONITOR) -> int:
    """An account as an administrator makes one before its owner has ever come."""
    with writing(engine) as connection:
        row = {"email": email, "created_at": clock.now()}
        stored = connection.execute(insert(Account).returning(Account.id), row)
        account = int(stored.scalar_one())
        if grant is not None:
            role_grants.give(connection, account, grant, "root")
    return account


def arrive(engine: Engine, shown: Claims, cookie: str | None = None) -> CurrentUser:
    return current_user.arrive(engine, cookie, shown, "Firefox")


def why(engine: Engine, shown: Claims) -> str:
    found = arrive(engine, shown)
    assert found.viewer == VISITOR
    assert found.session is None
    assert found.institution
    assert found.turned_away is not None
    return found.turned_away.to("es")


def kinds(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


def count(engine: Engine, table: type) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(table)).all())


def test_a_verified_address_that_was_given_a_role_opens_its_account(engine: Engine) -> None:
    known(engine)

    found = arrive(engine, claims())

    assert found.viewer.grants == {MONITOR}
    assert found.viewer.name == "ana@example.org"
    assert found.turned_away is None
    assert kinds(engine)[1:] == ["identity_linked", "signed_in"]


def test_one_sign_in_is_logged_once_and_is_one_session(engine: Engine) -> None:
    known(engine)
    shown = claims()

    runs = [arrive(engine, shown) for _ in range(3)]

    assert len({run.session for run in runs}) == 1
    assert kinds(engine).count("signed_in") == 1
    arrive(engine, claims(nonce="second"))
    assert kinds(engine).count("signed_in") == 2
    assert kinds(engine).count("identity_linked") == 1
    assert [one.browser for one in current_user.sessions_of(engine, runs[0])] == ["Firefox"] * 2


@pytest.mark.parametrize("verified", [False, None, "true", 1, "false"])
def test_an_address_that_is_not_verified_is_nobodys(engine: Engine, verified: object) -> None:
    known(engine)

    assert "no confirma que el correo ana@example.org" in why(
        engine, claims(email_verified=verified)
    )
    assert count(engine, Identity) == 0


def test_an_institution_answers_only_for_its_own_addresses(engine: Engine) -> None:
    known(engine)
    stranger = claims_in(said(), domains=["undp.org"])
    assert stranger is not None

    assert "no confirma" in why(engine, stranger)
    own = claims_in(said(), domains=["undp.org", "example.org"])
    assert own is not None
    assert arrive(engine, own).viewer.grants == {MONITOR}


def test_an_address_without_access_is_a_visitor_until_it_has_one(engine: Engine) -> None:
    shown = claims()
    assert "aún no tiene acceso" in why(engine, shown)
    assert count(engine, Account) == count(engine, Session) == 0

    known(engine)

    assert arrive(engine, shown).viewer.grants == {MONITOR}


def test_an_account_without_roles_is_known_and_sees_what_the_public_sees(engine: Engine) -> None:
    known(engine, grant=None)

    found = arrive(engine, claims())

    assert found.viewer.grants == frozenset()
    assert found.viewer.name == "ana@example.org"


def test_another_identity_never_takes_an_account_over(engine: Engine) -> None:
    known(engine)
    arrive(engine, claims())

    for other in ({"sub": "ana-2"}, {"iss": "https://other.example.org"}):
        assert "con otra cuenta institucional" in why(engine, claims(nonce="x", **other))
    assert count(engine, Identity) == 1
    assert arrive(engine, claims(nonce="y")).viewer.grants == {MONITOR}


def test_an_identity_stays_its_account_whatever_its_address_says_later(engine: Engine) -> None:
    known(engine)
    known(engine, "eva@example.org", Grant("administrator"))
    arrive(engine, claims())

    changed = arrive(engine, claims(nonce="z", email="eva@example.org", email_verified=False))

    assert changed.viewer.name == "ana@example.org"
    assert changed.viewer.grants == {MONITOR}


def test_roles_are_read_anew_each_time(engine: Engine) -> None:
    account = known(engine)
    shown = claims()
    arrive(engine, shown)

    with writing(engine) as connection:
        role_grants.take(connection, account, MONITOR, "root")

    assert arrive(engine, shown).viewer.grants == frozenset()


def test_signing_out_ends_the_sign_in_wherever_it_is_held(engine: Engine) -> None:
    known(engine)
    shown = claims()
    current_user.leave(engine, arrive(engine, shown))

    assert why(engine, shown).startswith("Su sesión terminó")
    assert kinds(engine)[-1] == "signed_out"
    assert arrive(engine, claims(nonce="again")).viewer.grants == {MONITOR}


def test_ending_all_sessions_also_ends_sign_ins_that_never_came_here(engine: Engine) -> None:
    known(engine)
    earlier = int(clock.now().timestamp()) - 60
    first, unseen = claims(iat=earlier), claims(iat=earlier, nonce="unseen")
    current_user.close_all(engine, arrive(engine, first))

    assert why(engine, first).startswith("Su sesión terminó")
    assert why(engine, unseen).startswith("Su sesión terminó")
    later = int(clock.now().timestamp()) + 60
    assert arrive(engine, claims(iat=later, nonce="later")).viewer.grants == {MONITOR}


def test_a_sign_in_ends_when_idle(engine: Engine) -> None:
    known(engine)
    shown = claims()
    arrive(engine, shown)
    with writing(engine) as connection:
        long_ago = clock.now() - sessions.IDLE - dt.timedelta(minutes=1)
        connection.execute(update(Session).values(seen_at=long_ago))

    assert why(engine, shown).startswith("Su sesión terminó")


def test_what_tells_a_sign_in_apart_is_no_cookie_of_ours(engine: Engine) -> None:
    known(engine)
    shown = claims()
    arrive(engine, shown)

    for cookie in (shown.key, f"{ISSUER}\nana-1\n{said()['iat']}\nfirst"):
        assert current_user.arrive(engine, cookie, None, "").viewer == VISITOR
        assert hashed(cookie) != shown.key


def test_a_link_that_was_clicked_counts_before_an_institution(engine: Engine) -> None:
    known(engine)
    with writing(engine) as connection:
        token = invitations.invite(connection, "eva@example.org", Grant("juror", "E"), "root")
    cookie = sign_in.accept(engine, token, "")

    both = arrive(engine, claims(), cookie)
    assert both.viewer.name == "eva@example.org"
    current_user.leave(engine, both)
    assert arrive(engine, claims(), cookie).viewer.name == "ana@example.org"


@pytest.mark.parametrize("moment", [True, "1", float("nan"), float("inf"), 1e20, -1e20, 4e9])
def test_a_moment_that_is_none_or_has_yet_to_come_signs_nobody_in(moment: object) -> None:
    assert claims_in(said(iat=moment)) is None


def test_an_institution_that_speaks_for_another_signs_nobody_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its own description may name the other's issuer, against which its word is checked."""
    section = {"client_id": "a", "client_secret": "b"}
    auth = {
        **{"redirect_uri": "https://m4sd.example/oauth2callback", "cookie_secret": "s" * 40},
        "pnud": {**section, "server_metadata_url": f"{ISSUER}/.well-known/openid-configuration"},
        "mal": {**section, "server_metadata_url": "https://mal.example/.well-known/x"},
    }
    monkeypatch.setattr(institutions, "_section", lambda: auth)

    def signed_in_by(provider: str, issuer: str) -> Claims | None:
        given = {**said(iss=issuer), "is_logged_in": True, "provider": provider}
        user = SimpleNamespace(to_dict=lambda: given)
        monkeypatch.setattr("components.institutions.st.user", user)
        return institutions.claims()

    assert signed_in_by("pnud", ISSUER) is not None
    assert signed_in_by("mal", "https://mal.example") is not None
    for issuer in (ISSUER, f"{ISSUER}/mal", "https://mal.example@login.example.org", ""):
        assert signed_in_by("mal", issuer) is None


@pytest.mark.parametrize("missing", ["iss", "sub", "iat", "nonce"])
def test_a_sign_in_that_cannot_be_told_from_others_is_none(missing: str) -> None:
    assert claims_in({key: value for key, value in said().items() if key != missing}) is None
    assert claims_in(said(**{missing: ""})) is None


def test_tabs_that_arrive_at_once_are_one_session_of_one_identity(engine: Engine) -> None:
    known(engine)
    shown, found = claims(), []

    def tab() -> None:
        found.append(arrive(engine, shown))

    tabs = [threading.Thread(target=tab) for _ in range(4)]
    for one in tabs:
        one.start()
    for one in tabs:
        one.join()

    assert [one.session for one in found] == [found[0].session] * 4
    assert all(one.viewer.grants == {MONITOR} for one in found)
    assert kinds(engine).count("signed_in") == kinds(engine).count("identity_linked") == 1


def test_two_people_with_one_address_at_once_give_it_to_one_of_them(engine: Engine) -> None:
    known(engine)
    found: list[CurrentUser] = []

    def come(subject: str) -> None:
        found.append(arrive(engine, claims(sub=subject, nonce=subject)))

    both = [threading.Thread(target=come, args=(subject,)) for subject in ("one", "two")]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(bool(one.viewer.grants) for one in found) == [False, True]
    assert count(engine, Identity) == 1
    assert count(engine, RoleGrant) == 1
