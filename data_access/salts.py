"""The two secrets of disclosure control, kept outside the database.

They come from `RECORD_SALT` and `CELL_SALT`, or from a file (`SALTS_FILE`, default
`var/salts.json`) that is made at first start. Whoever has them can undo the protection; whoever
loses them can no longer show the same number for the same people. The database knows only a
fingerprint, so that it notices when they are missing or not its own.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, insert

from data_access.language import Text
from data_access.refusal import Misuse
from data_access.tables import Setting

DEFAULT_FILE = Path(__file__).parent.parent / "var" / "salts.json"
SETTING = "salts"
LEAST_LENGTH = 32
log = logging.getLogger(__name__)


class SaltsError(Misuse):
    """The salts are missing or wrong; `text` says what to do."""


@dataclass(frozen=True)
class Salts:
    """The two secrets: `record` makes a person's key, `cell` the noise of a set of people."""

    record: bytes
    cell: bytes

    @property
    def fingerprint(self) -> str:
        """What the database may store of them: they cannot be derived from it."""
        return hmac.new(self.cell, b"fingerprint" + self.record, hashlib.sha256).hexdigest()

    @property
    def chain_key(self) -> bytes:
        """The key under which the entries of the log are sealed."""
        return hmac.new(self.cell, b"audit chain" + self.record, hashlib.sha256).digest()


def file() -> Path:
    """Return where the salts are stored if the environment does not hold them."""
    return Path(os.environ.get("SALTS_FILE") or DEFAULT_FILE)


def salts() -> Salts:
    """Return the salts of this process; raise SaltsError if there are none."""
    found = read()
    if found is None:
        raise SaltsError(MISSING)
    return found


def read() -> Salts | None:
    """Return the salts of the environment or the file, if they exist."""
    return _read(*map(os.environ.get, ("RECORD_SALT", "CELL_SALT", "SALTS_FILE")))


def source() -> str | None:
    """Return where the salts come from: `environment`, `file`, or None if there are none."""
    if os.environ.get("RECORD_SALT") and os.environ.get("CELL_SALT"):
        return "environment"
    return "file" if file().exists() else None


# Needed for every number, and so cached while the environment stays the same.
@cache
def _read(record: str | None, cell: str | None, _file: str | None) -> Salts | None:
    if record and cell:
        found = (record, cell)
    elif file().exists():
        kept = json.loads(file().read_text("utf-8"))
        found = (kept["record"], kept["cell"])
    else:
        return None
    if any(len(salt) < LEAST_LENGTH for salt in found):
        raise SaltsError(
            Text("Cada sal necesita al menos {length} caracteres.", length=LEAST_LENGTH)
        )
    return Salts(found[0].encode(), found[1].encode())


def make() -> Salts:
    """Make new salts and write them to a file that only its owner may read."""
    path = file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = {"record": secrets.token_hex(32), "cell": secrets.token_hex(32)}
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as kept:
        json.dump(fresh, kept)
    _read.cache_clear()
    log.warning(
        "New salts were written to %s. Keep a copy outside this machine and outside the database: "
        "without them the figures about people cannot be shown any more.",
        path.name,
    )
    return salts()


def bind(connection: Connection, known: str | None) -> None:
    """Bind a database to its salts; `known` is the fingerprint it holds, if any.

    Make salts for a database that has none; raise SaltsError if its own are missing or others came.
    """
    found = read()
    if known is None:
        mine = found or make()
        connection.execute(insert(Setting), {"key": SETTING, "value": mine.fingerprint})
    elif found is None:
        raise SaltsError(MISSING)
    elif found.fingerprint != known:
        raise SaltsError(
            Text(
                "Las sales no son las de esta base de datos: restaure el archivo de sales o las "
                "variables RECORD_SALT y CELL_SALT con que se creó."
            )
        )


MISSING = Text(
    "Faltan las sales que protegen las cifras sobre personas: restaure el archivo de sales o "
    "defina RECORD_SALT y CELL_SALT."
)
