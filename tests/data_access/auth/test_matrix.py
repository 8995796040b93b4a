"""Every function of the write side and of imports against every role: who is served, what leaks.

Awards have a matrix of their own, of which the list here makes sure.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select

from data_access.audit.log_reader import Wanted
from data_access.auth.invitations import invite
from data_access.imports.batch_history import batches
from data_access.imports.calls import of_files
from data_access.imports.file_reading import read
from data_access.imports.loading import import_files
from data_access.imports.mapping.questions import Asking
from data_access.imports.sheets import PERSONAS
from data_access.refusal import Forbidden, Refusal
from data_access.tables import HeldRow, ImportBatch, Invitation, Person, RoleGrant, Session
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.answers.example import store_people
from tests.data_access.auth.house import account, enter
from tests.data_access.auth.registry import WITHOUT_READER, functions, told_of
from tests.data_access.awards.test_matrix import verbs
from tests.data_access.imports.books import company, filled, person
from tests.data_access.test_matrix import VIEWERS
from tests.releasing import published
from tests.sampling import sampled
from tests.table_hash import table_hash
from tests.writing import writing

ANA, MONITOR = "ana@example.org", Grant("monitor")


@dataclass(frozen=True)
class Place:
    """A database with somebody of each role in it, and files about Manta."""

    engine: Engine
    viewers: Mapping[str, Viewer]
    folder: Path

    @property
    def file(self) -> Path:
        return filled(self.folder / "new.xlsx", empresas=[company("E-9")])

    def account(self, name: str) -> int:
        return account(self.engine, self.viewers[name].name)

    def first(self, column: Any, **filters: Any) -> int:
        with self.engine.connect() as connection:
            found = select(column).filter_by(**filters).order_by(column).limit(1)
            return int(connection.execute(found).scalar_one())


@pytest.fixture
def place(engine: Engine, tmp_path: Path) -> Place:
    """Two batches about Manta, one of its leader and one of a monitor; forty people of 2025."""
    viewers = {"visitor": VISITOR}
    for name, viewer in VIEWERS.items():
        if viewer.grants:
            (grant,) = viewer.grants
            address = f"{name.lower().replace(':', '.')}@example.org"
            enter(engine, address, grant)
            viewers[name] = Viewer(viewer.grants, address)
    with writing(engine) as connection:
        invite(connection, ANA, Grant("leader", "1308"), "root")
        store_people(connection, *[{}] * 40)
    published(engine)
    for code in ("P-91", "P-92", "P-93"):  # of people, so that they wait
        book = filled(tmp_path / f"{code}.xlsx", personas=[person(code)])
        assert import_files(engine, [book], viewers["leader:1308"]).waiting
    for name, code in (("leader:1308", "E-1"), ("monitor", "E-2")):
        book = filled(tmp_path / f"{code}.xlsx", empresas=[company(code)])
        assert not import_files(engine, [book], viewers[name]).refused
    for code in ("H-1", "H-2"):
        put_aside(engine, code)
    published(engine)
    return Place(engine, viewers, tmp_path)


@dataclass(frozen=True)
class Rule:
    """Who is served, and with which arguments beside the database and the viewer."""

    serves: frozenset[str]
    given: Callable[[Place], Mapping[str, Any]] = lambda _: {}


def own_batch(place: Place) -> int:
    """The batch that the leader of Manta brought in."""
    with place.engine.connect() as connection:
        return batches(connection, place.viewers["leader:1308"])[0].number


def waits(at: int) -> Callable[[Place], dict[str, Any]]:
    """One of the batches of people that the leader of Manta brought in."""

    def number(place: Place) -> dict[str, Any]:
        waiting = select(ImportBatch.id).where(ImportBatch.waiting.is_not(None))
        with place.engine.connect() as connection:
            found = list(connection.scalars(waiting.order_by(ImportBatch.id)))
        # Those before it are approved or declined by now.
        return {"batch": (found or [0])[min(at, len(found) - 1) if len(found) == 3 else 0]}

    return number


def held(at: int) -> Callable[[Place], dict[str, Any]]:
    """One of the rows that were put aside, the first or the last that is still open."""

    def numbers(place: Place) -> dict[str, Any]:
        still_open = select(HeldRow.id).filter_by(state="open").order_by(HeldRow.id)
        with place.engine.connect() as connection:
            return {"numbers": [[*connection.scalars(still_open), 0][at]]}

    return numbers


def put_aside(engine: Engine, code: str) -> None:
    """A row about a person, as it is when a monitor approved the batch that brought it."""
    said = {column.attribute: None for column in PERSONAS.columns}
    said |= {"code": code, "birth_year": 1990, "sex": "M", "nationality": "VEN"}
    said |= {"mobility_status": "MIG", "canton_code": "1308", "consent_version": "1"}
    kept = {"sheet": "personas", "reason": "residence", "state": "open", "row_key": {"code": code}}
    with writing(engine) as connection:
        batch = connection.scalar(select(ImportBatch.id).order_by(ImportBatch.id).limit(1))
        content = {**said, "consent_date": "2025-03-03"}
        connection.execute(insert(HeldRow), {**kept, "batch_id": batch, "content": content})


def somebody(place: Place) -> dict[str, Any]:
    """One of the people who have not withdrawn."""
    there = select(Person.code).where(Person.withdrawn_on.is_(None)).order_by(Person.code)
    with place.engine.connect() as connection:
        return {"codes": [connection.scalar(there.limit(1))]}


def draft(_: Place) -> dict[str, Any]:
    return {"key": "EMP-2026/reasons"}


def asked(place: Place) -> dict[str, Any]:
    return {**file(place), "asking": Asking(lambda _: None)}


def of_leader(place: Place) -> dict[str, Any]:
    return {"account": place.account("leader:1308")}


def file(place: Place) -> dict[str, Any]:
    return {"paths": [place.file]}


def source(place: Place) -> dict[str, Any]:
    return {"source": of_files([place.file])}


def trial(place: Place) -> dict[str, Any]:
    return {**source(place), "look": lambda _connection, _trial: "seen"}


ASSISTANCE = {
    **{"codigo_asistencia": "X-9", "institucion": "GAD", "nivel": "CANTONAL"},
    **{"territorio": "1308", "tema": "T", "inicio": dt.date(2025, 5, 5), "estado": "PENDIENTE"},
}
ADMINISTRATORS = frozenset({"administrator"})
ANY_DATA = ADMINISTRATORS | {"monitor"}
BRINGERS = ANY_DATA | {"leader:1308"}
# Whoever has an account: each has texts of their own.
NAMED = frozenset(name for name, viewer in VIEWERS.items() if viewer.grants)
RULES = {
    "auth.account_administration.acting": Rule(ADMINISTRATORS),
    "auth.account_administration.invite": Rule(
        ADMINISTRATORS, lambda _: {"email": ANA, "grant": MONITOR}
    ),
    "auth.account_administration.revoke": Rule(
        ADMINISTRATORS, lambda p: {"invitation": p.first(Invitation.id, email=ANA)}
    ),
    "auth.account_administration.give": Rule(
        ADMINISTRATORS, lambda _: {"email": ANA, "grant": MONITOR}
    ),
    "auth.account_administration.take": Rule(
        ADMINISTRATORS, lambda p: {**of_leader(p), "grant": Grant("leader", "1308")}
    ),
    "auth.account_administration.end_session": Rule(
        ADMINISTRATORS,
        lambda p: {"session": p.first(Session.id, account_id=p.account("leader:2301"))},
    ),
    "auth.account_administration.end_sessions": Rule(ADMINISTRATORS, of_leader),
    "programme.settings.change": Rule(
        ADMINISTRATORS, lambda _: {"before": {}, "after": {"contact_email": ANA}}
    ),
    "auth.accounts.summary": Rule(ADMINISTRATORS),
    "auth.accounts.people": Rule(ADMINISTRATORS),
    "auth.accounts.person": Rule(ADMINISTRATORS, of_leader),
    "auth.access_overview.invitations": Rule(ADMINISTRATORS),
    "auth.access_overview.open_sessions": Rule(ADMINISTRATORS),
    "auth.access_overview.requests": Rule(ADMINISTRATORS),
    "auth.access_overview.editions": Rule(ADMINISTRATORS),
    "programme.installation.about": Rule(ADMINISTRATORS),
    "paging.reading": Rule(ADMINISTRATORS),
    "audit.log_reader.read": Rule(ADMINISTRATORS, lambda _: {"wanted": Wanted()}),
    "audit.log_reader.actors": Rule(ADMINISTRATORS),
    "audit.log_reader.begins": Rule(ADMINISTRATORS),
    # Before anything is written, since a period is closed on what was published.
    "programme.period_closings.closings": Rule(ANY_DATA, lambda _: {"period": "2025"}),
    "programme.period_closings.close": Rule(
        ANY_DATA, lambda _: {"period": "2025", "reason": "Informe"}
    ),
    "programme.withdrawing.consequences": Rule(ANY_DATA, somebody),
    "programme.withdrawing.withdraw": Rule(ANY_DATA, somebody),
    "programme.retaining.due": Rule(ANY_DATA),
    "programme.retaining.apply": Rule(ANY_DATA),
    "programme.official_totals_release.preview": Rule(ANY_DATA, lambda _: {"year": 2025}),
    "programme.official_totals_release.release": Rule(ANY_DATA, lambda _: {"year": 2025}),
    "loading.check_files": Rule(BRINGERS, file),
    "loading.import_files": Rule(BRINGERS, file),
    "loading.check_mapped": Rule(BRINGERS, asked),
    "loading.import_mapped": Rule(BRINGERS, asked),
    "approval.approve": Rule(ANY_DATA, waits(0)),
    "approval.decline": Rule(ANY_DATA, lambda p: {**waits(1)(p), "reason": "Faltan fechas"}),
    "held_rows.take": Rule(ANY_DATA, held(0)),
    "held_rows.decline": Rule(ANY_DATA, held(-2)),
    "approval.review": Rule(ANY_DATA, waits(1)),
    "approval.moves_of": Rule(ANY_DATA, waits(1)),
    "loading.check_waiting": Rule(ANY_DATA, lambda p: {**waits(2)(p), "author": ANA}),
    "loading.import_waiting": Rule(ANY_DATA, lambda p: {**waits(2)(p), "author": ANA}),
    "trying.foresee": Rule(BRINGERS | {"leader:2301"}, trial),
    "foresight.moves": Rule(BRINGERS | {"leader:2301"}, source),
    "auth.text_drafts.save": Rule(NAMED, lambda p: {**draft(p), "revision": 0, "text": "Así"}),
    "auth.text_drafts.read": Rule(NAMED, draft),
    "auth.text_drafts.forget": Rule(NAMED, draft),
    "loading.import_sheet": Rule(
        BRINGERS, lambda p: {"sheet": read(p.file)[0], "evidence": "Acta 12"}
    ),
    "form_entries.may_enter": Rule(BRINGERS | {"leader:2301"}, lambda _: {"sheet": "asistencias"}),
    "form_entries.rows": Rule(BRINGERS | {"leader:2301"}, lambda _: {"sheet": "asistencias"}),
    "form_entries.enter": Rule(
        BRINGERS,
        lambda _: {"sheet": "asistencias", "values": ASSISTANCE, "evidence": "Acta 12"},
    ),
    "undo_limit.undos": Rule(ANY_DATA, lambda p: {"batch": own_batch(p)}),
    "undo.consequences": Rule(BRINGERS, lambda p: {"batch": own_batch(p)}),
    "undo.undo": Rule(BRINGERS, lambda p: {"batch": own_batch(p)}),
    "batch_history.batch": Rule(BRINGERS, lambda p: {"number": own_batch(p)}),
    "batch_history.batches": Rule(BRINGERS),
    "batch_history.number_of_batches": Rule(BRINGERS),
    "row_permissions.require_bringer": Rule(BRINGERS | {"leader:2301"}),
    "row_permissions.sheets_for": Rule(BRINGERS | {"leader:2301"}),
}
# What the others are made of: the guards of the awards, and looks at one row or one condition.
PARTS = {
    "awards.preconditions.overseen",
    "calls.read_files",
    "calls.read_mapped",
    "calls.read_waiting",
    "awards.preconditions.require_overseer",
    "awards.preconditions.seat_of",
    "auth.looking.require",
    "auth.looking.seen_as",
    "auth.sessions.is_strict",
    "lookalikes.similar",
    "held_rows.to_decide",
    "held_rows.undecided",
    "looks.are_counted",
    "looks.has_room",
    "programme.erasing.require",
    "withdrawn_people.check_withdrawn",
    "looks.note",
    "mapping.memory.keep",
    "mapping.memory.office_of",
    "mapping.memory.recall",
    "partial_rows.complete",
    "partial_rows.emptied",
    "relations.check_references",
    "row_permissions.check_places",
    "loading.store_held",
    "sight.sight_of",
    "still_published.among",
    "undo_limit.is_reached",
    "waiting.keep",
    "waiting.keep_unseen",
    "waiting.must_wait",
    "waiting.require_published",
    "waiting.undo_must_wait",
    "row_permissions.of_other_places",
    "batch_history.visible_to",
    "reports.of_sheet",
    "reports.told",
}
# These read the roles anew, so that a role taken a moment ago serves no longer.
READ_ANEW = sorted(name for name, rule in RULES.items() if rule.serves == ADMINISTRATORS)


def test_every_function_has_its_line() -> None:
    of_awards = {f"awards.{name}" for name in verbs()}

    assert told_of("viewer") == set(RULES) | PARTS | of_awards
    assert told_of(None) == set(WITHOUT_READER)
    assert not [name for name, reason in WITHOUT_READER.items() if not reason.partition(": ")[2]]


def serves(place: Place, name: str, viewer: Viewer) -> bool:
    """Whether a function does for somebody what it is for: no refusal, and something given."""
    function = functions()[name]
    given = RULES[name].given(place)
    wanted = inspect.signature(function).parameters
    with place.engine.connect() as connection:
        known = {"engine": place.engine, "connection": connection, "viewer": viewer}
        try:
            found = function(**{k: v for k, v in known.items() if k in wanted}, **given)
            if isinstance(found, AbstractContextManager):
                with found:
                    return True
        except Refusal as refusal:
            # Of a young programme nothing is kept for too long, which only those are told who may.
            return name == "programme.retaining.apply" and not isinstance(refusal, Forbidden)
    if name in ("trying.foresee", "foresight.moves"):
        return True  # of files that were brought in by now there is nothing to tell
    if name.startswith("loading.") or name == "form_entries.enter":
        return not found.refused
    if name == "form_entries.may_enter":
        return bool(found)
    if name == "undo.consequences":
        return not found.reasons
    if name.startswith(("batch_history.", "row_permissions.sheets", "undo_limit.")):
        return bool(found)
    return True


def test_strangers_are_refused_and_leave_no_trace(place: Place) -> None:
    before = table_hash(place.engine)

    served = {
        (name, who)
        for name, rule in RULES.items()
        for who, viewer in place.viewers.items()
        if who not in rule.serves and serves(place, name, viewer)
    }

    assert served == set()
    assert table_hash(place.engine) == before


SERVED = ("administrator", "monitor", "leader:1308", "leader:2301")


@pytest.mark.parametrize("who", sampled(SERVED, *SERVED[:3]))
def test_those_it_is_for_are_served(place: Place, who: str) -> None:
    """In the order of the rules: what takes something away comes last."""
    own = [name for name, rule in RULES.items() if who in rule.serves]

    assert [name for name in own if not serves(place, name, place.viewers[who])] == []


def test_a_role_taken_a_moment_ago_serves_no_longer(place: Place) -> None:
    with writing(place.engine) as connection:
        mine = RoleGrant.account_id == place.account("administrator")
        connection.execute(delete(RoleGrant).where(mine))
    before = table_hash(place.engine)

    former = place.viewers["administrator"]
    assert [name for name in READ_ANEW if serves(place, name, former)] == []
    assert table_hash(place.engine) == before


def test_a_leader_sees_and_undoes_no_batch_of_somebody_else(place: Place) -> None:
    """Not even one about the own place."""
    with place.engine.connect() as connection:
        mine = place.viewers["leader:1308"].name
        others = set(connection.scalars(select(ImportBatch.id).where(ImportBatch.author != mine)))
        assert others <= {b.number for b in batches(connection, place.viewers["monitor"])}
        for name in ("leader:1308", "leader:2301"):
            viewer = place.viewers[name]
            assert not others & {b.number for b in batches(connection, viewer)}
    before = table_hash(place.engine)
    for batch in others:
        for name in ("leader:1308", "leader:2301"):
            with pytest.raises(Refusal):
                functions()["undo.undo"](place.engine, batch, place.viewers[name])
    assert table_hash(place.engine) == before
