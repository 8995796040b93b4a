"""Rate limits on tries: counted in the database, so that all server processes share them.

Who tries is an address on the network or an e-mail address; only a keyed hash of it is stored, and
only for as long as it counts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
import math
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from data_access import clock
from data_access.database import advisory_lock
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.salts import salts
from data_access.tables import Attempt

IPV6_NETWORK = 64  # what one household or office is given; the rest of an address is free to change
CLEAN_ONE_IN = 100
MARK = 10  # characters


@dataclass(frozen=True)
class Limit:
    """At most so many tries within an interval of time."""

    most: int
    within: dt.timedelta


# An office or a whole jury may share one address on the network: what comes from there is limited
# loosely, and of links only those are counted that give nothing.
LIMITS: Mapping[str, Limit] = {
    "failed_link": Limit(20, dt.timedelta(minutes=15)),
    "failed_token": Limit(20, dt.timedelta(minutes=15)),
    "link_for_address": Limit(3, dt.timedelta(hours=1)),
    "link_from_source": Limit(20, dt.timedelta(hours=1)),
    "demo": Limit(60, dt.timedelta(minutes=15)),
    "nomination": Limit(20, dt.timedelta(hours=1)),
}
LONGEST = max(limit.within for limit in LIMITS.values())


class Limited(Refusal):
    """Too many tries; `wait` says how long until the next one counts again."""

    def __init__(self, wait: dt.timedelta) -> None:
        self.wait = wait
        minutes = max(1, math.ceil(wait.total_seconds() / 60))
        super().__init__(
            Text(
                "Hubo demasiados intentos. Espere {count} minuto y vuelva a probar.",
                "Hubo demasiados intentos. Espere {count} minutos y vuelva a probar.",
                minutes,
            )
        )


def require_room(connection: Connection, kind: str, who: str) -> None:
    """Raise Limited if `who` has tried too often; count nothing."""
    limit, now = LIMITS[kind], clock.now()
    tries = list(
        connection.scalars(
            select(Attempt.at)
            .filter_by(kind=kind, source_hash=_hashed(kind, who))
            .where(Attempt.at > now - limit.within)
            .order_by(Attempt.at.desc())
            .limit(limit.most)
        )
    )
    if len(tries) == limit.most:
        raise Limited(tries[-1] + limit.within - now)


def count(connection: Connection, kind: str, who: str) -> None:
    """Count a try, in a transaction that writes; raise Limited if there was one too many."""
    advisory_lock(connection, _hashed(kind, who))
    require_room(connection, kind, who)
    tried = {"kind": kind, "source_hash": _hashed(kind, who), "at": clock.now()}
    connection.execute(insert(Attempt), tried)
    if secrets.randbelow(CLEAN_ONE_IN) == 0:
        forget(connection)


def forget(connection: Connection) -> None:
    """Delete the tries that no longer count."""
    connection.execute(delete(Attempt).where(Attempt.at < clock.now() - LONGEST))


def source_of(address: str | None) -> str:
    """Return where a try comes from: an IPv4 address, or the network of an IPv6 one."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return address or "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, IPV6_NETWORK), strict=False))
    return str(found)


def mark(who: str) -> str:
    """Return what the log says in the place of a stranger: the same for the same one, and no more.

    Without the salts nobody finds out who it was.
    """
    return _hashed("log", who)[:MARK]


def _hashed(kind: str, who: str) -> str:
    # The key keeps a copy of the table from being searched with all four billion addresses.
    said = f"attempt\n{kind}\n{who}".encode()
    return hmac.new(salts().record, said, hashlib.sha256).hexdigest()
