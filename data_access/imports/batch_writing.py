"""What becomes of a call that may be stored: rows written as a batch, or kept aside."""

from __future__ import annotations

from data_access import record_keys
from data_access.imports import looks, waiting
from data_access.imports.calls import Call, Progress
from data_access.imports.changes import Change
from data_access.imports.examining import WAITS
from data_access.imports.mapping.memory import keep, office_of
from data_access.imports.reports import told
from data_access.imports.row_storing import Origin, store
from data_access.imports.withdrawn_people import consented_again
from data_access.language import Text
from data_access.transaction import Transaction


def kept_unseen(connection: Transaction, call: Call) -> bool:
    """Keep a leader's batch aside as it is if no look at people is left; return whether so.

    Past the limit an import tells nothing of what is stored: it is neither refused nor found right.
    What its own files say by themselves is told as ever.
    """
    tables = call.tables.values()
    if not looks.are_counted(call.viewer, tables) or looks.has_room(connection, call.viewer):
        return False
    report = call.report
    report.errors += (finding for finding in call.findings if finding.error)
    report.errors.sort()
    report.refused = bool(report.errors)
    if report.refused:
        return True
    rows = sum(len(table.frame) for table in tables)
    report.batch = waiting.keep_unseen(connection, rows, call.sheets, call.hashes, call.viewer)
    report.waiting, report.accepted = True, rows
    report.notices += [looks.unseen(), WAITS]
    connection.log("batch_waiting", batch=report.batch, files=sorted(call.hashes.values()))
    return True


def write_or_keep(
    connection: Transaction, call: Call, changes: list[Change], say: Progress
) -> None:
    """Store what was found right, or keep it aside until a monitor approves it."""
    if not call.report.waiting:
        write(connection, call, changes, say)
        return
    report = call.report
    report.batch = waiting.keep(connection, changes, call.sheets, call.hashes, call.viewer)
    if call.memory is not None:
        keep(connection, call.viewer, call.memory)
    report.accepted = sum(change.rows + change.same for change in changes)
    connection.log("batch_waiting", batch=report.batch, files=sorted(call.hashes.values()))


def write(connection: Transaction, call: Call, changes: list[Change], say: Progress) -> None:
    """Store what was found right, log it, and update what is derived from it."""
    report, author = call.report, call.author or call.viewer.name

    def advance(share: float) -> None:
        say(0.6 + 0.3 * share, Text("Guardando"))

    office = office_of(call.viewer)
    origin = Origin(author, office, call.evidence, call.number, call.further)
    report.batch = store(connection, changes, call.hashes, origin, advance)
    consented_again(connection, changes)
    report.accepted = sum(
        change.rows if told(call.viewer, change.template) else change.rows + change.same
        for change in changes
    )
    files, rows = sorted(call.hashes.values()), sum(change.rows for change in changes)
    if call.memory is not None:
        keep(connection, call.viewer, call.memory)
    if not call.further:
        connection.log("imported", actor=author, batch=report.batch, files=files, rows=rows)
    touched = {change.template.subject for change in changes if change.rows}
    if "people" in touched:
        record_keys.fill(connection)
    connection.touch(*touched)
