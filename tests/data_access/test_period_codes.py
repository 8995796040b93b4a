"""Codes of periods, as the sheet of targets writes them."""

from __future__ import annotations

import datetime as dt

import pytest

from data_access.period_codes import CODES, PHASE, code_of, period_of


def test_every_code_names_a_period_and_every_period_its_code() -> None:
    for code in CODES:
        span = period_of(code)
        assert code_of(*(span or (None, None))) == code


def test_quarters_and_years_lie_where_the_calendar_has_them() -> None:
    assert period_of("2026") == (dt.date(2026, 1, 1), dt.date(2027, 1, 1))
    assert period_of("2026-T3") == (dt.date(2026, 7, 1), dt.date(2026, 10, 1))
    assert period_of("2026-T4") == (dt.date(2026, 10, 1), dt.date(2027, 1, 1))
    assert period_of(PHASE) is None


def test_other_spans_have_no_code_and_other_words_no_span() -> None:
    assert code_of(dt.date(2026, 2, 1), dt.date(2026, 5, 1)) is None
    for word in ("2026-T5", "26", "2026-1", ""):
        with pytest.raises(ValueError, match="no period"):
            period_of(word)
