"""What a file is, by its content: an office renames more files than it converts."""

from __future__ import annotations

import zipfile
from pathlib import Path

from data_access.imports.reading_problems import Unreadable
from data_access.language import Text

OLD_OR_LOCKED = bytes.fromhex("d0cf11e0a1b11ae1")
ARCHIVE = b"PK\x03\x04"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# A workbook with a password holds this stream instead of sheets, in two-byte letters.
LOCKED = "EncryptedPackage".encode("utf-16-le")
TEXTS = (".csv", ".txt", ".tsv")
PAGE = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<head", b"<body", b"<style", b"<meta")


def kind_of(path: Path) -> str:
    """Return csv, xlsx, ods or old (.xls, .xlsb); raise Unreadable for others, and OSError."""
    with path.open("rb") as file:
        start = file.read(2**16)
    if start.startswith(OLD_OR_LOCKED):
        _require_unlocked(path, start)
        return "old"
    if start.startswith(ARCHIVE):
        return _archive(path, start)
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(PAGE):
        raise Unreadable(
            "pagina_web",
            Text(
                "Es una página web (o un XML) con otro nombre, no un libro de Excel: ábralo en "
                "Excel o LibreOffice y guárdelo como .xlsx."
            ),
        )
    if not start:
        rule = "sin_cabeceras" if path.suffix.lower() in TEXTS else "archivo_ilegible"
        raise Unreadable(rule, Text("El archivo está vacío: vuelva a exportarlo."))
    if head.startswith((b"[{", b"[\n", b"[\r\n", b"{")) and b'"' in head:
        raise Unreadable(
            "archivo_ilegible",
            Text("Es un archivo para programas (JSON), no una tabla: expórtelo como CSV o .xlsx."),
        )
    if start.startswith(b"%PDF") or head.startswith(b"{\\rtf"):
        raise Unreadable(
            "archivo_ilegible",
            Text("Es un documento (PDF o texto), no una tabla: pida el libro o el CSV original."),
        )
    return "csv" if path.suffix.lower() in TEXTS else "xlsx"


def _require_unlocked(path: Path, start: bytes) -> None:
    with path.open("rb") as file:
        whole = start if len(start) < 2**16 else start + file.read(8 * 2**20)
    if LOCKED in whole:
        raise Unreadable(
            "archivo_con_clave",
            Text(
                "El libro tiene contraseña: ábralo, quítela (Archivo, Información, Proteger libro) "
                "y guárdelo de nuevo."
            ),
        )


def _archive(path: Path, start: bytes) -> str:
    if path.suffix.lower() in TEXTS:
        raise Unreadable(
            "libro_con_otro_nombre",
            Text(
                "Es un libro de Excel o LibreOffice con nombre de CSV: cambie el final del nombre "
                "a .xlsx, o ábralo y guárdelo como CSV."
            ),
        )
    if ODS in start[:200]:
        return "ods"
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
            if "mimetype" in names and archive.read("mimetype").strip() == ODS:
                return "ods"
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, EOFError, NotImplementedError):
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "old"
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise Unreadable(
            "archivo_ilegible",
            Text("Es un documento de Word o una presentación: copie su tabla a un libro .xlsx."),
        )
    if names and not any(name.startswith("xl/") for name in names):
        inside = [name for name in names if name.endswith((*TEXTS, ".xlsx", ".xls", ".ods"))]
        if inside:
            raise Unreadable(
                "archivo_ilegible",
                Text(
                    "Es una carpeta comprimida (.zip): ábrala y cargue el archivo que está dentro."
                ),
            )
    return "xlsx"
