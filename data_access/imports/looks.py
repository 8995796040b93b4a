"""How often a leader may have files about people examined without storing them (METHODS §6).

A preview compares a file with what is stored, so whoever could ask for any number of them could ask
after any number of people. Each is logged, and a day has room for so many; a file of a thousand
rows is one. What is stored is logged as a batch, and waits for a monitor.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Collection

from sqlalchemy import func, select

from data_access import clock
from data_access.audit import chain
from data_access.imports.allowances import allowed
from data_access.imports.checked_rows import Table
from data_access.imports.finding_list import Findings
from data_access.imports.import_findings import ImportFinding
from data_access.imports.people_sheets import of_people
from data_access.imports.reports import Report
from data_access.language import Text
from data_access.tables import AuditEvent
from data_access.transaction import Transaction
from data_access.viewer import Viewer, brings_any_data

KIND = "people_previewed"
RULE = "revisiones_agotadas"
USUAL = 20
DAY = dt.timedelta(days=1)


def limit() -> int:
    """Return the previews about people that a leader has in 24 hours (`PREVIEWS_PER_DAY`)."""
    return allowed("PREVIEWS_PER_DAY", os.environ.get("PREVIEWS_PER_DAY"), USUAL)


def are_counted(viewer: Viewer, tables: Collection[Table]) -> bool:
    """Return whether examining these sheets is a look at people by somebody who leads a place."""
    return not brings_any_data(viewer) and any(of_people(table.template) for table in tables)


def note(connection: Transaction, viewer: Viewer, files: Collection[str]) -> bool:
    """Log one look, and return True, if there is room for it; else return False."""
    if not has_room(connection, viewer):
        return False
    connection.log(KIND, files=sorted(set(files)))
    return True


def has_room(connection: Transaction, viewer: Viewer) -> bool:
    """Return whether a leader has a look left today."""
    # The log's head is what each entry locks at its end: two looks at once cannot both be the last.
    chain.hold(connection)
    since = clock.now() - DAY
    own = select(func.count()).select_from(AuditEvent).where(AuditEvent.at > since)
    return (connection.scalar(own.filter_by(kind=KIND, actor=viewer.name)) or 0) < limit()


def unseen() -> Text:
    """Return the sentence about a batch that is kept though no look was left for it."""
    return Text(
        "Ya hizo las {count} revisiones de datos sobre personas que caben en 24 horas: el lote "
        "queda sin revisar, y lo revisa el equipo de seguimiento.",
        count=limit(),
    )


def withhold(report: Report, files: Collection[str]) -> None:
    """Leave in a report nothing but the sentence that no preview is left today."""
    text = Text(
        "Ya hizo las {count} revisiones de datos sobre personas que caben en 24 horas: vuelva a "
        "probar mañana, o pida al equipo de seguimiento que cargue el archivo.",
        count=limit(),
    )
    found = [ImportFinding(name, None, None, None, None, RULE, text) for name in sorted(set(files))]
    report.errors, report.warnings = Findings(found), Findings()
    report.notices, report.changes = [], []
    report.refused, report.waiting, report.overtaken, report.agreement = True, False, False, ""
