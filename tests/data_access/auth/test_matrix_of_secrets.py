"""Functions that know who asks by a secret, by a session or by a name: with what is another's."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from data_access import clock
from data_access.auth import current_user, invitations, magic_links, own_tokens, sign_in
from data_access.auth.current_user import STRANGER, CurrentUser
from data_access.auth.tokens import fresh
from data_access.awards import editions, evidence, nominations
from data_access.refusal import Forbidden, Refusal
from data_access.tables import AuditEvent, Invitation, SignInLink
from data_access.viewer import Grant
from tests.data_access.auth.house import account, enter
from tests.data_access.auth.registry import functions, told_of
from tests.data_access.awards.story import EDITION, RULES, SECRETARY, START
from tests.data_access.test_matrix import VIEWERS
from tests.table_hash import table_hash
from tests.writing import writing

# What a function asks for beside the database and a secret.
GIVEN: Mapping[str, Any] = {
    "browser": "",
    "claims": None,
    "consent_version": "1",
    "content": b"%PDF-1.4 ",
    "criterion": None,
    "evidence": 1,
    "fields": {"title": "Otra"},
    "name": "a.pdf",
    "revision": 0,
    "source": "10.0.0.1",
    "text": "Otro texto",
}
# The kind of secret that each takes.
INVITATION = {
    "auth.sign_in.look",
    "auth.sign_in.accept",
    "auth.invitations.look",
    "auth.invitations.accept",
}
SENT = {
    "auth.link_delivery.deliver",
    "auth.link_delivery.invitation_link",
    "awards.nominator_mail.link_to",
}  # what an inviter just made, on its way
RETURN = {
    "auth.sign_in.look_again",
    "auth.sign_in.accept_again",
    "auth.magic_links.look",
    "auth.magic_links.accept",
}
SESSION = {"auth.current_user.arrive", "auth.current_user.is_looking"}
NOMINATION = {
    *("awards.return_links.held", "awards.return_links.draft", "awards.nominations.read"),
    *("awards.nominations.save", "awards.nominations.save_answer", "awards.nominations.submit"),
    *("awards.nominations.reopen", "awards.nominations.withdraw", "awards.evidence.attach"),
    *("awards.appeals.of_link", "awards.appeals.closes", "awards.appeals.lodge"),
    *("awards.appeals.draft", "awards.appeals.save_draft", "awards.feedback.of_link"),
    *("awards.evidence.attached", "awards.evidence.hand_back", "awards.evidence.remove"),
}
TOKEN = {"auth.api_tokens.bearer", "auth.sign_in.token_owner"}
SECRETS = INVITATION | RETURN | SESSION | NOMINATION | TOKEN
OWN = {
    "auth.current_user.sessions_of",
    "auth.current_user.close",
    "auth.current_user.close_all",
    "auth.current_user.leave",
    "auth.current_user.look_as",
    "auth.own_tokens.issue",
    "auth.own_tokens.revoke",
    "auth.own_tokens.tokens_of",
}
LOGS = {
    *("auth.sign_in.note_exact_view", "auth.sign_in.note_exact_export"),
    *("auth.sign_in.note_page_refused", "auth.sign_in.note_act_refused"),
}


def test_every_function_has_its_line() -> None:
    assert told_of("token") | told_of("cookie") == SECRETS | SENT
    assert told_of("here") == OWN
    assert told_of("actor") == LOGS


@dataclass(frozen=True)
class Drawer:
    """A secret of each kind that would open something, and some that open nothing any more."""

    engine: Engine
    invitation: str
    returning: str
    session: str
    nomination: str
    token: str
    over: Mapping[str, str]

    def wrong_for(self, name: str) -> dict[str, str]:
        """Secrets that a function must not take, those of the other kinds among them."""
        own = {
            "invitation": name in INVITATION,
            "returning": name in RETURN,
            "session": name in SESSION,
            "nomination": name in NOMINATION,
            "token": name in TOKEN,
        }
        others = {kind: getattr(self, kind) for kind, is_own in own.items() if not is_own}
        made_up = {"made up": fresh(), "empty": "", "long": "a" * 5000, "odd": "'; --\x1f"}
        mine = next(kind for kind, is_own in own.items() if is_own)
        right = getattr(self, mine)
        return others | made_up | dict(self.over) | {"altered": right[:-1] + "_", "cut": right[:-1]}


@pytest.fixture
def drawer(engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Drawer:
    monkeypatch.setenv("EVIDENCE_URL", str(tmp_path / "evidence"))
    monkeypatch.setattr(clock, "now", lambda: START)
    leader = Grant("leader", "1308")
    session = enter(engine, "ana@example.org", leader)
    ended = enter(engine, "eva@example.org", leader)
    current_user.leave(engine, current_user.arrive(engine, ended, None, ""))
    editions.make(engine, SECRETARY, "EMPRESAS", EDITION, RULES)
    editions.open_call(engine, SECRETARY, EDITION)
    nomination = nominations.start(engine, EDITION, "postula@example.org").token
    evidence.attach(engine, nomination, "a.csv", b"a;b\n1;2\n")
    with writing(engine) as connection:
        made = [invitations.invite(connection, f"{i}@example.org", leader, "r") for i in range(4)]
        known = account(engine, "ana@example.org")
        links = [magic_links.link_for(connection, known)]
    sign_in.accept(engine, made[1], "")
    sign_in.accept_again(engine, links[0], "")
    past = clock.now() - dt.timedelta(days=1)
    with writing(engine) as connection:
        revoked = invitations.look(connection, made[2]).id
        invitations.revoke(connection, revoked, "r")
        late = invitations.look(connection, made[3]).id
        old = update(Invitation).where(Invitation.id == late).values(expires_at=past)
        connection.execute(old)
        expired = magic_links.link_for(connection, known)
        connection.execute(update(SignInLink).values(expires_at=past))
        again = magic_links.link_for(connection, known)
    here = current_user.arrive(engine, session, None, "")
    token = own_tokens.issue(engine, here, "Excel", 30)
    gone = own_tokens.issue(engine, here, "Otro", 30)
    own_tokens.revoke(engine, here, own_tokens.tokens_of(engine, here)[0].id)
    over = {"used": made[1], "revoked": made[2], "expired": made[3], "ended": ended}
    over |= {"used again": links[0], "expired again": expired, "revoked token": gone}
    return Drawer(engine, made[0], again, session, nomination, token, over)


def opens(drawer: Drawer, name: str, secret: str) -> bool:
    """Whether a function gives something for a secret."""
    function = functions()[name]
    with drawer.engine.connect() as connection:
        given = {"engine": drawer.engine, "connection": connection, **GIVEN}
        given |= {"token": secret, "cookie": secret}
        wanted = inspect.signature(function).parameters
        try:
            found = function(**{k: v for k, v in given.items() if k in wanted})
        except (Refusal, Forbidden):
            return False
    return found not in (STRANGER, False)


def test_no_secret_opens_what_it_is_not_for(drawer: Drawer) -> None:
    before, logged = table_hash(drawer.engine, *NOTED), events(drawer.engine)

    opened = {
        (name, kind)
        for name in SECRETS
        for kind, secret in drawer.wrong_for(name).items()
        if opens(drawer, name, secret)
    }

    assert opened == set()
    assert table_hash(drawer.engine, *NOTED) == before
    # That a program came with a token that is not valid is in the log, and nothing else is.
    assert set(events(drawer.engine)[len(logged) :]) == {"token_failed"}


NOTED = ("audit_event", "attempt")  # where a try leaves its trace


def events(engine: Engine) -> list[str]:
    """The kinds of all that is in the log, in its order."""
    with engine.connect() as connection:
        return list(connection.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


def verb(name: str) -> str:
    """The function's own name, without its module."""
    return name.rpartition(".")[2]


def test_the_right_secret_opens(drawer: Drawer) -> None:
    """Looking comes before using."""
    looks = sorted(INVITATION - {"auth.invitations.accept"}, key=verb, reverse=True)
    again = sorted(RETURN - {"auth.magic_links.accept"}, key=verb, reverse=True)
    assert all(opens(drawer, name, drawer.invitation) for name in looks)
    assert all(opens(drawer, name, drawer.returning) for name in again)
    assert opens(drawer, "auth.current_user.arrive", drawer.session)
    assert all(opens(drawer, name, drawer.token) for name in TOKEN)
    for name in (
        "awards.nominations.read",
        "awards.return_links.draft",
        "awards.evidence.attached",
    ):
        assert opens(drawer, name, drawer.nomination)


@pytest.fixture
def readers(engine: Engine) -> dict[str, CurrentUser]:
    """Somebody of each role, signed in."""
    found = {"visitor": STRANGER}
    for name, viewer in VIEWERS.items():
        for grant in viewer.grants:
            address = f"{name.lower().replace(':', '.')}@example.org"
            cookie = enter(engine, address, grant)
            found[name] = current_user.arrive(engine, cookie, None, "")
    return found


@pytest.mark.parametrize("whose", ["leader:1308", "administrator"])
def test_nobody_ends_or_sees_a_session_of_somebody_else(
    engine: Engine, readers: dict[str, CurrentUser], whose: str
) -> None:
    """Whoever it is; an administrator has a function for that, with its line in the log."""
    theirs = readers[whose].session
    assert theirs is not None
    before = table_hash(engine)
    for name, here in readers.items():
        if name != whose:
            assert theirs not in {one.id for one in current_user.sessions_of(engine, here)}
            current_user.close(engine, here, theirs)
            # Not even with a number that is another's.
            current_user.leave(engine, replace(here, session=theirs))
            current_user.look_as(engine, replace(here, session=theirs), None)
            with suppress(Forbidden):
                current_user.look_as(engine, replace(here, session=theirs), "visitor")
    assert table_hash(engine) == before

    for name, here in readers.items():
        if name != whose:
            current_user.close_all(engine, here)
    assert [one.id for one in current_user.sessions_of(engine, readers[whose])] == [theirs]


def test_a_line_about_an_export_is_only_for_who_may_see_what_it_holds(engine: Engine) -> None:
    for name, viewer in VIEWERS.items():
        address = f"{name.lower().replace(':', '.')}@example.org"
        for grant in viewer.grants:
            enter(engine, address, grant)
        before = table_hash(engine)
        try:
            sign_in.note_exact_export(engine, address, "people.count", "csv", {})
        except Refusal:
            assert name not in ("monitor", "administrator")
            assert table_hash(engine) == before
        else:
            assert name in ("monitor", "administrator")
            assert table_hash(engine) != before
