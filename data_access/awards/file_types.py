"""The type of a file, by its content and never by its name alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

PDF = "application/pdf"
PNG, JPEG = "image/png", "image/jpeg"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
CSV = "text/csv"
# The extensions that each may have.
ENDINGS = {
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    XLSX: (".xlsx",),
    ODS: (".ods",),
    CSV: (".csv",),
}
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
STARTS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
LONGEST_NAME = 120


def type_of(name: str, content: bytes) -> str | None:
    """Return the media type of a file that may be stored.

    Return None for any other, and for one whose name says otherwise.
    """
    found = _by_content(content)
    ending = PurePosixPath(name.lower()).suffix
    if found is None and ending == ".csv" and _is_text(content):
        found = CSV
    return found if found and ending in ENDINGS[found] else None


def is_heic(content: bytes) -> bool:
    """Return whether it is a photograph as new phones keep them, which few programs open."""
    return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS


def is_photograph(content: bytes) -> bool:
    """Return whether it is a picture that can be made smaller."""
    return is_heic(content) or _by_content(content) in (PNG, JPEG)


def safe_name(name: str) -> str:
    """Return a file's own name without folders and what cannot be printed."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in plain if c.isprintable() and c not in '<>:"|?*').strip(". ")
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot else shown


def _by_content(content: bytes) -> str | None:
    for start, media_type in STARTS:
        if content.startswith(start):
            return media_type
    if content.startswith(b"PK\x03\x04"):
        return _spreadsheet(content)
    return None


def _spreadsheet(content: bytes) -> str | None:
    """Return the media type of an .xlsx without macros, or of an .ods.

    Only the list of parts is read, nothing unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist())
            if "mimetype" in parts and archive.getinfo("mimetype").file_size < len(ODS) + 2:
                return ODS if archive.read("mimetype").strip() == ODS.encode() else None
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError):
        return None
    whole = {"[Content_Types].xml", "xl/workbook.xml"} <= parts
    return XLSX if whole and not any(part.endswith("vbaProject.bin") for part in parts) else None


def _is_text(content: bytes) -> bool:
    if not content.strip() or b"\0" in content:
        return False
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
