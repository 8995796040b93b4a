"""Withdrawal of consent: all that is stored of a person goes, and the code stays as withdrawn.

The code stays, with the dates of consent and of its withdrawal, so that a file that names it again
brings nothing back: that takes a consent of a later day (`imports/withdrawn_people.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, select, update

from data_access import clock, snapshot
from data_access.imports.stored import chunks
from data_access.language import Text
from data_access.programme import erasing
from data_access.programme.erasing import AT_ONCE, Removal
from data_access.refusal import Refusal
from data_access.releases import withdrawals
from data_access.tables import Person
from data_access.transaction import transaction
from data_access.viewer import Viewer

MOST = 1000  # codes at once
NAMED = 5  # unknown codes that are told
# What stands in the place of what was known of a person, where a column may not be empty.
NOT_KNOWN = {
    "birth_year": 1900,
    "sex": "NR",
    "nationality": "",
    "mobility_status": "NR",
    "sought_isco2": None,
    "registered_on": None,
}


def consequences(engine: Engine, viewer: Viewer, codes: Iterable[str]) -> Removal:
    """Return what withdrawing the consent of some people takes out.

    Raise Forbidden if the viewer may not, and Refusal for codes that nobody has or that withdrew.
    """
    erasing.require(viewer)
    wanted = _wanted(codes)
    with engine.connect() as connection:
        _require_known(connection, wanted)
        return erasing.counted(connection, wanted)


def withdraw(engine: Engine, viewer: Viewer, codes: Iterable[str]) -> Removal:
    """Withdraw the consent of some people as of today; return what was taken out.

    Every live figure is without them at once, and every released one with the next release, which
    follows within a day. Raise as `consequences` does; nothing is written then.
    """
    erasing.require(viewer)
    wanted = _wanted(codes)
    writes = transaction(engine, viewer.name, touches=("people", "batches"), exclusive=True)
    with writes as connection:
        _require_known(connection, wanted)
        found = erasing.counted(connection, wanted)
        erasing.take_out(connection, wanted)
        for piece in chunks(wanted, AT_ONCE):
            own = update(Person).where(Person.code.in_(piece))
            connection.execute(own.values(**NOT_KNOWN, withdrawn_on=clock.today()))
        connection.touch(*found.subjects)
        withdrawals.note(connection)
        # Without the codes: the log is kept longer than what it tells of.
        connection.log("consent_withdrawn", people=found.people, rows=sum(found.rows.values()))
    snapshot.refresh(engine)
    return found


def _wanted(codes: Iterable[str]) -> list[str]:
    found = sorted({code.strip() for code in codes if code.strip()})
    if not found:
        raise Refusal(Text("Escriba el código de quien retira su consentimiento."))
    if len(found) > MOST:
        raise Refusal(Text("Son más de {most} códigos: hágalo por partes.", most=MOST))
    return found


def _require_known(connection: Connection, codes: list[str]) -> None:
    standing: set[str] = set()
    for piece in chunks(codes, AT_ONCE):
        query = select(Person.code).where(Person.code.in_(piece), Person.withdrawn_on.is_(None))
        standing.update(connection.scalars(query))
    missing = [code for code in codes if code not in standing]
    if missing:
        raise Refusal(
            Text(
                "No hay datos de {codes}: el código no existe o ya se retiró. No se quitó nada.",
                codes=", ".join(missing[:NAMED]) + ("…" if len(missing) > NAMED else ""),
            )
        )
