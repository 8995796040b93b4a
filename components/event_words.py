"""Events of the log in words: who did what, with roles, places and pages by their names."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

from components import labels
from components.awards import record_words
from components.navigation import PAGES
from components.reader_language import URL_KEY
from components.words import Count, Listed
from data_access.audit.event_kind import Holds
from data_access.audit.event_kinds import EVENTS, fits
from data_access.audit.log_reader import Logged
from data_access.language import Text
from data_access.programme.settings import CHANGEABLE
from data_access.viewer import Grant

DAYS = {"from": Text("Desde"), "until": Text("Antes del")}
FORMATS = {
    **{"csv": "CSV", "xlsx": "Excel", "tsv": "TSV", "png": "PNG", "svg": "SVG", "pdf": "PDF"},
    **{"docx": "Word", "pptx": "PowerPoint"},
}


# What addresses of pages call what is no dimension or filter of an answer.
OF_PAGES = {"parte": Text("parte"), "indicador": Text("indicador"), "edicion": Text("edición")}


def as_is(value: object) -> Text:
    """Return a value that needs no words as it stands: an address, a year."""
    return Text("{value}", value=str(value))


def role(value: str) -> Text:
    """Return a role as the log stores it, `leader:1308`, in words; one that no longer exists as
    is."""
    name, _, of = value.partition(":")
    try:
        return labels.role_apart(Grant(name, of or None))
    except ValueError:
        return as_is(value)


def page(name: str) -> Text:
    """Return a page's title; the name itself if there is no such page now."""
    return PAGES[name].title if name in PAGES else as_is(name)


def query(asked: Mapping[str, str]) -> Text:
    """Return what was asked for, as in an address: "Lugar: Manta; Sexo: Mujer"."""
    parts = [_asked(key, value) for key, value in asked.items() if key != URL_KEY]
    return Listed(parts) if parts else Text("sin filtros")


def _asked(key: str, value: str) -> Text:
    if key in DAYS:
        return Text("{key}: {value}", key=DAYS[key], value=_day(value))
    if key == "territory":
        said = labels.place(value)
    elif key == "by":
        said = Listed(labels.scope_key(part) for part in value.split(","))
    else:
        said = labels.codes(key).get(value, as_is(value))
    return Text("{key}: {value}", key=OF_PAGES.get(key) or labels.scope_key(key), value=said)


def _day(value: str) -> object:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return value


WORDS: Mapping[Holds, Callable[[Any], Text]] = {
    Holds.TEXT: as_is,
    Holds.ROLE: role,
    Holds.SETTING: lambda key: CHANGEABLE.get(key, as_is(key)),
    Holds.VALUE: lambda value: Text("«{value}»", value=value) if value else Text("nada"),
    Holds.PAGE: page,
    Holds.ANSWER: labels.title,
    Holds.FORMAT: lambda form: as_is(FORMATS.get(form, form)),
    Holds.QUERY: query,
    Holds.COUNT: Count,
    Holds.NUMBER: as_is,
    Holds.NAMES: lambda names: Listed(map(as_is, names)) if names else Text("ningún archivo"),
}


def in_words(name: str, holds: Holds, value: Any) -> Text:
    """Return a detail of an event in words; the name of a jury record's detail decides its
    words."""
    return record_words.said(name, value) if holds is Holds.KEPT else WORDS[holds](value)


def title(kind: str) -> Text:
    """Return what a kind of event is called; a kind that no longer exists is its own name."""
    return EVENTS[kind].title if kind in EVENTS else as_is(kind)


def sentence(logged: Logged) -> Text:
    """Return an event in words; one that an older version wrote otherwise is shown unchanged."""
    actor = as_is(logged.actor or "—")
    if not fits(logged.kind, logged.details):
        details = json.dumps(logged.details, ensure_ascii=False)
        said = title(logged.kind)
        return Text("{actor}: {title} {details}", actor=actor, title=said, details=details)
    event = EVENTS[logged.kind]
    words = {
        name: in_words(name, holds, logged.details[name])
        for name, holds in event.details.items()
        if name != event.counted
    }
    form = event.sentence
    count = None if event.counted is None else int(logged.details[event.counted])
    return Text(form.msgid, form.plural, count, actor=actor, **words)
