"""Save what a field of a sheet sends as an entry, and answer its sender.

The input comes from a browser and is validated first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from components.awards.field.messages import NOT_OURS, UNREADABLE, without_nul
from data_access.awards import scoring
from data_access.awards.juror_tasks import OwnSheet
from data_access.awards.preconditions import Closed, Stale
from data_access.awards.scoring import ScoreEntry
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal
from data_access.viewer import Viewer

NOTE = "note"


@dataclass(frozen=True)
class Typed:
    """What a field sent: client, sequence number, base version and revision, and content.

    `sent`: the contents that the field sent before and heard no answer for.
    """

    client: str
    seq: int
    version: int
    revision: int
    entry: ScoreEntry
    sent: tuple[ScoreEntry, ...] = ()

    @classmethod
    def read(cls, given: Any) -> Typed:
        """Return the input parsed; raise ValueError for what no field of ours sends."""
        try:
            version, _, revision = given["base"].partition(".")
            return cls(
                str(given["client"]),
                int(given["seq"]),
                int(version),
                int(revision),
                _entry(given["entry"]),
                tuple(map(_entry, given.get("sent", ()))),
            )
        except (KeyError, TypeError, AttributeError, InvalidOperation) as problem:
            raise ValueError("not what a field sends") from problem


def _entry(given: Any) -> ScoreEntry:
    value, skipped, comment = given["value"], given["na"], given["comment"]
    if not isinstance(comment, str) or not isinstance(skipped, bool):
        raise ValueError("a comment is text and «not assessable» is yes or no")
    number = None if value is None else Decimal(str(value))
    if number is not None and not number.is_finite():
        raise ValueError("a score is a number")
    return ScoreEntry(number, skipped, without_nul(comment))


def base(version: int, revision: int) -> str:
    """Return a version and a revision as a field sends them; a draft not begun is version 1."""
    return f"{max(version, 1)}.{revision}"


@dataclass(frozen=True)
class SheetField:
    """The field of a criterion, or of the private note, of a sheet; `version` is being drafted."""

    edition: str
    nomination: str
    name: str
    version: int


def save(engine: Any, viewer: Viewer, field: SheetField, given: Any) -> dict[str, Any]:
    """Save what a field sent, and return the answer to its sender.

    A save over another version never matches a revision, so that it is stale.
    """
    try:
        typed = Typed.read(given)
    except ValueError:
        return dict(NOT_OURS)
    told: dict[str, Any] = {"client": typed.client, "seq": typed.seq, "said": Text("")}
    revision = typed.revision if typed.version == max(field.version, 1) else -1
    try:
        done = _store(engine, viewer, field, typed, revision)
    except Stale:
        return told | {"outcome": "stale"}
    except (Closed, Forbidden) as problem:
        return told | {"outcome": "closed", "said": problem.text}
    except Refusal as problem:
        return told | {"outcome": "refused", "said": problem.text}
    except ValueError:
        return told | {"outcome": "refused", "said": UNREADABLE}
    return told | {"outcome": "saved", "base": base(field.version, done.revision), "at": done.at}


def _store(
    engine: Any, viewer: Viewer, field: SheetField, typed: Typed, revision: int
) -> scoring.Saved:
    """Save over the revision, or over what the same field sent a moment before."""
    sheet = (engine, viewer, field.edition, field.nomination)
    try:
        if field.name == NOTE:
            return scoring.save_note(*sheet, revision, typed.entry.comment)
        return scoring.save(*sheet, scoring.ScoreChange(field.name, typed.entry, revision))
    except Stale as newer:
        own = {e.comment for e in typed.sent} if field.name == NOTE else set(typed.sent)
        if revision < 0 or newer.stored not in own:
            raise
        return _store(engine, viewer, field, replace(typed, sent=()), newer.revision)


def stored(sheet: OwnSheet, field: str) -> tuple[dict[str, Any], int]:
    """Return a field's stored content, as the field writes it, and its revision."""
    if field == NOTE:
        return {"value": None, "na": False, "comment": sheet.note}, sheet.note_revision
    entry = sheet.entries.get(field, scoring.EMPTY)
    value = None if entry.value is None else format(entry.value, "f")
    content: Mapping[str, Any] = {
        "value": value,
        "na": entry.not_assessable,
        "comment": entry.comment,
    }
    return dict(content), sheet.revisions.get(field, 0)
