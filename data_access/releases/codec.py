"""An answer as bytes and back, the same in every value: compressed JSON that names its types."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd

from data_access.answers import QUESTIONS, Answer, Definition, Source, Withheld
from data_access.answers.reached import MEASURES
from data_access.language import Text, Title
from data_access.releases import figure_codec
from data_access.scope import Scope

FORMAT = 1  # moves when an answer of this code could not be read by another
KIND = "~"  # the key that tells a value with a type from a plain one
LEVEL = 6


class Unreadable(ValueError):
    """Bytes that are no answer of this format."""


def packed(answer: Answer) -> bytes:
    """Return an answer as bytes; its scope is the key under which they are stored."""
    found = {
        "format": FORMAT,
        "definition": _name_of(answer),
        "columns": [
            [str(column), str(answer.frame[column].dtype), _values(answer.frame[column])]
            for column in answer.frame.columns
        ],
        "rows": len(answer.frame),
        "as_of": plain(answer.as_of),
        "estimate_type": answer.estimate_type,
        "n": answer.n,
        "sources": [[plain(s.name), plain(s.as_of), list(s.batches)] for s in answer.sources],
        "withheld": [[w.reason, w.rows] for w in answer.withheld],
        "notes": [plain(note) for note in answer.notes],
        "synthetic": answer.synthetic,
        "adjusted": answer.adjusted,
        "tested": figure_codec.written(answer.errors, answer.evidence),
    }
    written = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(written.encode(), LEVEL)


def unpacked(content: bytes, name: str, scope: Scope) -> Answer:
    """Return the answer that `packed` wrote; raise Unreadable for anything else."""
    try:
        found = json.loads(zlib.decompress(content))
        if found["format"] != FORMAT:
            raise Unreadable(f"format {found['format']}")
        columns = {
            column: pd.Series([value(one) for one in values], dtype=kind)
            for column, kind, values in found["columns"]
        }
        errors, evidence = figure_codec.read(found["tested"])
        return Answer(
            name=name,
            scope=scope,
            definition=_definition(found["definition"]),
            frame=pd.DataFrame(columns, index=pd.RangeIndex(found["rows"])),
            as_of=value(found["as_of"]),
            estimate_type=found["estimate_type"],
            n=found["n"],
            sources=tuple(
                Source(value(said), value(as_of), tuple(batches))
                for said, as_of, batches in found["sources"]
            ),
            withheld=tuple(Withheld(reason, rows) for reason, rows in found["withheld"]),
            notes=tuple(value(note) for note in found["notes"]),
            synthetic=found["synthetic"],
            adjusted=found["adjusted"],
            errors=errors,
            evidence=evidence,
        )
    except (zlib.error, KeyError, TypeError, ValueError) as problem:
        raise Unreadable(f"{name}: {problem}") from problem


def stored(answer: Answer) -> Answer:
    """Return an answer with its rows numbered from 0, as it comes back from where it is stored."""
    return replace(answer, frame=answer.frame.reset_index(drop=True))


def _name_of(answer: Answer) -> list[str]:
    """Return where in the code the definition of an answer stands.

    Raise LookupError if it is neither a question's nor a measure's.
    """
    if answer.name in QUESTIONS and QUESTIONS[answer.name].definition == answer.definition:
        return ["question", answer.name]
    for code, measure in MEASURES.items():
        if measure.definition == answer.definition:
            return ["measure", code]
    for name, question in QUESTIONS.items():
        if question.definition == answer.definition:
            return ["question", name]
    raise LookupError(f"{answer.name} has a definition of its own")


def _definition(name: list[str]) -> Definition:
    kind, code = name
    return QUESTIONS[code].definition if kind == "question" else MEASURES[code].definition


def _values(column: pd.Series[Any]) -> list[Any]:
    return [plain(one) for one in column.tolist()]


def plain(given: Any) -> Any:
    """Return a value as JSON holds it, with its type where JSON has none like it."""
    if given is None or isinstance(given, bool | int | float | str):
        return given
    if given is pd.NA:
        return {KIND: "na"}
    for kind, (type_, write, _read) in TYPES.items():
        if type(given) is type_:
            return {KIND: kind, "of": write(given)}
    if hasattr(given, "item"):
        return plain(given.item())  # a number of numpy's
    if isinstance(given, tuple | list):
        kind = "tuple" if isinstance(given, tuple) else "list"
        return {KIND: kind, "of": [plain(one) for one in given]}
    raise TypeError(f"no way to store {given!r}")


def value(found: Any) -> Any:
    """Return the value that `plain` wrote."""
    if not isinstance(found, Mapping):
        return found
    kind = found[KIND]
    if kind == "na":
        return pd.NA
    if kind in ("tuple", "list"):
        each = [value(one) for one in found["of"]]
        return tuple(each) if kind == "tuple" else each
    return TYPES[kind][2](found["of"])


def _write_text(text: Text) -> list[Any]:
    return [
        text.msgid,
        text.plural,
        plain(text.count),
        {key: plain(one) for key, one in text.params.items()},
    ]


def _read_text(found: list[Any]) -> Text:
    msgid, plural, count, params = found
    text = Text(msgid, plural, value(count))
    text.params = {key: value(one) for key, one in params.items()}
    return text


TYPES: dict[str, tuple[type, Callable[[Any], Any], Callable[[Any], Any]]] = {
    "text": (Text, _write_text, _read_text),
    "title": (Title, lambda title: dict(title.titles), lambda found: Title(**found)),
    "date": (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    "moment": (dt.datetime, dt.datetime.isoformat, dt.datetime.fromisoformat),
    "time": (dt.time, dt.time.isoformat, dt.time.fromisoformat),
    "decimal": (Decimal, str, Decimal),
}
