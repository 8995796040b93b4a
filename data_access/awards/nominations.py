"""Nominations: begun by anybody during the call, kept by a private return link, closed in time.

Whoever holds the link writes; only its hash is stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select, update

from data_access import clock, territory
from data_access.auth.invitations import address_in
from data_access.auth.tokens import fresh, hashed
from data_access.awards.edition_rules import criteria_of
from data_access.awards.preconditions import (
    READ,
    Closed,
    Stale,
    edited,
    edition_of,
    nomination_of,
    overseen,
    touch_if_first,
)
from data_access.awards.return_links import (
    IncompleteNomination,
    draft,
    held,
    missing,
    new_code,
    own,
    require_open,
)
from data_access.language import Text
from data_access.lists import NOMINEE
from data_access.refusal import Refusal
from data_access.tables import Nomination, NominationAnswer
from data_access.transaction import NOTHING, UNLOGGED, transaction
from data_access.viewer import Viewer

LONGEST_TEXT = 20_000
FIELDS = ("title", "organisation", "kind", "canton_code", "summary", "contact")
NOMINATOR = "nominator"  # the actor in the log; who it is, only the link's holder knows


@dataclass(frozen=True)
class Started:
    """A new nomination: its code and the secret of its return link, shown this once."""

    edition: str
    code: str
    token: str


@dataclass(frozen=True)
class Dossier:
    """A nomination as its nominator writes it: fields, answers by criterion, and revisions.

    `withdrawable`: until scoring ends. `admitted`: who may nominate, by code. `published`: the
    edition's result is.
    """

    edition: str
    code: str
    state: str
    fields: Mapping[str, str | None]
    revision: int
    answers: Mapping[str, tuple[str, int]]
    closes_at: dt.datetime
    eligible: str
    reasons: str | None
    withdrawable: bool = True
    admitted: tuple[str, ...] = tuple(NOMINEE)
    published: bool = False


def start(engine: Engine, edition: str, contact: str) -> Started:
    """Begin a nomination while the call is open; `contact` is where its nominator is notified."""
    address = address_in(contact)
    with transaction(engine, NOMINATOR, touches=NOTHING) as connection:
        call = edition_of(connection, edition, READ)
        require_open(call, None)
        token, code = fresh(), new_code(connection, edition)
        touch_if_first(connection, Nomination)
        connection.execute(
            insert(Nomination),
            {
                "edition_code": edition,
                "code": code,
                "contact": address,
                "eligible": "NR",
                "state": "draft",
                "token_hash": hashed(token),
            },
        )
        connection.log("nomination_started", edition=edition, nomination=code)
    return Started(edition, code, token)


def read(connection: Connection, token: str) -> Dossier:
    """Return what the holder of a return link has written; raise Forbidden for an unknown link."""
    row = held(connection, token)
    answers = connection.execute(
        select(NominationAnswer).filter_by(edition_code=row.edition_code, nomination_code=row.code)
    )
    call = edition_of(connection, row.edition_code)
    return Dossier(
        row.edition_code,
        row.code,
        row.state,
        {name: getattr(row, name) for name in FIELDS},
        row.revision,
        {answer.criterion_code: (answer.text, answer.revision) for answer in answers},
        max(call.nominations_close_at, row.grace_until or call.nominations_close_at),
        row.eligible,
        row.reasons,
        clock.now() < call.scores_close_at,
        tuple(call.nominees.split(";")),
        call.published_at is not None,
    )


def save(engine: Engine, token: str, revision: int, fields: Mapping[str, str | None]) -> int:
    """Save some fields of a draft over the revision last seen; return the new revision.

    Raise Stale if somebody else with the link saved since, and Closed after the deadline.
    """
    unknown = sorted(set(fields) - set(FIELDS))
    if unknown:
        raise ValueError(f"a nomination has no {', '.join(unknown)}")
    given = {name: _written(value) for name, value in fields.items()}
    if given.get("canton_code") and given["canton_code"] not in territory.CANTONS:
        raise Refusal(Text("Elija el cantón de la lista."))
    if given.get("kind") and given["kind"] not in NOMINEE:
        raise Refusal(Text("Elija el tipo de organización de la lista."))
    if "contact" in given:
        given["contact"] = address_in(given["contact"] or "")
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        row = draft(connection, token)
        stored = {name: getattr(row, name) for name in given}
        if stored == given:
            return int(row.revision)
        if row.revision != revision:
            raise Stale(stored, given, row.revision)
        connection.execute(own(row).values(**given, revision=revision + 1, **edited(row)))
    return revision + 1


def save_answer(engine: Engine, token: str, criterion: str, revision: int, text: str) -> int:
    """Save a text on one criterion over the revision last seen (0: none); return the new one."""
    if len(text) > LONGEST_TEXT:
        raise Refusal(Text("El texto pasa de {most} caracteres: acórtelo.", most=LONGEST_TEXT))
    with transaction(engine, UNLOGGED, touches=NOTHING) as connection:
        row = draft(connection, token)
        if criterion not in {c.code for c in criteria_of(connection, row.edition_code)}:
            raise ValueError(f"{row.edition_code} has no criterion {criterion}")
        key = {"edition_code": row.edition_code, "nomination_code": row.code}
        key["criterion_code"] = criterion
        found = connection.execute(select(NominationAnswer).filter_by(**key)).first()
        stands = found.revision if found else 0
        if found and found.text == text:
            return int(stands)
        if stands != revision:
            raise Stale(found.text if found else "", text, stands)
        values = {"text": text, "revision": stands + 1, "saved_at": clock.now()}
        if found:
            same = (NominationAnswer.__table__.c[name] == value for name, value in key.items())
            connection.execute(update(NominationAnswer).where(*same).values(values))
        else:
            connection.execute(insert(NominationAnswer), key | values)
    return stands + 1


def submit(engine: Engine, token: str, consent_version: str) -> None:
    """Submit a draft, to the second of the deadline or of its own grace.

    Raise Refusal with what is missing; consent is given by naming the version of the text agreed
    to.
    """
    with transaction(engine, NOMINATOR, touches=("awards",)) as connection:
        row = draft(connection, token)
        call = edition_of(connection, row.edition_code)
        lacking = missing(connection, row)
        if lacking:
            raise IncompleteNomination(lacking)
        admitted = call.nominees.split(";")
        if row.kind is not None and row.kind not in admitted:
            raise Refusal(
                Text(
                    "Esta convocatoria no recibe postulaciones de este tipo de organización: "
                    "{kind}.",
                    kind=NOMINEE[row.kind],
                )
            )
        if not consent_version:
            raise Refusal(Text("Falta el consentimiento de la organización."))
        now = clock.now()
        late = now >= call.nominations_close_at
        values = {"state": "submitted", "submitted_at": now, "late": late}
        connection.execute(
            own(row).values(**values, consent_version=consent_version, **edited(row))
        )
        connection.log(
            "nomination_submitted",
            edition=row.edition_code,
            nomination=row.code,
            late=late,
        )


def reopen(engine: Engine, token: str) -> None:
    """Make a submitted nomination a draft again, while the call is open and nobody checked it."""
    with transaction(engine, NOMINATOR, touches=("awards",)) as connection:
        row = held(connection, token, lock=True)
        call = edition_of(connection, row.edition_code, READ)
        require_open(call, row.grace_until)
        if row.state != "submitted":
            return
        if row.eligible != "NR":
            raise Closed(Text("La secretaría ya revisó la postulación: escríbale para cambiarla."))
        connection.execute(own(row).values(state="draft", submitted_at=None))
        connection.log("nomination_reopened", edition=row.edition_code, nomination=row.code)


def withdraw(engine: Engine, token: str) -> None:
    """Withdraw a nomination; possible until scoring ends."""
    with transaction(engine, NOMINATOR, touches=("awards",)) as connection:
        row = held(connection, token, lock=True)
        call = edition_of(connection, row.edition_code, READ)
        if row.state == "withdrawn":
            return
        if clock.now() >= call.scores_close_at:
            raise Closed(Text("La calificación ya cerró: la postulación sigue en el concurso."))
        connection.execute(own(row).values(state="withdrawn", **edited(row)))
        connection.log("nomination_withdrawn", edition=row.edition_code, nomination=row.code)


def grant_grace(
    engine: Engine, viewer: Viewer, edition: str, nomination: str, until: dt.datetime, reason: str
) -> None:
    """Let one nomination be handed in late, until a moment before scoring ends."""
    if not reason.strip():
        raise Refusal(Text("Una prórroga necesita su motivo."))
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        call = overseen(connection, viewer, edition)
        row = nomination_of(connection, edition, nomination, lock=True)
        if not clock.now() < until < call.scores_close_at:
            raise Refusal(Text("La prórroga termina entre ahora y el cierre de puntajes."))
        connection.execute(own(row).values(grace_until=until, **edited(row)))
        connection.log(
            "nomination_grace",
            edition=edition,
            nomination=nomination,
            until=until.isoformat(),
            reason=reason.strip(),
        )


def _written(value: str | None) -> str | None:
    if value is not None and len(value) > LONGEST_TEXT:
        raise Refusal(Text("El texto pasa de {most} caracteres: acórtelo.", most=LONGEST_TEXT))
    return value.strip() or None if value is not None else None
