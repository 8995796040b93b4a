"""Personal tokens: issued, listed and revoked by their owner, and worth what the owner may now."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, select

from data_access import clock
from data_access.auth import account_administration, api_tokens, current_user, own_tokens
from data_access.auth.current_user import STRANGER, CurrentUser
from data_access.refusal import Forbidden, Refusal
from data_access.tables import ApiToken
from data_access.viewer import Grant
from tests.data_access.auth.house import ADMINISTRATOR, account, appoint, enter, told

ANA, MONITOR = "ana@example.org", Grant("monitor")


@pytest.fixture
def ana(engine: Engine) -> CurrentUser:
    """A monitor, signed in."""
    return signed_in(engine, ANA, MONITOR)


def signed_in(engine: Engine, email: str, grant: Grant) -> CurrentUser:
    return current_user.arrive(engine, enter(engine, email, grant), None, "")


def refused(engine: Engine, token: str) -> str:
    with pytest.raises(Refusal) as found:
        api_tokens.bearer(engine, token)
    return found.value.text.to("es")


def test_a_token_is_its_owner_and_only_its_hash_is_stored(engine: Engine, ana: CurrentUser) -> None:
    token = own_tokens.issue(engine, ana, "  Power   BI ", 30)

    assert api_tokens.bearer(engine, token) == ana.viewer
    with engine.connect() as connection:
        assert token not in repr(connection.execute(select(ApiToken)).all())
    (one,) = own_tokens.tokens_of(engine, ana)
    assert one.name == "Power BI"
    assert one.expires_at - one.created_at == dt.timedelta(days=30)
    day = clock.local_day(one.expires_at).isoformat()
    assert told(engine, "token_issued") == [(ANA, {"name": "Power BI", "until": day})]


def test_its_last_use_is_known_to_five_minutes(
    engine: Engine, ana: CurrentUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    token, start = own_tokens.issue(engine, ana, "R", 7), clock.now()
    assert own_tokens.tokens_of(engine, ana)[0].used_at is None

    for minutes, seen in ((0, 0), (4, 0), (6, 6)):
        monkeypatch.setattr(clock, "now", lambda m=minutes: start + dt.timedelta(minutes=m))
        api_tokens.bearer(engine, token)
        used = own_tokens.tokens_of(engine, ana)[0].used_at
        assert used == start + dt.timedelta(minutes=seen)


def test_a_role_taken_or_changed_counts_at_the_next_use(engine: Engine, ana: CurrentUser) -> None:
    appoint(engine)
    token = own_tokens.issue(engine, ana, "R", 7)
    leader = Grant("leader", "1308")
    account_administration.give(engine, ADMINISTRATOR, ANA, leader)
    account_administration.take(engine, ADMINISTRATOR, account(engine, ANA), MONITOR)
    assert api_tokens.bearer(engine, token).grants == {leader}

    account_administration.take(engine, ADMINISTRATOR, account(engine, ANA), leader)
    assert "ya no tiene un rol" in refused(engine, token)
    with pytest.raises(Forbidden):  # the page was drawn when she was a monitor
        own_tokens.issue(engine, ana, "R", 7)


def test_a_revoked_or_expired_token_is_refused_in_words(
    engine: Engine, ana: CurrentUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (own_tokens.issue(engine, ana, name, 7) for name in ("Uno", "Dos"))
    newest, oldest = own_tokens.tokens_of(engine, ana)
    own_tokens.revoke(engine, ana, oldest.id)

    assert "fue anulado" in refused(engine, first)
    assert told(engine, "token_revoked") == [(ANA, {"email": ANA, "name": "Uno"})]
    assert own_tokens.tokens_of(engine, ana) == [newest]
    with pytest.raises(Refusal):
        own_tokens.revoke(engine, ana, oldest.id)
    later = clock.now() + dt.timedelta(days=7)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "venció" in refused(engine, second)
    assert own_tokens.tokens_of(engine, ana) == []
    assert "no existe" in refused(engine, "m4sd_x")


def test_a_token_that_nobody_uses_ends_before_its_term_and_one_in_use_does_not(
    engine: Engine, ana: CurrentUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = clock.now()

    def after(days: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(days=days))

    after(0)
    used, idle = (own_tokens.issue(engine, ana, name, 90) for name in ("Usado", "Olvidado"))
    after(34)
    assert api_tokens.bearer(engine, used) == ana.viewer
    forgotten = own_tokens.tokens_of(engine, ana)[0]
    assert (forgotten.name, forgotten.ends_at) == ("Olvidado", start + dt.timedelta(days=35))
    after(35)
    assert "Nadie usó este token en 35 días" in refused(engine, idle)
    (left,) = own_tokens.tokens_of(engine, ana)
    assert (left.name, left.ends_at) == ("Usado", start + dt.timedelta(days=34 + 35))
    with pytest.raises(Refusal):  # there is nothing left to revoke
        own_tokens.revoke(engine, ana, forgotten.id)
    after(68)
    assert api_tokens.bearer(engine, used) == ana.viewer
    assert own_tokens.tokens_of(engine, ana)[0].ends_at == left.expires_at
    after(90)
    assert "venció" in refused(engine, used)


def test_nobody_revokes_or_sees_a_token_of_somebody_else(engine: Engine, ana: CurrentUser) -> None:
    token = own_tokens.issue(engine, ana, "R", 7)
    eva = signed_in(engine, "eva@example.org", MONITOR)

    assert own_tokens.tokens_of(engine, eva) == []
    for here in (eva, STRANGER):
        with pytest.raises(Refusal):
            own_tokens.revoke(engine, here, own_tokens.tokens_of(engine, ana)[0].id)
    assert api_tokens.bearer(engine, token) == ana.viewer


@pytest.mark.parametrize("grant", [Grant("juror", "EMP-2026"), Grant("secretary", "EMPRESAS")])
def test_who_sees_no_more_figures_than_the_public_gets_no_token(
    engine: Engine, grant: Grant
) -> None:
    with pytest.raises(Forbidden):
        own_tokens.issue(engine, signed_in(engine, ANA, grant), "R", 7)
    with pytest.raises(Forbidden):
        own_tokens.issue(engine, STRANGER, "R", 7)


@pytest.mark.parametrize(("name", "days"), [(" ", 7), ("a" * 61, 7), ("R", 91), ("R", 0)])
def test_a_name_and_a_term_are_needed(
    engine: Engine, ana: CurrentUser, name: str, days: int
) -> None:
    with pytest.raises(Refusal):
        own_tokens.issue(engine, ana, name, days)
    assert own_tokens.tokens_of(engine, ana) == []


def test_ten_are_enough(engine: Engine, ana: CurrentUser) -> None:
    for at in range(own_tokens.MOST):
        own_tokens.issue(engine, ana, f"R{at}", 7)
    with pytest.raises(Refusal, match="10"):
        own_tokens.issue(engine, ana, "R", 7)


def test_ending_all_sessions_of_somebody_revokes_the_tokens(
    engine: Engine, ana: CurrentUser
) -> None:
    token = own_tokens.issue(engine, ana, "R", 7)
    current_user.close_all(engine, ana)

    assert "fue anulado" in refused(engine, token)
