"""Rules on offers and their sales, and on workspaces and their visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from data_access.imports.checked_rows import Table
from data_access.imports.import_findings import ImportFinding
from data_access.imports.projected_state import Outlook, across
from data_access.imports.row_rules import numbers, rule_of, where
from data_access.language import Text

LONGEST_VISIT = dt.timedelta(hours=24)


@rule_of("mercado_ventas")
def sales_with_their_number(table: Table) -> Iterator[ImportFinding]:
    """Report money without sales, and sales without money."""
    sold, earned = numbers(table, "sales"), numbers(table, "sales_usd")
    for position in where(table, (sold > 0) != (earned > 0), "sales", "sales_usd"):
        yield table.finding(
            position,
            "sales_usd",
            "ventas_incoherentes",
            Text("Hay ventas sin dinero o dinero sin ventas: revise las dos cifras."),
            error=False,
        )


@across("mercado_ventas")
def sold_while_on_offer(outlook: Outlook) -> Iterator[ImportFinding]:
    """Report sales in a month in which the offer was not published."""
    codes = outlook.incoming("mercado_ventas", "listing_code")
    rows = outlook.rows("mercado_ventas", "listing_code", codes)
    offers = outlook.rows("mercado", "code", codes).set_index("code")
    begun, ended = (
        pd.to_datetime(rows["listing_code"].map(offers[name])).dt.to_period("M")
        for name in ("live_from", "live_to")
    )
    month = pd.to_datetime(rows["month"]).dt.to_period("M")
    outside = (month < begun) | (month > ended)
    yield from outlook.findings(
        "mercado_ventas",
        rows[outside & (numbers_of(rows, "sales") > 0)],
        "month",
        "venta_fuera",
        Text("La oferta no estaba publicada ese mes: revise el mes o las fechas de la oferta."),
    )


def numbers_of(rows: pd.DataFrame, name: str) -> pd.Series[float]:
    """Return a column as floats, NaN where empty."""
    return pd.to_numeric(rows[name], errors="coerce").astype(float)


@rule_of("coworking")
def visit_of_a_day(table: Table) -> Iterator[ImportFinding]:
    """Report visits that do not end after they began, or that last more than a day."""
    moments = [pd.to_datetime(table.frame[n], utc=True) for n in ("entered_at", "left_at")]
    lasted = moments[1] - moments[0]
    for position in where(table, lasted <= dt.timedelta(0), "entered_at", "left_at"):
        yield table.finding(
            position,
            "left_at",
            "fin_antes",
            Text("La salida no es posterior a la entrada: revise las dos horas."),
        )
    for position in where(table, lasted > LONGEST_VISIT, "entered_at", "left_at"):
        yield table.finding(
            position,
            "left_at",
            "visita_larga",
            Text("La visita dura más de un día: ¿se olvidó registrar la salida?"),
            error=False,
        )


@rule_of("sedes", "asociaciones")
def point_of_two_numbers(table: Table) -> Iterator[ImportFinding]:
    """Report points without both latitude and longitude."""
    half = table.frame["lat"].isna() != table.frame["lon"].isna()
    for position in where(table, half, "lat", "lon"):
        yield table.finding(
            position,
            "lon",
            "punto_incompleto",
            Text("Un punto necesita latitud y longitud: llene las dos o ninguna."),
        )
