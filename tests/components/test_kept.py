"""What is kept: found again for the same arguments, made once however many ask, the last used."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from components.kept import kept


def counted(most: int) -> tuple[Callable[..., str], list[str]]:
    """A kept function, and what it was called with."""
    calls: list[str] = []

    @kept(most)
    def work(word: str, *, _by: str = "") -> str:
        calls.append(word)
        time.sleep(0.01)
        if word == "bad":
            raise ValueError(word)
        return word.upper()

    return work, calls


def test_a_result_is_made_once_and_what_is_given_by_name_does_not_count() -> None:
    work, calls = counted(10)

    assert [work("a", _by="ana"), work("a", _by="eva"), work("b")] == ["A", "A", "B"]
    assert calls == ["a", "b"]


def test_many_who_ask_at_once_share_one_call() -> None:
    work, calls = counted(10)
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(work, ["a"] * 8)) == {"A"}

    assert calls == ["a"]


def test_those_used_longest_ago_are_let_go_of() -> None:
    work, calls = counted(2)
    for word in ("a", "b", "a", "c", "a", "b"):
        work(word)

    assert calls == ["a", "b", "c", "b"]


def test_what_failed_is_tried_again() -> None:
    work, calls = counted(2)
    for _ in range(2):
        with pytest.raises(ValueError):
            work("bad")

    assert calls == ["bad", "bad"]
