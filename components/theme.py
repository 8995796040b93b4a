"""Colours: one colour means one thing on every page, in a light and a dark form.

Demand is orange and supply blue, a pair that the usual colour blindnesses keep apart; figures
that are neither are slate. Text colours keep at least 4.5:1 on their surface and marks 3:1
(WCAG 2.2).
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

Ramp = tuple[str, ...]


@dataclass(frozen=True)
class Paint:
    """The colours of one appearance, as `#rrggbb`.

    The ramps run from low to high; `gap_ramp` from surplus through balance to shortage. `land`
    is ground without a figure, `edge` the limit of a place, `zero` a figure that is 0.
    `groups` are for groups of people without an order, `age_ramp` for those of age.
    """

    surface: str
    ink: str
    muted: str
    grid: str
    neutral: str
    demand: str
    demand_light: str
    supply: str
    supply_light: str
    first: str
    second: str
    land: str
    edge: str
    zero: str
    demand_ramp: Ramp
    supply_ramp: Ramp
    neutral_ramp: Ramp
    gap_ramp: Ramp
    groups: Ramp
    age_ramp: Ramp


LIGHT = Paint(
    surface="#ffffff",
    ink="#1c1f23",
    muted="#565c64",
    grid="#e2e4e7",
    neutral="#5b6673",
    demand="#b45309",
    demand_light="#f4cf9f",
    supply="#1d5f8a",
    supply_light="#b4d3e6",
    first="#5b3a8c",
    second="#0f766e",
    land="#f1f1ee",
    edge="#7c838c",
    zero="#ffffff",
    demand_ramp=("#fce3c3", "#f6bd80", "#e58e3c", "#b9610f", "#7a3a05"),
    supply_ramp=("#d8e8f2", "#a5cbe2", "#65a2c8", "#2b73a1", "#134668"),
    neutral_ramp=("#e2e6ea", "#bcc5ce", "#8e9ba8", "#617080", "#3a4654"),
    gap_ramp=("#2b73a1", "#a5cbe2", "#f4efe4", "#f0a85a", "#9c4a08"),
    groups=("#5b2a8c", "#0f9d78", "#c8434c", "#a08d12", "#d95cbc", "#1d4d1f"),
    age_ramp=("#21a195", "#007b71", "#005951", "#013732", "#001814"),
)
DARK = Paint(
    surface="#14171b",
    ink="#eceef0",
    muted="#a8b0b9",
    grid="#353b43",
    neutral="#9aa7b4",
    demand="#f0a04b",
    demand_light="#6b4a22",
    supply="#74b4dc",
    supply_light="#27475c",
    first="#b99be6",
    second="#4fc4b8",
    land="#20252b",
    edge="#8a939d",
    zero="#14171b",
    demand_ramp=("#4a2f12", "#7d4a14", "#b86d1c", "#e89a48", "#fbd3a0"),
    supply_ramp=("#1c3547", "#275673", "#3b7fa8", "#74b4dc", "#bfe0f3"),
    neutral_ramp=("#2f3740", "#4a5561", "#6f7c89", "#9aa7b4", "#cfd7de"),
    gap_ramp=("#74b4dc", "#2f6385", "#4b4a45", "#b86d1c", "#fbc37e"),
    groups=("#c79bf5", "#35d0a0", "#e0466e", "#dcd35a", "#b8489f", "#3f8f2e"),
    age_ramp=("#147269", "#2d958a", "#4db9ad", "#81dcd0", "#d4fcf5"),
)


def paint() -> Paint:
    """Return the colours of the appearance that the reader has now."""
    return DARK if st.context.theme.type == "dark" else LIGHT
