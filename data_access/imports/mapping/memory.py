"""What an office once answered about its files: kept by their shape, and used the next time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, insert, select

from data_access.imports.file_reading import RawSheet
from data_access.imports.headings import heading
from data_access.imports.mapping.questions import Ask, Question
from data_access.imports.sheet_shape import row_at
from data_access.tables import FileMapping
from data_access.viewer import LEADER, Viewer, brings_any_data

LOOKED_AT = 30
PROGRAMME = "EC"
Answers = dict[str, str]


@dataclass
class Memory:
    """Answers by the shape of a sheet: those known before, and those used in this call."""

    known: Mapping[str, Answers] = field(default_factory=dict)
    used: dict[str, Answers] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def asking(self, sheet: RawSheet, ask: Ask) -> Ask:
        """Return a function that asks only what is not known of sheets of this shape."""
        shape = signature(sheet)
        self.names[shape] = sheet.name

        def asked(question: Question) -> str | None:
            said = self.known.get(shape, {}).get(question.key) or ask(question)
            if said:
                self.used.setdefault(shape, {})[question.key] = said
            return said

        return asked

    def recalled(self, sheet: RawSheet) -> Answers:
        """Return the answers used for a sheet that were known before."""
        shape = signature(sheet)
        known, used = self.known.get(shape, {}), self.used.get(shape, {})
        return {key: said for key, said in used.items() if known.get(key) == said}


def signature(sheet: RawSheet) -> str:
    """Return what tells a shape from others: the row with most texts, which holds the headers."""
    last = min(sheet.first_row + sheet.length - 1, LOOKED_AT)
    rows = [row_at(sheet, n) for n in range(sheet.first_row - 1, last + 1)]
    texts = [[heading(c) for c in row if isinstance(c, str)] for row in rows]
    headers = max(texts, key=len, default=[])
    return hashlib.sha256("|".join([heading(sheet.name), *headers]).encode()).hexdigest()[:32]


def office_of(viewer: Viewer) -> str:
    """Return whose files a reader brings in: a leader's place, or the whole programme's."""
    return PROGRAMME if brings_any_data(viewer) else ",".join(sorted(viewer.of(LEADER)))


def recall(connection: Connection, viewer: Viewer) -> Memory:
    """Return the newest answers of a reader's office."""
    rows = connection.execute(
        select(FileMapping.signature, FileMapping.answers)
        .where(FileMapping.office == office_of(viewer))
        .order_by(FileMapping.version)
    )
    return Memory({shape: dict(answers) for shape, answers in rows})


def keep(connection: Connection, viewer: Viewer, memory: Memory) -> None:
    """Store answers that are new, or other than before, as a version of their own."""
    office = office_of(viewer)
    for shape, answers in memory.used.items():
        if dict(memory.known.get(shape, {})) == answers:
            continue
        of_shape = (FileMapping.office == office) & (FileMapping.signature == shape)
        last = connection.execute(select(func.max(FileMapping.version)).where(of_shape)).scalar()
        connection.execute(
            insert(FileMapping),
            {
                "office": office,
                "signature": shape,
                "version": (last or 0) + 1,
                "name": memory.names[shape],
                "answers": answers,
                "author": viewer.name,
            },
        )
