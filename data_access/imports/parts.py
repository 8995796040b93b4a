"""What a sheet's own XML says: how far its cells reach, and which hold a formula or an error.

The fast reader shows an error, or a formula never computed, as an empty cell, and sets aside room
for every cell up to the last one. Both are looked up here first, in pieces, in bounded memory.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from enum import Enum
from itertools import chain
from xml.etree import ElementTree

PIECE, OVERLAP = 2**20, 512
CELL = re.compile(rb"<(?:\w+:)?c( [^>]*)>(<(?:\w+:)?f[ />])?")
ERROR_TYPE = re.compile(rb""" t=["']e["']""")
PLACE = re.compile(rb""" r=["']([A-Z]{1,3})(\d{1,7})["']""")
FILLED = re.compile(rb"""<(?:\w+:)?c(?= )[^>]*? r=["']([A-Z]{1,3})(\d{1,7})["'][^>]*(?<!/)>""")


class Broken(Enum):
    """A cell without a value of its own."""

    FORMULA = "formula"
    ERROR = "celda_error"


@dataclass
class Part:
    """One sheet: its last filled row and column (from 1), and broken cells by (row, column)."""

    rows: int = 0
    columns: int = 0
    broken: dict[tuple[int, int], Broken] = field(default_factory=dict)


def scan(archive: zipfile.ZipFile) -> dict[str, Part]:
    """The sheets of an .xlsx by name; KeyError or ParseError where the archive is none."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    found = {}
    for sheet in book.iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        # The attribute's namespace differs between the usual and the strict format.
        relation = next((v for k, v in sheet.items() if k.endswith("}id")), None)
        target = targets.get(relation, "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist():
            found[str(sheet.get("name"))] = _scan_part(archive, path)
    return found


def _scan_part(archive: zipfile.ZipFile, path: str) -> Part:
    part = Part()
    letters: set[bytes] = set()
    rest = b""
    with archive.open(path) as stream:
        for piece in chain(iter(lambda: stream.read(PIECE), b""), (b" " * OVERLAP,)):
            text = rest + piece
            places = FILLED.findall(text)
            letters.update(column for column, _ in places)
            part.rows = max(part.rows, max((int(row) for _, row in places), default=0))
            if b"<f" in text or b":f" in text or ERROR_TYPE.search(text):
                part.broken.update(_broken(text))
            rest = text[-OVERLAP:]
    part.columns = max((_column(name) for name in letters), default=0)
    return part


def _broken(text: bytes) -> dict[tuple[int, int], Broken]:
    found = {}
    for cell in CELL.finditer(text):
        attributes, formula = cell.groups()
        error = ERROR_TYPE.search(attributes)
        place = PLACE.search(attributes) if formula or error else None
        if place:
            at = int(place[2]), _column(place[1])
            found[at] = Broken.FORMULA if formula else Broken.ERROR
    return found


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index
