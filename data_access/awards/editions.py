"""Editions: made from a ready rubric, edited until the call opens, publicly amended after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from data_access import clock, lists
from data_access.awards.edition_rules import (
    FIELDS,
    SCALE,
    Rules,
    criteria_of,
    replace_criteria,
    require_sound,
    require_whole,
    reweigh,
    store_criteria,
)
from data_access.awards.preconditions import (
    NOT_YOURS,
    Closed,
    edited,
    edition_of,
    is_frozen,
    overseen,
    require_unpublished,
    said,
)
from data_access.awards.rubrics import CriterionText, ready
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.tables import Amendment, Edition, Score
from data_access.tables.awards import seed_of
from data_access.transaction import NOTHING, transaction
from data_access.viewer import Viewer, chairs

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,23}")


def make(
    engine: Engine,
    viewer: Viewer,
    award: str,
    code: str,
    rules: Rules,
    criteria: Iterable[CriterionText] | None = None,
) -> str:
    """Make an edition in preparation, with the ready rubric of its award unless given another."""
    if not chairs(viewer, award):
        raise Forbidden(NOT_YOURS)
    if award not in lists.AWARD or not CODE.fullmatch(code):
        raise Refusal(
            Text("El código «{code}» no sirve: use mayúsculas, números y guiones.", code=code)
        )
    require_sound(rules)
    rubric = tuple(criteria) if criteria is not None else ready(award).criteria
    require_whole(rubric)
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        if connection.scalar(select(func.count()).where(Edition.code == code)):
            raise Refusal(Text("La edición «{code}» ya existe.", code=code))
        values = {name: getattr(rules, name) for name in FIELDS}
        own = {"code": code, "award": award, "seed": seed_of(code) & 0x7FFFFFFF}
        connection.execute(insert(Edition), {**values, **own, "frozen_at": None})
        store_criteria(connection, code, rubric)
        connection.log("edition_made", edition=code, award=award)
    return code


def edit(
    engine: Engine,
    viewer: Viewer,
    code: str,
    changes: Mapping[str, Any],
    criteria: Iterable[CriterionText] | None = None,
) -> None:
    """Change an edition before its call opens.

    Raise Closed afterwards, when changes are amendments.
    """
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        edition = overseen(connection, viewer, code)
        if is_frozen(edition, clock.now()):
            raise Closed(
                Text("La convocatoria ya abrió: los cambios se hacen como enmienda, con su motivo.")
            )
        changed = _change(connection, edition, changes)
        if criteria is not None:
            rubric = tuple(criteria)
            require_whole(rubric)
            changed["criteria"] = [None, [[c.code, str(c.weight)] for c in rubric]]
            replace_criteria(connection, code, rubric)
        if changed:
            connection.log("edition_edited", edition=code, changes=changed)


def open_call(engine: Engine, viewer: Viewer, code: str) -> None:
    """Approve an edition: from `opens_at` on anybody may nominate, and its rules are frozen."""
    with transaction(engine, viewer.name, touches=NOTHING) as connection:
        edition = overseen(connection, viewer, code)
        if edition.frozen_at is not None:
            return
        require_whole(criteria_of(connection, code))
        if edition.nominations_close_at <= clock.now():
            raise Refusal(Text("El cierre de postulaciones ya pasó: póngalo en el futuro."))
        connection.execute(
            update(Edition)
            .where(Edition.code == code)
            .values(**edited(edition), frozen_at=clock.now())
        )
        connection.log("edition_opened", edition=code)


def amend(
    engine: Engine, viewer: Viewer, code: str, changes: Mapping[str, Any], reason: str
) -> None:
    """Change an edition whose call is open; who, what and why are public.

    `weights` (by criterion) may be among the changes until somebody scores: then they are locked,
    and changed by `reweighing` alone. The scale stays once there are scores, and a deadline that
    has passed is not moved: whoever is late needs a grace of their own.
    """
    if not reason.strip():
        raise Refusal(Text("Una enmienda necesita su motivo."))
    with transaction(engine, viewer.name, touches=("awards",)) as connection:
        edition = overseen(connection, viewer, code)
        require_unpublished(edition)
        given = dict(changes)
        weights = given.pop("weights", None)
        for name in ("nominations_close_at", "scores_close_at"):
            moved = name in given and given[name] != getattr(edition, name)
            if moved and getattr(edition, name) <= clock.now():
                raise Closed(Text("Este plazo ya venció: no se vuelve a abrir."))
        begun = connection.scalar(select(func.count()).where(Score.edition_code == code))
        if begun and any(name in given and given[name] != getattr(edition, name) for name in SCALE):
            raise Refusal(Text("Ya hay puntajes: la escala no se cambia."))
        stands = {one.code: one.weight for one in criteria_of(connection, code)}
        if begun and weights is not None and dict(weights) != stands:
            raise Refusal(
                Text(
                    "Ya hay puntajes: los pesos quedan fijos. Un cambio es una enmienda "
                    "extraordinaria, que confirma otra persona."
                )
            )
        changed = _change(connection, edition, given)
        if weights is not None:
            changed |= reweigh(connection, code, weights)
        if not changed:
            return
        row = {"edition_code": code, "at": clock.now(), "by": viewer.name}
        connection.execute(insert(Amendment), row | {"reason": reason.strip(), "changes": changed})
        connection.log("edition_amended", edition=code, changes=changed, reason=reason)


def amendments(connection: Connection, code: str) -> list[Row[Any]]:
    """Return the amendments of an edition, the newest first: public, as the rules are."""
    edition_of(connection, code)
    rows = select(Amendment).where(Amendment.edition_code == code)
    return list(connection.execute(rows.order_by(Amendment.id.desc())))


def _change(
    connection: Connection, edition: Row[Any], changes: Mapping[str, Any]
) -> dict[str, list[Any]]:
    """Write the changed rules; return each with what it was and what it is."""
    unknown = sorted(set(changes) - set(FIELDS))
    if unknown:
        raise ValueError(f"an edition has no {', '.join(unknown)}")
    stands = {name: getattr(edition, name) for name in FIELDS}
    different = {name: value for name, value in changes.items() if value != stands[name]}
    if not different:
        return {}
    require_sound(Rules(**{**stands, **different}))
    where = update(Edition).where(Edition.code == edition.code)
    connection.execute(where.values(**different, **edited(edition)))
    before, after = said(stands), said(different)
    return {name: [before[name], after[name]] for name in different}
