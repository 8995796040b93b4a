"""The installation as administrators see it: what its database and server say of themselves."""

from __future__ import annotations

import os
from dataclasses import dataclass

from sqlalchemy import Engine, select, text

from data_access import database, salts
from data_access.paging import reading
from data_access.tables import Boundary
from data_access.viewer import Viewer


@dataclass(frozen=True)
class Installation:
    """`database` is its kind and version; `salts` where they come from, never what they are.

    `mail` is the server that mail goes out by, if any is set; `limits` are the sources of the
    official limits of cantons.
    """

    demo: bool
    database: str
    schema_is_current: bool
    salts: str | None
    base_url: str | None
    mail: str | None
    limits: tuple[str, ...]


def about(engine: Engine, viewer: Viewer) -> Installation:
    """Return the installation as it stands; raise Forbidden if the viewer does not administer."""
    with reading(engine, viewer) as connection:
        named = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[engine.dialect.name]
        asked = "select sqlite_version()" if named == "SQLite" else "show server_version"
        version = str(connection.execute(text(asked)).scalar_one()).partition(" ")[0]
        return Installation(
            demo=database.is_demo(connection),
            database=f"{named} {version}",
            schema_is_current=database.is_current(engine),
            salts=salts.source(),
            base_url=os.environ.get("BASE_URL") or None,
            mail=os.environ.get("SMTP_HOST") or None,
            limits=tuple(
                connection.execute(
                    select(Boundary.source).distinct().order_by(Boundary.source)
                ).scalars()
            ),
        )
