"""What a snapshot holds: the tables that answers other than `awards.*` read, and their columns.

No document, contact, note or secret is among them. A person's code, wherever it is referred to,
becomes a number that means nothing outside its snapshot.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Column, ColumnElement, String, Table

from data_access.tables import Base

# Raised whenever the same tables are written in another way.
FORMAT = 1
# The subjects whose writes change a table's rows. Every write names its subjects (`touches`).
PEOPLE, LABOUR, HIRING, TRAINING = ("people",), ("labour",), ("hiring",), ("training",)
VENTURES, COMMUNITY, AWARDS = ("ventures",), ("community",), ("awards",)
# No subject of a write: whether the data are synthetic (`making.states`).
SETTING = "setting"

_NOW = frozenset({"created_at"})
_EDITED = frozenset({"created_at", "edited_at"})
# Each table with the subjects that it belongs to and the columns that stay out of the snapshot.
_KEPT: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "person": (PEOPLE, _NOW | {"consent_date", "consent_version"}),
    "official_total": (PEOPLE, frozenset()),
    "population": (("territory",), _NOW),
    "enterprise": (LABOUR, _NOW),
    "survey": (LABOUR, frozenset()),
    "stratum": (LABOUR, _NOW),
    "survey_response": (LABOUR, _NOW),
    "survey_vacancy": (LABOUR, _NOW),
    "platform": (LABOUR, _NOW),
    "vacancy": (LABOUR, _NOW),
    "event": (HIRING, _NOW),
    # Nothing holds its people to the table of people, so that either may come first.
    "event_attendance": ((*HIRING, *PEOPLE), _NOW),
    "application": (HIRING, _NOW),
    "placement": (HIRING, _NOW),
    "course": (TRAINING, _NOW),
    "course_session": (TRAINING, _NOW),
    "enrolment": (TRAINING, _NOW),
    "session_attendance": (TRAINING, _NOW),
    "attitude": (TRAINING, _NOW),
    "listing": (VENTURES, _NOW),
    "listing_sales": (VENTURES, _NOW),
    "site": (VENTURES, _NOW),
    "visit": (VENTURES, _NOW),
    "association": (COMMUNITY, _NOW),
    "study": (COMMUNITY, _NOW),
    "recommendation": (COMMUNITY, _NOW),
    "assistance": (COMMUNITY, _NOW),
    "milestone": (COMMUNITY, _NOW),
    "target": (("indicators",), frozenset()),
    "period_closing": (("indicators",), frozenset()),
    "frozen_figure": (("indicators",), frozenset()),
    # The indicators on awards read these; every other answer on awards reads the tables.
    "edition": (AWARDS, frozenset()),
    "criterion": (AWARDS, _EDITED | {"name", "names", "levels"}),
    "nomination": (
        AWARDS,
        _EDITED
        | {"reasons", "contact", "consent_version", "grace_until", "late", "revision"}
        | {"token_hash", "topics", "languages"},
    ),
    "juror": (AWARDS, _EDITED | {"account_id", "topics", "languages"}),
    "assignment": (AWARDS, _EDITED | {"conflict_reason", "declared_by", "declared_at"}),
    "sheet": (AWARDS, _EDITED | {"note", "note_revision", "submitted_by"}),
    "score": (AWARDS, _EDITED | {"comment", "revision", "saved_at"}),
    "honour": (AWARDS, frozenset()),
    "adoption": (AWARDS, _EDITED | {"evidence"}),
    "import_batch": (("batches",), frozenset({"author", "evidence", "office", "rows_held"})),
    # Which tables a batch changed; what they held before stays out, and so do repetitions.
    "batch_change": (
        ("batches",),
        frozenset({"id", "previous_batch_id", "row_key", "before"}),
    ),
    "setting": ((SETTING,), frozenset()),
}
# What a setting says may be private; answers ask for this one alone.
DEMO = "demo"


@dataclass(frozen=True)
class KeptTable:
    """A table of the snapshot: its columns, those that refer to people, and its subjects."""

    table: Table
    columns: tuple[Column[object], ...]
    people: frozenset[str]
    subjects: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the table's name, in the database and in the snapshot."""
        return self.table.name

    @property
    def distinct(self) -> bool:
        """Return whether rows that are alike in what is kept are kept once."""
        return self.name == "batch_change"

    @property
    def grows(self) -> bool:
        """Return whether each row names the batch that brought it."""
        return "import_batch_id" in self.table.c and not self.table.c.import_batch_id.nullable

    @property
    def condition(self) -> ColumnElement[bool] | None:
        """Return which rows are kept; None for all of them."""
        return self.table.c.key == DEMO if self.name == "setting" else None


@cache
def kept_tables() -> dict[str, KeptTable]:
    """Return the tables of a snapshot by name, people first: other tables refer to them."""
    tables = Base.metadata.tables
    return {
        name: _kept(tables[name], subjects, left_out)
        for name, (subjects, left_out) in _KEPT.items()
        if name in tables
    }


def _kept(table: Table, subjects: tuple[str, ...], left_out: frozenset[str]) -> KeptTable:
    columns = tuple(column for column in table.c if column.name not in left_out)
    people = frozenset(column.name for column in columns if _is_person(column))
    return KeptTable(table, columns, people, subjects)


def _is_person(column: Column[object]) -> bool:
    if column.table.name == "event_attendance":
        return column.name == "person_code"  # empty for a company, so it refers to no table
    if column.table.name == "person":
        return column.name == "code"
    return any(key.target_fullname == "person.code" for key in column.foreign_keys)


def subjects_kept() -> frozenset[str]:
    """Return the subjects that a snapshot has rows of."""
    return frozenset(subject for kept in kept_tables().values() for subject in kept.subjects)


@cache
def schema() -> str:
    """Return a name that changes with the tables, columns and types that snapshots hold."""
    digest = hashlib.sha256(str(FORMAT).encode())
    for line in _described():
        digest.update(line.encode())
    return digest.hexdigest()[:12]


def _described() -> Iterator[str]:
    for kept in kept_tables().values():
        yield f"\n{kept.name}"
        for column in kept.columns:
            kind = "person" if column.name in kept.people else repr(column.type)
            yield f" {column.name}:{kind}"


def is_text(column: Column[object]) -> bool:
    """Return whether a column holds text, which may be kept as a dictionary."""
    return isinstance(column.type, String)
