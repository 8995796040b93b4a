"""Progress of each edition: nominations, jurors, sheets, and adoptions elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from data_access import clock
from data_access.answers.answer import Answer, Definition, question
from data_access.answers.awards.award_answer import (
    EDITION,
    ELIGIBLE,
    NO_EDITION,
    NOT_YET,
    READ_SUBJECTS,
    REFERENCE,
)
from data_access.answers.awards.jury import Jury, chosen, editions, is_open_to, load
from data_access.answers.columns import AnswerColumn, Kind, names_of
from data_access.answers.provenance import synthetic
from data_access.answers.publication_rules import UNTIL_PUBLISHED
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Adoption
from data_access.viewer import Viewer

WITHIN = dt.timedelta(days=365)  # of the result, for an adoption to count (PB-02)
EDITION_COLUMNS = (
    EDITION,
    AnswerColumn("nominations", Kind.COUNT, Text("Postulaciones")),
    ELIGIBLE,
    AnswerColumn("jurors", Kind.COUNT, Text("Jurados")),
    AnswerColumn("sheets_due", Kind.COUNT, Text("Hojas por entregar")),
    AnswerColumn("sheets_done", Kind.COUNT, Text("Hojas entregadas")),
    AnswerColumn("adopted_elsewhere", Kind.COUNT, Text("Adoptadas por otras instituciones")),
)
COLUMNS = names_of(EDITION_COLUMNS)
OVERVIEW = Definition(
    Text(
        "Postulaciones recibidas y elegibles, miembros del jurado, hojas por entregar y "
        "entregadas, y prácticas que otra institución adoptó hasta 12 meses después del resultado."
    ),
    Text("hojas por entregar = asignaciones a postulaciones elegibles sin recusación"),
    REFERENCE,
    rules=(UNTIL_PUBLISHED,),
)


@question(
    "awards.overview",
    OVERVIEW,
    READ_SUBJECTS,
    title=Text("Ediciones de los premios"),
    columns=EDITION_COLUMNS,
    filters=["edicion"],
)
def overview(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return one row per edition that the viewer may see; one edition where it is asked for."""
    known = editions(connection)
    if scope.get("edicion"):
        known = [edition for edition in (chosen(connection, viewer, scope),) if edition]
    seen = [edition for edition in known if is_open_to(viewer, edition)]
    juries = [load(connection, edition) for edition in seen]
    rows = [_row(jury, len(adopted_elsewhere(connection, jury))) for jury in juries]
    days = [jury.as_of for jury in juries if jury.as_of]
    return Answer(
        name="awards.overview",
        scope=scope,
        definition=OVERVIEW,
        frame=pd.DataFrame(rows, columns=COLUMNS),
        as_of=max(days, default=None),
        n=sum(len(jury.nominations) for jury in juries),
        sources=tuple(jury.source for jury in juries),
        notes=() if seen else (NOT_YET if known else NO_EDITION,),
        synthetic=synthetic(connection),
    )


def _row(jury: Jury, adopted: int) -> dict[str, Any]:
    judged = set(jury.judged)
    staying = set(jury.jurors["code"][jury.jurors["left"].isna()])
    assigned = jury.assigned[
        jury.assigned["nomination"].isin(judged) & (jury.assigned["conflict"] != "SI")
    ]
    due = set(zip(assigned["nomination"], assigned["juror"], strict=True))
    done = set(zip(jury.sheets["nomination"], jury.sheets["juror"], strict=True))
    # A juror who dropped out has no open sheets; those submitted before still count.
    due = {pair for pair in due if pair[1] in staying or pair in done}
    return {
        "edition": jury.edition.code,
        "nominations": len(jury.nominations),
        "eligible": int((jury.nominations["eligible"] == "SI").sum()),
        "jurors": len(staying),
        "sheets_due": len(due),
        "sheets_done": len(done & due),
        "adopted_elsewhere": adopted,
    }


def adopted_elsewhere(connection: Connection, jury: Jury) -> set[str]:
    """Return practices adopted by an institution other than their own, in time to count."""
    edition = jury.edition
    own = dict(zip(jury.nominations["code"], jury.nominations["organisation"], strict=True))
    rows = connection.execute(
        select(Adoption.nomination_code, Adoption.institution, Adoption.adopted_on).where(
            Adoption.edition_code == edition.code
        )
    )
    until = None
    if edition.published_at is not None:
        until = clock.local_day(edition.published_at) + WITHIN
    return {
        nomination
        for nomination, institution, day in rows
        if nomination in own
        and institution.casefold() != str(own[nomination]).casefold()
        and (until is None or day <= until)
    }
