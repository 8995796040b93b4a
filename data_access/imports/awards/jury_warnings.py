"""Warnings on the quality of a jury's scores: too few readers, gaps, no spread, no connection."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from data_access.imports.awards.touched_editions import Parts
from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.row_rules import whole_sheet
from data_access.language import Text
from data_access.measures.awards import severity, sheet_points

LEAST_JURORS = 3
NAMES = {
    "nomination_code": "nomination",
    "juror_code": "juror",
    "criterion_code": "criterion",
}


def check_juries(tables: dict[str, Table], parts: Parts) -> Iterator[ImportFinding]:
    """Report what the scores of each edition of the call would lack as a whole."""
    table = tables.get("puntajes")
    if table is None:
        return
    for code in sorted(set(table.frame["edition_code"].dropna())):
        found = _scored(parts, str(code))
        if found is None:
            continue  # what keeps the sheets from being read has its own findings
        valid = found.dropna(subset=["points"])
        yield from _gaps(table, str(code), found)
        yield from _few(table, str(code), valid, parts)
        yield from _flat(table, valid)
        yield from _apart(table, str(code), valid)


def _scored(parts: Parts, code: str) -> pd.DataFrame | None:
    """Return the sheets of an edition's eligible nominations, by jurors who are not recused."""
    editions, criteria = parts.after["ediciones"], parts.after["criterios"]
    edition = editions[editions["code"] == code].dropna(subset=["score_min", "score_max"])
    rubric = criteria[criteria["edition_code"] == code]
    scores = parts.after["puntajes"]
    scores = scores[scores["edition_code"] == code].rename(columns=NAMES)
    assigned = parts.after["asignaciones"]
    recused = assigned[(assigned["edition_code"] == code) & (assigned["conflict"] == "SI")]
    out = set(zip(recused["nomination_code"], recused["juror_code"], strict=True))
    kept = [pair not in out for pair in zip(scores["nomination"], scores["juror"], strict=True)]
    scores = scores[pd.Series(kept, index=scores.index, dtype=bool)]
    whole = not edition.empty and not rubric["weight"].isna().any()
    if not whole or not set(scores["criterion"]) <= set(rubric["code"]):
        return None
    least, most = (float(edition[name].iloc[0]) for name in ("score_min", "score_max"))
    if least >= most:
        return None
    weights = dict(zip(rubric["code"], rubric["weight"].astype(float), strict=True))
    skipped = scores["not_assessable"] == "SI"
    return sheet_points.scored(scores.assign(skipped=skipped), weights, least, most)


def _gaps(table: Table, code: str, found: pd.DataFrame) -> Iterator[ImportFinding]:
    gaps = found[found["points"].isna()]
    for nomination, juror in zip(gaps["nomination"], gaps["juror"], strict=True):
        yield whole_sheet(
            table,
            "juror_code",
            "hoja_incompleta",
            Text(
                "La hoja de {juror} sobre {nomination} está incompleta en {edition}: no contará.",
                juror=str(juror),
                nomination=str(nomination),
                edition=code,
            ),
        )


def _few(table: Table, code: str, valid: pd.DataFrame, parts: Parts) -> Iterator[ImportFinding]:
    editions, nominations = parts.after["ediciones"], parts.after["postulaciones"]
    own = nominations[nominations["edition_code"] == code]
    ineligible = set(own["code"][own["eligible"] != "SI"])
    asked = editions["jurors_min"][editions["code"] == code].dropna()
    least = max([LEAST_JURORS, *map(int, asked)])
    for nomination, count in valid.groupby("nomination").size().items():
        if nomination in ineligible:
            text = Text(
                "La postulación {nomination} tiene puntajes y no consta como elegible: no contará.",
                nomination=str(nomination),
            )
            yield whole_sheet(table, "nomination_code", "puntaje_no_elegible", text)
        elif count < least:
            text = Text(
                "La postulación {nomination} tiene {count} hoja válida y necesita {least}: su "
                "lugar será provisional.",
                "La postulación {nomination} tiene {count} hojas válidas y necesita {least}: su "
                "lugar será provisional.",
                int(count),
                nomination=str(nomination),
                least=least,
            )
            yield whole_sheet(table, "nomination_code", "jurados_pocos", text)


def _flat(table: Table, valid: pd.DataFrame) -> Iterator[ImportFinding]:
    spread = valid.groupby("juror")["points"].agg(["size", "std"])
    for juror in spread.index[(spread["size"] > 1) & (spread["std"] < severity.EXACT)]:
        yield whole_sheet(
            table,
            "juror_code",
            "jurado_sin_variacion",
            Text("{juror} dio a todas sus postulaciones el mismo puntaje.", juror=str(juror)),
        )


def _apart(table: Table, code: str, valid: pd.DataFrame) -> Iterator[ImportFinding]:
    if valid.empty:
        return
    groups = severity.JuryDesign.of(valid["nomination"], valid["juror"]).groups()
    if len(groups) > 1:
        text = Text(
            "En {edition} hay {count} grupos de postulaciones sin ningún jurado en común: no habrá "
            "una clasificación única.",
            edition=code,
            count=len(groups),
        )
        yield whole_sheet(table, "nomination_code", "diseno_partido", text)
