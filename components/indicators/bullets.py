"""Indicators as readable rows: figure, target, progress towards it, state in a word.

Rendered as HTML: a row is text first, wraps on a phone, is read aloud as it stands, and prints.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import streamlit as st
from markupsafe import Markup

from components.indicators.framework_rows import AIMED, KEY, SYMBOLS, FrameworkRow
from components.reader_language import _, current
from components.shapes import drawn
from components.templating import render_template
from components.theme import paint
from data_access.language import Text

MOST = 125  # per cent of the progress at the right end of a bar
FEW = 12  # indicators that all stand open


def alone(row: FrameworkRow) -> None:
    """Render the row of an indicator on its own page, where its name and figure stand above."""
    shown = {**item(row), "url": "", "figure": ""}
    st.html(render_template("indicators/bullets.html", rows=[shown], colors=paint()))


def grouped(
    found: Sequence[tuple[Text, Sequence[FrameworkRow]]],
    more: Callable[[FrameworkRow], Text | None] = lambda row: None,
) -> None:
    """Render rows under headings that open: all open where they are few.

    `more` is what else is said of a row, if anything.
    """
    few = sum(len(rows) for _name, rows in found) <= FEW
    groups = []
    for name, rows in found:
        symbols, words = targets(rows)
        groups.append(
            {
                "name": name.to(current()),
                "symbols": symbols,
                "words": words,
                "rows": [item(row, more(row)) for row in rows],
                "open": few or len(found) == 1,
            }
        )
    st.html(render_template("indicators/groups.html", groups=groups, colors=paint()))


def targets(rows: Sequence[FrameworkRow]) -> tuple[Markup, str]:
    """Return how many targets are met, in symbols and in words."""
    aimed = [row for row in rows if row.status in AIMED]
    if not aimed:
        known = any(row.value is not None for row in rows)
        return Markup(), _("sin metas") if known else _("sin cifra")
    met = sum(row.status == "met" for row in aimed)
    symbols = "".join(SYMBOLS[row.status] for row in aimed)
    return drawn(symbols), _("{met} de {all}", met=met, all=len(aimed))


def states(more: str = "") -> Markup:
    """Return as HTML what the shapes of states stand for, and a sentence after it."""
    said = drawn(f"{KEY.to(current())}. {more}".strip())
    return render_template("indicators/key.html", said=said)


def item(row: FrameworkRow, more: Text | None = None) -> dict[str, str]:
    """Return what one row shows: name and figure, its bar, its state, and what else is said."""
    language = current()
    target = "" if row.target is None else _("meta {target}", target=row.target.to(language))
    if row.baseline is not None and row.target is not None and row.starts_above_zero:
        target += _(", desde {baseline}", baseline=row.baseline.to(language))
    return {
        "url": address(row.code),
        "name": row.name.to(language),
        "code": row.code,
        "figure": row.said.to(language),
        "target": target,
        "bar": bar(row),
        "symbol": drawn(SYMBOLS[row.status]),
        "state": row.state.to(language),
        "more": more.to(language) if more is not None else "",
    }


def bar(row: FrameworkRow) -> Markup:
    """Return the progress to the target as a bar; nothing where there is none to measure."""
    if row.way is None:
        return Markup()
    band = None
    if row.low is not None and row.high is not None:
        left, right = across(row.low), across(row.high)
        band = (left, max(right - left, 0.6))
    return render_template(
        "indicators/bar.html",
        said=_("{way} % del camino a la meta", way=round(row.way)),
        way=across(row.way),
        band=band,
        target=across(100),
    )


def across(way: float) -> float:
    """Return where a progress in per cent lies, in per cent of the bar's width."""
    return 100 * min(max(way, 0.0), MOST) / MOST


def address(code: str) -> str:
    """Return the address of the page with one indicator opened, in the current place and period."""
    query = {**st.query_params.to_dict(), "indicador": code}
    return f"/indicators?{urlencode(query)}"
