"""Ecuador's basic wage (SBU), USD a month, by year (ministerial agreements; METHODS §3)."""

from __future__ import annotations

BASIC_WAGE = {
    2019: 394,
    2020: 400,
    2021: 400,
    2022: 425,
    2023: 450,
    2024: 460,
    2025: 470,
    2026: 482,
}
