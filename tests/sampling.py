"""What of many cases `make test` tries; `make test-all` tries every one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import settings


def sampled(cases: Iterable[Any], *tried: Any) -> list[Any]:
    """Return the cases as parameters of a test, all but those `tried` in every run marked `matrix`.

    Raise ValueError if one that is to be tried in every run is no case.
    """
    cases = list(cases)
    if unknown := [case for case in tried if case not in cases]:
        raise ValueError(f"no such case: {unknown}")
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            marks=() if case in tried else pytest.mark.matrix,
        )
        for case in cases
    ]


def in_turn(places: Iterable[str], languages: Iterable[str]) -> list[Any]:
    """Return every place in every language; each place in one of them, in turn, in every run."""
    places, languages = list(places), list(languages)
    tried = [(place, languages[at % len(languages)]) for at, place in enumerate(places)]
    return sampled([(place, language) for place in places for language in languages], *tried)


def one_in(few: int) -> int:
    """Return of how many examples a slow property must hold: a part of what the others must."""
    return max(1, settings.default.max_examples // few)
