"""Codes in the place of documents, made where people are enrolled: nothing of this is stored.

A code is a keyed hash of the kind and number of a document (METHODS §6): the same person gets the
same code in every file that is coded with the same key, and whoever lacks the key can make nothing
of it. The key stays with the enrolling office, outside the observatory's database and log.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from python_calamine import CalamineError

from data_access.imports.personal import is_document, personal_header
from data_access.imports.sheet_description import PERSON_CODE
from data_access.imports.sheet_shape import spans
from data_access.language import Text
from data_access.refusal import Misuse, Refusal

LEAST_LENGTH = 32
LETTERS = 26  # of base32: 130 bits, far beyond what people's numbers could make collide
CEDULA, PASSPORT, OTHER = "CEDULA", "PASAPORTE", "OTRO"
# How offices name the kind of a document, in lower case without accents.
KINDS: Mapping[str, str] = {
    **dict.fromkeys(("cedula", "ci", "c", "cedula de identidad"), CEDULA),
    **dict.fromkeys(("pasaporte", "passport", "p"), PASSPORT),
}


class BadDocuments(Refusal):
    """Rows whose document cannot be one; they are named, the documents are not."""


@dataclass(frozen=True)
class Coded:
    """A file with codes, and the columns that were left out as they may hold personal data."""

    frame: pd.DataFrame
    left_out: tuple[str, ...]


def key_from(file: Path | None) -> bytes:
    """Return the key of `PSEUDONYM_KEY`, or of a file; raise Misuse if there is none or a short."""
    text = file.read_text("utf-8").strip() if file else os.environ.get("PSEUDONYM_KEY", "")
    if len(text) < LEAST_LENGTH:
        raise Misuse(
            Text(
                "Falta la clave de los códigos: defina PSEUDONYM_KEY o dé --key-file, con al menos "
                "{length} caracteres. --new-key hace una.",
                length=LEAST_LENGTH,
            )
        )
    return text.encode()


def new_key(file: Path) -> None:
    """Write a new key to a new file that only its owner may read; raise FileExistsError if any."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "w", encoding="utf-8") as kept:
        kept.write(secrets.token_hex(32))


def code_of(key: bytes, kind: str, number: str) -> str:
    """Return the code of a document; raise ValueError for what can be none of its kind."""
    plain = re.sub(r"[\s.\-/]", "", number).upper()
    if kind == CEDULA:
        plain = plain.removesuffix(".0")
        plain = plain.zfill(10) if len(plain) == 9 else plain  # spreadsheets drop a leading zero
        if len(plain) != 10 or not is_document(plain):
            raise ValueError("no cédula")
    elif not re.fullmatch(r"[A-Z0-9]{5,20}", plain):
        raise ValueError("no document")
    digest = hmac.new(key, f"{kind}|{plain}".encode(), hashlib.sha256).digest()
    return "P-" + base64.b32encode(digest).decode()[:LETTERS]


def coded(frame: pd.DataFrame, document: str, kind: str, key: bytes) -> Coded:
    """Return a table with codes in the place of documents, and without other personal columns.

    `frame` holds text, row i of it stands in row i + 2 of its file; `kind` is a kind of document,
    or the column that names it row by row. Raise BadDocuments if any row's cannot be one, Misuse if
    a column is not there.
    """
    by_row = kind in frame.columns
    for column in (document, *([] if by_row or kind.upper() in set(KINDS.values()) else [kind])):
        if column not in frame.columns:
            raise Misuse(
                Text(
                    "No hay una columna «{column}». Las columnas son: {columns}.",
                    column=column,
                    columns=", ".join(map(str, frame.columns)),
                )
            )
    kinds = [_kind(value) for value in frame[kind]] if by_row else [kind.upper()] * len(frame)
    codes, bad = [], []
    for row, (own, number) in enumerate(zip(kinds, frame[document], strict=True), start=2):
        try:
            codes.append(code_of(key, own, number))
        except ValueError:
            bad.append(row)
    if bad:
        raise BadDocuments(
            Text(
                "El documento de {count} filas no puede ser de su tipo o está vacío (filas "
                "{rows}): corríjalo. No se escribió nada.",
                count=len(bad),
                rows=spans(bad),
            )
        )
    left_out = tuple(
        str(column)
        for column in frame.columns
        if column == document or (by_row and column == kind) or personal_header(str(column))
    )
    kept = frame.drop(columns=list(left_out))
    kept.insert(0, PERSON_CODE, codes)
    return Coded(kept, tuple(column for column in left_out if column != document))


def read(file: Path) -> pd.DataFrame:
    """Return the first sheet of a workbook, or a CSV, as text; nothing is taken for a number."""
    try:
        if file.suffix.lower() == ".csv":
            with file.open(encoding="utf-8-sig") as lines:
                heading = lines.readline()
            apart = max(";,\t|", key=heading.count)  # one column alone has none of them
            return pd.read_csv(
                file, dtype=str, sep=apart, keep_default_na=False, encoding="utf-8-sig"
            )
        return pd.read_excel(file, dtype=str, keep_default_na=False, engine="calamine")
    except (ValueError, CalamineError) as problem:  # UnicodeDecodeError among them
        raise Misuse(
            Text("{file} no se puede leer: dé un libro de Excel o un CSV en UTF-8.", file=file.name)
        ) from problem


def _kind(value: str) -> str:
    plain = value.strip().lower().replace("é", "e")
    return KINDS.get(plain, OTHER)
