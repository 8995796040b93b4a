"""Evidence: files that back a nomination, served only to whoever may read its dossier."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from data_access import clock, storage
from data_access.awards.edition_rules import criteria_of
from data_access.awards.file_types import is_heic, is_photograph, safe_name, type_of
from data_access.awards.juror_tasks import opened
from data_access.awards.nominations import NOMINATOR
from data_access.awards.preconditions import NOT_YOURS, edition_of
from data_access.awards.return_links import draft, held
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.tables import Evidence
from data_access.transaction import NOTHING, transaction
from data_access.viewer import Viewer, oversees

LARGEST = 10 * 2**20
MOST_FILES = 20


@dataclass(frozen=True)
class Content:
    """A file as it is served; always as a download, never to be run by a browser."""

    name: str
    media_type: str
    content: bytes


def attach(
    engine: Engine, token: str, name: str, content: bytes, criterion: str | None = None
) -> int:
    """Attach a file to a draft and return its number; the same file twice is one.

    Raise Refusal for what is too large or of another kind.
    """
    media_type, shown = _checked(name, content)
    digest = hashlib.sha256(content).hexdigest()
    key = storage.put(content)
    try:
        with transaction(engine, NOMINATOR, touches=NOTHING) as connection:
            row = draft(connection, token)
            if criterion is not None and criterion not in {
                c.code for c in criteria_of(connection, row.edition_code)
            }:
                raise ValueError(f"{row.edition_code} has no criterion {criterion}")
            known = _of(connection, row.edition_code, row.code)
            for one in known:
                if (one.criterion_code, one.sha256) == (criterion, digest):
                    storage.remove(key)
                    return int(one.id)
            if len(known) >= MOST_FILES:
                raise Refusal(Text("Se admiten hasta {most} archivos.", most=MOST_FILES))
            values = {
                "edition_code": row.edition_code,
                "nomination_code": row.code,
                "criterion_code": criterion,
                "name": shown,
                "media_type": media_type,
                "size": len(content),
                "sha256": digest,
                "storage_key": key,
                "added_at": clock.now(),
            }
            made = connection.execute(insert(Evidence).returning(Evidence.id), values)
            number = int(made.scalar_one())
            connection.log(
                "evidence_added",
                edition=row.edition_code,
                nomination=row.code,
                evidence=number,
                sha256=digest,
            )
    except BaseException:
        storage.remove(key)
        raise
    return number


def remove(engine: Engine, token: str, evidence: int) -> None:
    """Remove a file from a draft; its content is deleted."""
    with transaction(engine, NOMINATOR, touches=NOTHING) as connection:
        row = draft(connection, token)
        found = {e.id: e for e in _of(connection, row.edition_code, row.code)}.get(evidence)
        if found is None:
            raise Forbidden(NOT_YOURS)
        own = update(Evidence).where(Evidence.id == evidence)
        connection.execute(own.values(removed_at=clock.now()))
        connection.log(
            "evidence_removed",
            edition=row.edition_code,
            nomination=row.code,
            evidence=evidence,
        )
    storage.remove(found.storage_key)


def attached(connection: Connection, token: str) -> list[Row[Any]]:
    """Return the files of a nomination, for whoever holds its return link."""
    row = held(connection, token)
    return _of(connection, row.edition_code, row.code)


def hand_out(engine: Engine, viewer: Viewer, evidence: int) -> Content:
    """Return a file, to the edition's secretariat or a juror whose dossier is open; log it.

    Raise Forbidden, in the same words, for what does not exist and what is not the viewer's to
    read.
    """
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        row = connection.execute(select(Evidence).filter_by(id=evidence)).first()
        if row is None or row.removed_at is not None:
            raise Forbidden(NOT_YOURS)
        call = edition_of(connection, row.edition_code)
        if not oversees(viewer, call.award, call.code):
            opened(connection, viewer, call, row.nomination_code)
            if "evidence" in call.blind_fields.split(";"):
                raise Forbidden(NOT_YOURS)
        connection.log(
            "evidence_read",
            edition=row.edition_code,
            nomination=row.nomination_code,
            evidence=evidence,
        )
    return Content(row.name, row.media_type, storage.get(row.storage_key))


def hand_back(connection: Connection, token: str, evidence: int) -> Content:
    """Return a file, to whoever holds the return link of its nomination."""
    row = {e.id: e for e in attached(connection, token)}.get(evidence)
    if row is None:
        raise Forbidden(NOT_YOURS)
    return Content(row.name, row.media_type, storage.get(row.storage_key))


def _checked(name: str, content: bytes) -> tuple[str, str]:
    if not content:
        raise Refusal(Text("El archivo está vacío."))
    if is_heic(content):
        raise Refusal(
            Text(
                "Es una foto en formato HEIC, que muchos equipos no abren: en el teléfono, "
                "expórtela o compártala como JPEG, y adjunte esa copia."
            )
        )
    if len(content) > LARGEST and is_photograph(content):
        raise Refusal(
            Text(
                "La foto pesa más de {size} MB: guarde una copia más pequeña, por ejemplo de 2000 "
                "píxeles de ancho, y adjunte esa.",
                size=LARGEST >> 20,
            )
        )
    if len(content) > LARGEST:
        raise Refusal(Text("El archivo pesa más de {size} MB.", size=LARGEST >> 20))
    shown = safe_name(name)
    media_type = type_of(shown, content)
    if media_type is None:
        raise Refusal(
            Text(
                "Solo se admiten PDF, imágenes PNG o JPEG y hojas de cálculo (.xlsx sin macros, "
                ".ods, .csv), y el contenido debe ser lo que dice el nombre."
            )
        )
    return media_type, shown


def _of(connection: Connection, edition: str, nomination: str) -> list[Row[Any]]:
    """Return the files of a nomination that were not removed."""
    rows = connection.execute(
        select(Evidence)
        .filter_by(edition_code=edition, nomination_code=nomination)
        .where(Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    return list(rows)
