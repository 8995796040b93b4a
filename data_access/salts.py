"""The two secrets of disclosure control, kept outside the database.

They come from `RECORD_SALT` and `CELL_SALT`, or from a file that is made at first start:
`SALTS_FILE`, by default in the user's folder of settings, apart from the database, so that a copy
of one is no copy of both. Whoever has them can undo the protection; whoever
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

FORMER_FILE = Path(__file__).parent.parent / "var" / "salts.json"  # beside the database
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
    """Return where the salts are stored if the environment does not hold them.

    Salts that an earlier version kept beside the database are moved from there; where that cannot
    be, they stay.
    """
    if named := os.environ.get("SALTS_FILE"):
        return Path(named)
    return _moved(FORMER_FILE, default_file())


def default_file() -> Path:
    """Return the file of the salts in the user's folder of settings (XDG base directories)."""
    settings = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(settings) / "m4sd-observatory" / "salts.json"


def _moved(former: Path, new: Path) -> Path:
    """Return where the salts are once those at the former place were moved, if they can be."""
    if not former.exists():
        return new
    try:
        content = former.read_bytes()
        if not new.exists():
            _write(new, content)
        if new.read_bytes() == content:
            former.unlink()
            log.warning("The salts moved from %s to your settings: %s.", former.name, new.name)
            return new
        reason = "there are others"
    except OSError as problem:
        reason = str(problem.strerror)
    log.warning("The salts stay beside the database, they could not be moved: %s.", reason)
    return former


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all; raise OSError if there is."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as kept:
        kept.write(content)
        kept.flush()
        os.fsync(kept.fileno())
    if path.exists():
        raise FileExistsError(path)
    part.rename(path)


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
    fresh = {"record": secrets.token_hex(32), "cell": secrets.token_hex(32)}
    content = json.dumps(fresh).encode()
    try:
        _write(path, content)
    except OSError:
        if path != default_file():
            raise
        path = FORMER_FILE  # such as in a container without a home
        _write(path, content)
        log.warning("The salts lie beside the database: set SALTS_FILE to a place apart from it.")
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
