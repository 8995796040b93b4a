"""Sellers on the marketplaces, and their sales."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from data_access.answers.answer import Answer, Definition, question
from data_access.answers.columns import AnswerColumn, Kind
from data_access.answers.crowd import (
    ATTRIBUTES,
    Crowd,
    columns_of,
    crowd_of,
    rows_behind,
    rows_of,
    rows_of_residents,
)
from data_access.answers.frames import in_period
from data_access.answers.over_time import spans
from data_access.answers.programme_results import Origin, people_answer, proportion, whole, worst
from data_access.answers.publication_rules import ABOUT_PEOPLE, FROM_SHOWN
from data_access.answers.reached import crowd_by_span, crowd_in, part_codes
from data_access.answers.shared_columns import FLAG, SINCE, TERRITORY, interval
from data_access.disclosure import Shown, total
from data_access.facts.people import SPAN, Span
from data_access.facts.sales import sales_in
from data_access.language import Text
from data_access.scope import Scope
from data_access.tables import Listing, ListingSales
from data_access.viewer import Viewer

PLATFORM = "plataforma"
MARKET = Origin(
    Text("Ofertas y ventas de los mercados en línea"),
    (Listing, ListingSales),
    (Listing.live_from, ListingSales.month),
)
READ_SUBJECTS = ("people", "ventures", "labour", "territory")
SALES = Definition(
    Text(
        "Personas con una oferta publicada en el período, las que declararon al menos una venta, "
        "y lo vendido en dólares; por el cantón de residencia de quien vende, o por mercado."
    ),
    Text("vendedoras = |{ persona : oferta publicada }|;  con venta = |{ persona : ventas > 0 }|"),
    Text("Marco de resultados M4SD, MK-01 y MK-02."),
    limits=(Text("Las ventas son las que declara quien vende; nadie las comprueba."),),
    rules=(
        ABOUT_PEOPLE,
        FROM_SHOWN,
    ),
    dated=Text("el mes en que la oferta estuvo publicada"),
)
SALES_COLUMNS = (
    AnswerColumn("sellers", Kind.PEOPLE, Text("Vendedoras activas"), moved=True),
    AnswerColumn("sellers_with_sale", Kind.PEOPLE, Text("Con al menos una venta"), moved=True),
    AnswerColumn("sales_usd", Kind.MONEY, Text("Ventas en USD"), moved=True),
    AnswerColumn("sales", Kind.COUNT, Text("Número de ventas"), moved=True),
    AnswerColumn("rate", Kind.SHARE, Text("Parte con venta")),
    *interval(Kind.SHARE),
    FLAG,
)


@dataclass(frozen=True)
class Market:
    """The sellers of a scope, and their sales by listing and month."""

    sellers: Crowd
    sold: pd.DataFrame
    selling: Crowd

    def figures(self, row: dict[str, str], viewer: Viewer) -> dict[str, Any]:
        """Return the columns of a row about sellers and sales."""
        share = proportion(
            self.selling, self.sellers, row, viewer, ("sellers_with_sale", "sellers")
        )
        here = rows_behind(self.sold, self.selling.filters, row)
        behind = self.selling.group(row)
        amounts = [
            total(amount, behind, viewer)
            if share["sellers_with_sale"] is not None
            else Shown(None, share["flag"])
            for amount in (float(here["sales"].sum()), int(here["cents"].sum()) / 100)
        ]
        return {
            **share,
            "sales": whole(amounts[0]),
            "sales_usd": amounts[1].value,
            "flag": worst((*amounts, Shown(None, share["flag"]))),
        }


def market_in(connection: Connection, scope: Scope, told: Sequence[Span] = ()) -> Market:
    """Return the market of a scope, or that of each of some spans, by their numbers (SPAN)."""
    filters = {key: value for key, value in scope.filters if key in (*ATTRIBUTES, PLATFORM)}
    asked = Scope(scope.territory, scope.start, scope.end, tuple(filters.items()), scope.by)
    facts = sales_in(in_period(ListingSales.month, scope))
    columns = columns_of(scope, filters, PLATFORM)
    by = [SPAN] if told else []
    if told:
        facts, columns = facts.by_span(told), columns | {SPAN: SPAN}
    sales = facts.each("sales", "cents", *by).subquery()
    sold = rows_of_residents(connection, sales, scope, columns, sums=["sales", "cents"])
    selling = crowd_of(connection, facts, scope, filters, PLATFORM, ["sold", *by])
    selling = selling.having(selling.frame["sold"] == 1)
    sellers = (
        crowd_by_span(connection, "seller", asked, told)
        if told
        else crowd_in(connection, "seller", asked)
    )
    return Market(sellers, sold, selling)


def codes_by(connection: Connection) -> dict[str, Sequence[str]]:
    """Return every code of each dimension."""
    codes: dict[str, Sequence[str]] = {name: known for name, (_, known) in ATTRIBUTES.items()}
    return codes | {PLATFORM: part_codes(connection, PLATFORM)}


@question(
    "ventures.marketplace",
    SALES,
    READ_SUBJECTS,
    title=Text("Mercados en línea"),
    columns=(TERRITORY, *SALES_COLUMNS),
    by=("territory", *ATTRIBUTES, PLATFORM),
    filters=(*ATTRIBUTES, PLATFORM),
    periods=True,
)
def marketplace(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return sellers, those of them who sold, and their sales."""
    market = market_in(connection, scope)
    rows = [{**row, **market.figures(row, viewer)} for row in rows_of(scope, codes_by(connection))]
    return people_answer(connection, "ventures.marketplace", viewer, scope, rows, MARKET)


@question(
    "ventures.over_time",
    SALES,
    READ_SUBJECTS,
    title=Text("Mercados en línea, período a período"),
    columns=(SINCE, TERRITORY, *SALES_COLUMNS),
    by=(PLATFORM,),
    filters=(PLATFORM, "grain"),
    periods=True,
    max_by=1,
)
def over_time(connection: Connection, viewer: Viewer, scope: Scope) -> Answer:
    """Return the same by period: quarters, or years or months where they may be asked for."""
    rows: list[dict[str, Any]] = []
    told = spans(viewer, scope, MARKET.span(connection))
    asked = rows_of(scope, codes_by(connection))
    if told:
        # All at once: each statement reads every sale.
        market = market_in(connection, scope.having(start=None, end=None), told)
        for at, (start, _end) in enumerate(told):
            for row in asked:
                here: dict[str, Any] = {**row, SPAN: at}
                rows.append({"period": start, **row, **market.figures(here, viewer)})
    return people_answer(connection, "ventures.over_time", viewer, scope, rows, MARKET)
