"""Baselines and targets of the results framework."""

from __future__ import annotations

from data_access import lists
from data_access.imports.sheet_description import PLACES, SheetColumn, Template, WholeProgramme
from data_access.language import Text
from data_access.period_codes import CODES
from data_access.tables import Target

METAS = Template(
    "metas",
    Target,
    "indicators",
    Text("Línea de base y meta de un indicador en un lugar y un período."),
    (
        SheetColumn(
            "indicador",
            "indicator_code",
            "choice",
            Text("Código del indicador."),
            key=True,
            codes=lists.INDICATORS,
        ),
        SheetColumn(
            "territorio", "territory_code", "choice", Text("Código DPA."), key=True, codes=PLACES
        ),
        SheetColumn(
            "periodo",
            "period",
            "choice",
            Text("Año (2026), trimestre (2026-T3) o FASE, toda la fase III."),
            key=True,
            codes=CODES,
        ),
        SheetColumn(
            "linea_base",
            "baseline",
            "decimal",
            Text("Valor de partida, en la unidad del indicador: 80 es 80 %."),
            required=False,
            digits=4,
            percent=True,
        ),
        SheetColumn(
            "meta", "target", "decimal", Text("Valor por alcanzar."), digits=4, percent=True
        ),
    ),
    # What the programme commits itself to, for each place: no leader's to change.
    place=WholeProgramme(),
)
