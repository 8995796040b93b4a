"""What of many cases `make test` tries; `make test-all` tries every one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


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
