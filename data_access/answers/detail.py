"""Working detail of a place: lists that hold nobody, for who leads it, and nothing for others.

A list is one function (connection, scope) -> Listed beside `detail`, which alone decides who gets
its rows. To add one: describe the columns, write the query, and give it labels (`ANSWERS` and
`COLUMNS` in components/labels.py), a line in the matrix (tests/data_access/test_matrix.py) and a
place on its page (components/labour/detail.py shows how).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import ColumnElement, Connection, true
from sqlalchemy.orm import InstrumentedAttribute

from data_access import territory
from data_access.answers.answer import Answer, Definition, Source, question
from data_access.answers.provenance import synthetic
from data_access.answers.rules import Rule
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer, sees_detail_of, sees_some_detail

OF_ITS_PLACE = Rule(
    title=Text("Detalle de trabajo de un lugar"),
    said=(
        Text(
            "La lista de un lugar la ve quien lo dirige, además del seguimiento del programa y la "
            "administración; los demás ven solo las cifras publicadas. No trae datos de personas."
        ),
    ),
    lifted=sees_some_detail,
)


@dataclass(frozen=True)
class Listed:
    """The rows of a list; `n` is how many companies, centres or spaces they are about."""

    frame: pd.DataFrame
    n: int
    as_of: dt.date | None = None
    sources: tuple[Source, ...] = ()
    notes: tuple[Text, ...] = ()


Listing = Callable[[Connection, Scope], Listed]


def detail(
    name: str,
    definition: Definition,
    subjects: tuple[str, ...],
    columns: Sequence[str],
    filters: Sequence[str] = (),
) -> Callable[[Listing], Listing]:
    """Register a list as the answer `name`: its rows, or none for whoever is not in charge."""

    def register(listing: Listing) -> Listing:
        @question(name, definition, subjects, filters=filters)
        def answering(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
            theirs = sees_detail_of(viewer, scope.territory)
            found = listing(connection, scope) if theirs else None
            if found is None:
                empty = pd.DataFrame(columns=list(columns))
                return Answer(name, scope, definition, empty, notes=OF_ITS_PLACE.said)
            return Answer(
                name,
                scope,
                definition,
                found.frame[list(columns)].reset_index(drop=True),
                as_of=found.as_of,
                n=found.n,
                sources=found.sources,
                notes=found.notes,
                synthetic=synthetic(connection),
            )

        return listing

    return register


def within(canton: InstrumentedAttribute[str], place: str) -> ColumnElement[bool]:
    """That a canton lies in a place, as a condition."""
    return true() if place == territory.COUNTRY else canton.in_(territory.cantons_of(place))
