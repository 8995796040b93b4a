"""The app answers under its own names alone, once it has one."""

from __future__ import annotations

import pytest

from server.hosts import is_ours

OURS = ("m4sd.example", "M4SD.example:443", "localhost:8501", "127.0.0.1:8501", "[::1]:8501")
STRANGE = ("evil.example", "m4sd.example.evil.example", "localhost.evil.example", "", "[", "a:b:c")


@pytest.mark.parametrize("host", OURS)
def test_requests_under_our_name_or_a_number_are_answered(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("BASE_URL", "https://m4sd.example")

    assert is_ours(host)


@pytest.mark.parametrize("host", STRANGE)
def test_a_name_that_somebody_led_here_is_not_ours(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("BASE_URL", "https://m4sd.example")
    assert not is_ours(host)

    monkeypatch.delenv("BASE_URL")
    assert is_ours(host)  # nobody said yet what our name is
