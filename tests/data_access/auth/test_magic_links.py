"""Who lost the link gets another one: whom it goes to, what it opens, and what it never gives."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, select, update

from data_access import clock, mail
from data_access.auth import current_user, invitations, rate_limits, role_grants, sign_in
from data_access.auth.rate_limits import Limited
from data_access.refusal import Refusal
from data_access.tables import Account, AuditEvent, Identity, Invitation, SignInLink
from data_access.viewer import VISITOR, Grant
from tests.writing import writing

JUROR = Grant("juror", "EMP-2026")
ANA = "ana@example.org"


@pytest.fixture
def engine(engine: Engine) -> Engine:
    """A programme where Ana is a juror who came in by a link, and mail is not set."""
    with writing(engine) as connection:
        token = invitations.invite(connection, ANA, JUROR, "root")
    sign_in.accept(engine, token, "")
    return engine


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Mail is set; what goes out is kept here, as who gets it and what it says."""
    out: list[tuple[str, str]] = []
    monkeypatch.setattr(mail, "is_set", lambda: True)
    monkeypatch.setattr(mail, "send", lambda to, _subject, body: out.append((to, body.to("es"))))
    monkeypatch.setenv("BASE_URL", "https://m4sd.example")
    return out


def ask(engine: Engine, email: str = ANA) -> None:
    sign_in.send_again(engine, sign_in.ask_again(engine, email, "192.0.2.1"))


def token_in(body: str) -> str:
    return next(line for line in body.splitlines() if "/enter/" in line).rpartition("/")[2]


def told(engine: Engine) -> list[tuple[str, dict[str, str]]]:
    kinds = ("link_sent", "link_requested")
    with engine.connect() as connection:
        found = connection.execute(select(AuditEvent).where(AuditEvent.kind.in_(kinds)))
        return [(row.kind, row.details) for row in found]


def refused(engine: Engine, token: str) -> str:
    with pytest.raises(Refusal) as why:
        sign_in.look_again(engine, token)
    with pytest.raises(Refusal):
        sign_in.accept_again(engine, token, "")
    return why.value.text.to("es")


def test_a_link_goes_out_and_opens_a_session_of_the_same_account_once(
    engine: Engine, sent: list[tuple[str, str]]
) -> None:
    ask(engine, " Ana@Example.org ")

    [(to, body)] = sent
    assert to == ANA
    assert "https://m4sd.example/enter/" in body
    token = token_in(body)
    assert sign_in.look_again(engine, token).email == ANA
    cookie = sign_in.accept_again(engine, token, "")
    assert current_user.arrive(engine, cookie, None, "").viewer.grants == {JUROR}
    assert refused(engine, token).startswith("Este enlace ya se usó")
    assert told(engine) == [("link_sent", {"email": ANA})]
    with engine.connect() as connection:
        assert len(connection.execute(select(Account)).all()) == 1
        assert token not in repr(connection.execute(select(SignInLink)).all())


def test_a_role_that_was_taken_meanwhile_does_not_come_back(
    engine: Engine, sent: list[tuple[str, str]]
) -> None:
    ask(engine)
    with engine.connect() as connection:
        account = connection.scalar(select(Account.id))
    with writing(engine) as connection:
        role_grants.take(connection, int(account or 0), JUROR, "root")

    cookie = sign_in.accept_again(engine, token_in(sent[0][1]), "")

    assert current_user.arrive(engine, cookie, None, "").viewer.grants == frozenset()
    ask(engine)
    assert len(sent) == 1  # who holds no role gets no link


def test_the_newest_click_voids_the_other_links(
    engine: Engine, sent: list[tuple[str, str]]
) -> None:
    ask(engine)
    ask(engine)
    first, second = (token_in(body) for _, body in sent)

    sign_in.accept_again(engine, second, "")

    assert refused(engine, first).startswith("Este enlace ya se usó")


def test_expired_and_altered_links_say_so(engine: Engine, sent: list[tuple[str, str]]) -> None:
    ask(engine)
    token = token_in(sent[0][1])
    assert refused(engine, token[:-2]).startswith("Este enlace no existe")
    with writing(engine) as connection:
        connection.execute(update(SignInLink).values(expires_at=clock.now() - dt.timedelta(1)))

    assert refused(engine, token).startswith("Este enlace venció")


def test_ending_all_sessions_voids_the_links_as_well(
    engine: Engine, sent: list[tuple[str, str]]
) -> None:
    ask(engine)
    cookie = sign_in.accept_again(engine, token_in(sent[0][1]), "")
    ask(engine)

    current_user.close_all(engine, current_user.arrive(engine, cookie, None, ""))

    assert refused(engine, token_in(sent[1][1]))
    assert current_user.arrive(engine, cookie, None, "").viewer == VISITOR


def test_nobody_unknown_gets_anything_and_nothing_is_noted(
    engine: Engine, sent: list[tuple[str, str]]
) -> None:
    ask(engine, "stranger@example.org")

    assert sent == []
    assert told(engine) == []


def test_whom_an_institution_signs_in_gets_no_link(
    engine: Engine, sent: list[tuple[str, str]]
) -> None:
    with writing(engine) as connection:
        account = connection.scalar(select(Account.id))
        row = {"account_id": account, "issuer": "i", "subject": "s", "created_at": clock.now()}
        connection.execute(Identity.__table__.insert(), row)

    ask(engine)

    assert sent == []


def test_without_mail_the_request_is_noted_for_the_administrator(engine: Engine) -> None:
    ask(engine)
    ask(engine, "stranger@example.org")

    assert told(engine) == [("link_requested", {"email": ANA})]


def test_an_invitation_that_lapsed_is_noted_and_not_renewed(
    engine: Engine, sent: list[tuple[str, str]]
) -> None:
    with writing(engine) as connection:
        invitations.invite(connection, "eva@example.org", JUROR, "root")
        connection.execute(update(Invitation).values(expires_at=clock.now() - dt.timedelta(1)))

    ask(engine, "eva@example.org")

    assert sent == []
    assert told(engine) == [("link_requested", {"email": "eva@example.org"})]


def test_mail_that_fails_is_noted_for_the_administrator(
    engine: Engine, sent: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise mail.NotSent(mail.Text("No."))

    monkeypatch.setattr(mail, "send", fails)

    ask(engine)

    assert told(engine) == [("link_requested", {"email": ANA})]


@pytest.mark.parametrize("email", [ANA, "stranger@example.org"])
def test_known_and_unknown_addresses_wait_alike(engine: Engine, email: str) -> None:
    for _ in range(rate_limits.LIMITS["link_for_address"].most):
        assert sign_in.ask_again(engine, email, "192.0.2.1") == email

    with pytest.raises(Limited):
        sign_in.ask_again(engine, email, "198.51.100.7")


def test_one_source_cannot_ask_for_many_addresses(engine: Engine) -> None:
    for at in range(rate_limits.LIMITS["link_from_source"].most):
        sign_in.ask_again(engine, f"guess{at}@example.org", "192.0.2.1")

    with pytest.raises(Limited):
        sign_in.ask_again(engine, "another@example.org", "192.0.2.1")


def test_what_is_no_address_is_said(engine: Engine) -> None:
    with pytest.raises(Refusal, match="not an e-mail address"):
        sign_in.ask_again(engine, "ana", "192.0.2.1")
