"""The sales on the marketplaces."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import BigInteger, ColumnElement, cast, func, select

from data_access.facts.people import Facts, one_if
from data_access.tables import Listing, ListingSales


def sales_in(period: Sequence[ColumnElement[bool]]) -> Facts:
    """Return the sales of listings by month, with their number and `cents` of USD.

    The part is the marketplace; `sold` flags those who sold anything. Cents add up without error.
    """
    rows = (
        select(
            Listing.person_code,
            ListingSales.month.label("day"),
            Listing.platform_code.label("part"),
            ListingSales.sales,
            cast(func.round(ListingSales.sales_usd * 100), BigInteger).label("cents"),
            one_if(ListingSales.sales > 0).label("sold"),
        )
        .join(Listing, Listing.code == ListingSales.listing_code)
        .where(*period)
    )
    return Facts(rows.subquery(), flags=("sold",))
