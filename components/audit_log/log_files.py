"""The events as CSV and Excel files, both in words and as they are stored."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from components import downloads, event_words
from components.audit_log.log_filter import LogFilter
from components.downloads import SYNTHETIC
from components.tables import FileColumn
from components.words import Moment
from data_access.answers.columns import Kind
from data_access.audit import log_reader
from data_access.audit.log_reader import MOST_IN_A_FILE
from data_access.clock import TIMEZONE
from data_access.language import Text, say
from data_access.viewer import Viewer

COLUMNS = (
    (Text("Número"), Kind.TEXT),
    (Text("Momento (Ecuador)"), Kind.MOMENT),
    (Text("Código"), Kind.TEXT),
    (Text("Suceso"), Kind.TEXT),
    (Text("Quién"), Kind.TEXT),
    (Text("Qué pasó"), Kind.TEXT),
    (Text("Detalles"), Kind.TEXT),
)


def as_csv(engine: Any, viewer: Viewer, asked: LogFilter, language: str, synthetic: bool) -> bytes:
    """Return the events asked for as CSV; raise Forbidden if the viewer no longer administers."""
    return downloads.csv_file(*_content(engine, viewer, asked, language, synthetic))


def as_excel(
    engine: Any, viewer: Viewer, asked: LogFilter, language: str, synthetic: bool
) -> bytes:
    """Return the same as a workbook."""
    content = _content(engine, viewer, asked, language, synthetic)
    return downloads.excel_file(*content, language)


def file_name(language: str, extension: str) -> str:
    """Return the name of the file, such as `registro_2026-05-03_es.csv`."""
    today = dt.datetime.now(TIMEZONE).date()
    return f"{downloads.slug(Text('registro').to(language))}_{today}_{language}.{extension}"


def _content(
    engine: Any, viewer: Viewer, asked: LogFilter, language: str, synthetic: bool
) -> tuple[list[tuple[str, str]], list[FileColumn], list[list[Any]]]:
    """Return the file's metadata, its headings with their kinds, and its rows."""
    found = log_reader.read(engine, viewer, asked.wanted, at_once=MOST_IN_A_FILE)
    about: dict[Text, object] = {Text("Aviso"): SYNTHETIC} if synthetic else {}
    about |= {
        Text("Contenido"): Text("Registro de actividad"),
        **asked.words,
        Text("Sucesos"): found.total,
        Text("Descargado"): Moment(dt.datetime.now(TIMEZONE)),
        Text("Por"): viewer.name,
    }
    if found.total > len(found.entries):
        about[Text("Nota")] = Text(
            "Están los {count} más recientes: elija un período más corto para los demás.",
            count=len(found.entries),
        )
    rows = [
        [
            str(one.id),
            one.at.astimezone(TIMEZONE).replace(tzinfo=None, microsecond=0),
            one.kind,
            event_words.title(one.kind).to(language),
            one.actor,
            event_words.sentence(one).to(language),
            json.dumps(one.details, ensure_ascii=False),
        ]
        for one in found.entries
    ]
    headings = [FileColumn(name.to(language), kind) for name, kind in COLUMNS]
    return (
        [(name.to(language), say(value, language)) for name, value in about.items()],
        headings,
        rows,
    )
