"""Seats on a jury: one for each account, under a code that discloses neither name nor order."""

from __future__ import annotations

import random

from sqlalchemy import func, insert, select, update

from data_access.language import Text
from data_access.refusal import Refusal
from data_access.tables import Edition, Juror
from data_access.transaction import Transaction

MOST_SEATS = 99


def give_seat(connection: Transaction, edition: str, account: int) -> str | None:
    """Return the code of the account's seat, or None if there is no such edition.

    The code is drawn if the account has none; whoever had left takes the same seat again.
    """
    if not connection.scalar(select(func.count()).where(Edition.code == edition)):
        return None
    rows = connection.execute(
        select(Juror.code, Juror.account_id, Juror.left_at).where(Juror.edition_code == edition)
    ).all()
    for code, owner, left in rows:
        if owner == account:
            if left is not None:
                own = update(Juror).where(Juror.edition_code == edition, Juror.code == code)
                connection.execute(own.values(left_at=None))
                connection.touch("awards")
            return str(code)
    known = {code for code, _, _ in rows}
    free = [f"J-{n:02}" for n in range(1, MOST_SEATS + 1) if f"J-{n:02}" not in known]
    if not free:
        raise Refusal(Text("El jurado ya tiene {most} puestos.", most=MOST_SEATS))
    code = random.SystemRandom().choice(free)
    connection.execute(
        insert(Juror), {"edition_code": edition, "code": code, "account_id": account}
    )
    connection.touch("awards")
    return code
