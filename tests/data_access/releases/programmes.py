"""Programmes to publish, and who publishes and reads them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine, func, select, update

from data_access.releases import reading
from data_access.scope import Scope
from data_access.tables import ReleaseSnapshot, StoredAnswer
from data_access.viewer import VISITOR, Grant, Viewer
from tests.data_access.answers.example import store_people
from tests.writing import writing

EVA = Viewer(frozenset({Grant("monitor")}), "eva@example.org")
LEADER = Viewer(frozenset({Grant("leader", "1308")}), "lia@example.org")
MANTA = Scope("1308")


def registered(engine: Engine, number: int, **attributes: object) -> None:
    """People register in Manta."""
    with writing(engine, "people") as connection:
        store_people(connection, *[attributes] * number)


def people(engine: Engine, viewer: Viewer = VISITOR, scope: Scope = MANTA) -> int:
    """How many people a reader is told of."""
    frame = reading.answer(engine, "people.count", viewer, scope).frame
    return int(frame["persons"].iloc[0])


def rows_stored(engine: Engine, release: int | None = None) -> int:
    """How many answers are stored, of one release or of all."""
    query = select(func.count()).select_from(StoredAnswer)
    with engine.connect() as connection:
        own = query if release is None else query.where(StoredAnswer.release_id == release)
        return int(connection.scalar(own) or 0)


def releases_with_data(engine: Engine) -> set[int]:
    """The releases whose data are kept."""
    with engine.connect() as connection:
        return set(connection.scalars(select(ReleaseSnapshot.release_id)))


def damage(engine: Engine, release: int) -> None:
    """One byte of the data kept with a release turns."""
    own = {"release_id": release, "part": 0}
    with writing(engine) as connection:
        content = connection.scalar(select(ReleaseSnapshot.content).filter_by(**own)) or b""
        turned = content[:40] + bytes([content[40] ^ 1]) + content[41:]
        connection.execute(update(ReleaseSnapshot).filter_by(**own).values(content=turned))


def all_of(names: Iterable[str]) -> list[str]:
    """Those of some answers that come from releases."""
    return [name for name in sorted(names) if not name.startswith("awards.")]
