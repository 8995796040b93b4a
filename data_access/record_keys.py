"""Each person's record key: 64 bits that nobody can guess and that never change (METHODS §6).

A key is stored as two halves of 32 bits. Sums of halves stay far below 63 bits, where SQLite
would overflow; `whole` puts summed halves together again, modulo 2^64.
"""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import Connection, bindparam, select, update

from data_access.salts import salts
from data_access.tables import Person

HALF = 32
PIECE = 5000


def of(code: str) -> tuple[int, int]:
    """Return the high and the low half of a person's key, HMAC-SHA256 of the code."""
    digest = hmac.new(salts().record, code.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:4]), int.from_bytes(digest[4:8])


def whole(high: int, low: int) -> int:
    """Return the sum of keys, modulo 2^64, from the sums of their halves."""
    return ((high << HALF) + low) % 2**64


def wrong(connection: Connection) -> int:
    """Return how many people have another key than that of their code, or none."""
    table = Person.__table__
    rows = connection.execute(
        select(table.c.code, table.c.record_key_high, table.c.record_key_low)
    ).yield_per(PIECE)
    return sum(of(code) != (high, low) for code, high, low in rows)


def fill(connection: Connection) -> int:
    """Give a key to every person without one; return how many those were."""
    table = Person.__table__
    missing = connection.execute(
        select(table.c.code).where(table.c.record_key_high.is_(None))
    ).scalars()
    rows = []
    for code in missing.all():
        high, low = of(code)
        rows.append({"b_code": code, "b_high": high, "b_low": low})
    give = (
        update(table)  # type: ignore[arg-type]
        .where(table.c.code == bindparam("b_code"))
        .values(record_key_high=bindparam("b_high"), record_key_low=bindparam("b_low"))
    )
    for start in range(0, len(rows), PIECE):
        connection.execute(give, rows[start : start + PIECE])
    return len(rows)
