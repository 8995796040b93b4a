"""Demand against registered supply (METHODS §2). Registrants are not the unemployed."""

from __future__ import annotations


def gap(vacancies: float | None, supply: float | None) -> float | None:
    """V − U in posts: above 0 more vacancies than registered people; None where one is unknown."""
    return None if vacancies is None or supply is None else vacancies - supply


def tightness(vacancies: float | None, supply: float | None) -> float | None:
    """θ = V / U, vacancies per registered person; None where unknown or nobody registered."""
    return None if vacancies is None or not supply else vacancies / supply
