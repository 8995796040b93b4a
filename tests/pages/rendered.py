"""What the charts of a page draw, as the browser gets it."""

from __future__ import annotations

import json
from typing import Any

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
