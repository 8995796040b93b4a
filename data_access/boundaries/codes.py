"""Detection and reading of the column of a map with the DPA codes of cantons or provinces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data_access import territory

CANTON, PROVINCE = "canton", "province"
KNOWN = {
    CANTON: frozenset((*territory.CANTONS, *territory.ZONES)),
    PROVINCE: frozenset((*territory.PROVINCES, "90")),
}
DIGITS = {CANTON: 4, PROVINCE: 2}
# Column names that INEC, OCHA and IGM use, folded to lower-case letters and digits; a shapefile
# cuts names at ten characters.
NAMES = {
    CANTON: re.compile(r"(dpa|cod|codigo|id)_?can(t|ton)?|can(t|ton)_?(c|co|cod|code|codi|codigo)"),
    PROVINCE: re.compile(
        r"(dpa|cod|codigo|id)_?prov(in|incia)?|prov(incia)?_?(c|co|cod|code|codigo)"
    ),
}
OCHA = {CANTON: "adm2_pcode", PROVINCE: "adm1_pcode"}
# Row numbers look like province codes.
ROW_NUMBERS = frozenset({"id", "fid", "gid", "oid", "objectid", "ogc_fid", "index", "orden"})
# La Concordia passed from Esmeraldas to Santo Domingo; older maps and COD-AB keep its old code.
FORMER = {"0808": "2302"}
ENOUGH = 0.5  # of a column's values must be known codes for it to be taken by content


@dataclass(frozen=True)
class Codes:
    """The code column of a map: one code per row, None where the cell holds no known one."""

    level: str
    column: str
    codes: tuple[str | None, ...]
    cells: tuple[str, ...]  # as in the file, for messages about a wrong cell


def read_code(cell: object, level: str) -> str | None:
    """Return a cell as a DPA code of a level: "EC0101", "101", 101 and 101.0 are all 0101."""
    match = re.fullmatch(r"(?:EC[-_ ]?)?(\d+)(?:\.0*)?", str(cell).strip().upper())
    if match is None:
        return None
    code = match[1].zfill(DIGITS[level])
    code = FORMER.get(code, code)
    return code if code in KNOWN[level] else None


def find(attributes: pd.DataFrame) -> Codes | None:
    """Return the codes of a map's rows: cantons' rather than provinces'; None without any."""
    for level in (CANTON, PROVINCE):
        found = [_read(attributes, column, level) for column in attributes.columns]
        likely = [codes for codes in found if _likely(codes)]
        if likely:
            return max(likely, key=lambda codes: (_is_named(codes), _share(codes)))
    for level in (CANTON, PROVINCE):
        found = [_read(attributes, column, level) for column in attributes.columns]
        for codes in filter(_is_named, found):
            return codes
    return None


def _read(attributes: pd.DataFrame, column: str, level: str) -> Codes:
    cells: Sequence[object] = attributes[column].tolist()
    nothing = attributes[column].isna().tolist()
    return Codes(
        level,
        str(column),
        tuple(read_code(cell, level) for cell in cells),
        tuple("" if empty else str(c) for c, empty in zip(cells, nothing, strict=True)),
    )


def _share(codes: Codes) -> float:
    return sum(code is not None for code in codes.codes) / max(len(codes.codes), 1)


def _likely(codes: Codes) -> bool:
    enough = _share(codes) >= ENOUGH
    return enough and (_is_named(codes) or codes.column.lower() not in ROW_NUMBERS)


def _is_named(codes: Codes) -> bool:
    name = codes.column.lower()
    return name == OCHA[codes.level] or NAMES[codes.level].fullmatch(name) is not None
