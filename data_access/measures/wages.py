"""Pay against Ecuador's basic wage (SBU), and INEC's adequate employment (METHODS §3)."""

from __future__ import annotations

# USD a month, by ministerial agreement.
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
FULL_WEEK, FULL_WEEK_OF_MINORS = 40, 30


def basic_wage(year: int) -> int:
    """Return the basic wage of a year; raise ValueError for a year that is not listed."""
    if year not in BASIC_WAGE:
        raise ValueError(f"the basic wage of {year} is not known")
    return BASIC_WAGE[year]


def wage_ratio(monthly_wage: float, year: int) -> float:
    """Return pay in basic wages of the year in which the job started."""
    return monthly_wage / basic_wage(year)


def hourly_ratio(monthly_wage: float, weekly_hours: float, year: int) -> float | None:
    """Return pay per hour over the basic wage per hour (SBU/240); None without hours.

    A month of 40 hours a week is 240 paid hours, so h hours a week are 6·h.
    """
    if weekly_hours == 0:
        return None
    return wage_ratio(monthly_wage, year) * FULL_WEEK / weekly_hours


def adequate(
    monthly_wage: float | None,
    weekly_hours: float | None,
    wants_more_hours: bool | None,
    year: int,
    minor: bool = False,
) -> bool | None:
    """Return whether a job is adequate employment as INEC defines it; None if an input is missing.

    Labour income of the basic wage or more, and a full week (40 hours, 30 under the age of 18) or
    less without the wish or the availability for more. The wish counts only below a full week.
    A job may be adequate and still lack a contract or social security.
    """
    least = basic_wage(year)
    if monthly_wage is None or weekly_hours is None:
        return None
    full = weekly_hours >= (FULL_WEEK_OF_MINORS if minor else FULL_WEEK)
    if not full and wants_more_hours is None:
        return None
    return monthly_wage >= least and (full or not wants_more_hours)
