"""What the charts and tables of a page hold, as the browser gets them."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest


def render(app: AppTest) -> list[dict[str, Any]]:
    """Every value that the charts of a page draw."""
    return [
        row
        for chart in app.get("vega_lite_chart")
        for layer in json.loads(chart.proto.spec)["layer"]
        for row in layer["data"]["values"]
    ]


def numbers(app: AppTest, key: str) -> set[float]:
    return {round(float(str(one[key])), 6) for one in render(app) if one.get(key) not in (None, "")}


def tables(app: AppTest) -> list[pd.DataFrame]:
    """Every table of a figure, as words under its headings."""
    bodies = [one.proto.body for one in app.get("html")]
    return [_frame(body) for body in bodies if 'class="m4sd-table' in body]


def sources(app: AppTest) -> list[str]:
    """What the line of sources below each figure says, and what it unfolds to."""
    bodies = [one.proto.body for one in app.get("html")]
    return [
        html.unescape(re.sub(r"<[^>]+>", " ", body)).strip()
        for body in bodies
        if 'class="m4sd-sources' in body
    ]


def _frame(body: str) -> pd.DataFrame:
    reading = _Cells()
    reading.feed(body)
    head, *rows = reading.rows
    return pd.DataFrame(rows, columns=head)


class _Cells(HTMLParser):
    """The words of each cell of a table, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data
