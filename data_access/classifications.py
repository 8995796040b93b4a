"""International classifications with their official titles: ISCO-08 (CIUO-08), ISIC 4 (CIIU 4)."""

from __future__ import annotations

import csv
from pathlib import Path

from data_access.language import Title

REFERENCE = Path(__file__).parent.parent / "assets" / "reference"


def _titles(file: str, column: str, length: int) -> dict[str, Title]:
    with (REFERENCE / file).open(encoding="utf-8", newline="") as rows:
        return {
            row[column]: Title(es=row["title_es"], en=row["title_en"])
            for row in csv.DictReader(rows)
            if len(row[column]) == length
        }


# Sub-major groups (two digits) are what surveys and the job bank are coded in.
OCCUPATIONS = _titles("isco08.csv", "code", 2)
SECTIONS = _titles("isic4.csv", "section", 1)
