"""What stands against storing the rows of a call, and what storing them would change."""

from __future__ import annotations

from sqlalchemy import Connection

from data_access.imports import holding, waiting
from data_access.imports.awards import check_awards
from data_access.imports.calls import Call
from data_access.imports.changes import Change
from data_access.imports.finding_list import Findings
from data_access.imports.lookalikes import similar
from data_access.imports.partial_rows import complete, emptied
from data_access.imports.programme_results import check_together
from data_access.imports.relations import APART, check_references
from data_access.imports.reports import agreement, of_sheet, told
from data_access.imports.row_permissions import check_places
from data_access.imports.row_storing import compare
from data_access.imports.sight import sight_of, sight_of_office
from data_access.imports.survey_rules import check_samples
from data_access.imports.templates import templates
from data_access.imports.withdrawn_people import check_withdrawn
from data_access.language import Text

WAITS = Text(
    "El lote espera la aprobación del equipo de seguimiento: sus filas hablan de personas y "
    "cuentan desde entonces. Las de personas que no son de su lugar las decide aparte, y de nadie "
    "se dice si ya está en el registro."
)


def examine(connection: Connection, call: Call, accept_warnings: bool) -> list[Change]:
    """Fill the report with all that is found; return the changes to store, if any."""
    report, tables, sight = call.report, call.tables, sight_of(call.viewer)
    if call.office is not None:
        call.held = holding.sort_out(connection, tables, sight_of_office(call.office))
        report.notices += holding.told(call.held)
    report.notices += complete(connection, tables, call.viewer, waited=call.author is not None)
    findings = Findings(call.findings)
    findings += check_references(connection, tables, templates(), call.viewer)
    findings += check_places(connection, tables, call.viewer, findings)
    findings += check_withdrawn(connection, tables, call.viewer)
    findings += check_samples(connection, tables, templates())
    findings += check_together(connection, tables, templates(), sight)
    findings += check_awards(connection, tables, templates())
    findings.sort()
    report.errors += (finding for finding in findings if finding.error)
    report.warnings += (finding for finding in findings if not finding.error)
    changes: list[Change] = []
    if report.errors:
        report.refused = True
    elif not tables and not call.held:
        report.notices += [
            Text("{file} no tiene filas llenas: no se cambió nada.", file=name)
            for name in call.hashes.values()
        ]
    else:
        changes = [compare(connection, table, sight) for table in tables.values()]
        report.warnings += similar(connection, tables, changes, call.viewer)
        report.warnings += emptied(tables, changes, call.viewer)
        report.warnings.sort()
        if any(change.rows or not told(call.viewer, change.template) for change in changes):
            report.changes = [of_sheet(call.viewer, change) for change in changes]
            report.refused = bool(report.warnings) and not accept_warnings
            apart = any(finding.rule == APART for finding in findings)
            if apart or waiting.must_wait(call.viewer, changes):
                report.waiting = True
                report.notices.append(WAITS)
        else:
            # What is stored already was doubted, and accepted, when it came in.
            report.warnings.clear()
            if not call.held:
                report.notices.append(Text("Todas las filas ya estaban guardadas así."))
            if call.author is None:
                changes = []
    if not report.errors:
        report.agreement = agreement(report, changes, call.hashes)
    return changes
