"""Demand against registered supply (METHODS §2). Registrants are not the unemployed."""

from __future__ import annotations


def gap(vacancies: float | None, supply: float | None) -> float | None:
    """Return V − U in posts, positive with more vacancies than people; None if one is unknown."""
    return None if vacancies is None or supply is None else vacancies - supply


def tightness(vacancies: float | None, supply: float | None) -> float | None:
    """Return θ = V / U, vacancies per registered person; None if unknown or U is 0."""
    return None if vacancies is None or not supply else vacancies / supply
