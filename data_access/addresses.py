"""The public address of the app, as readers type it."""

from __future__ import annotations

import os

BASE_URL = "http://localhost:8501"


def base_url() -> str:
    """Return `BASE_URL`, the public address, without a slash at its end.

    Links that are printed or sent begin with it and never with what a request says of its host,
    which its sender may choose.
    """
    return (os.environ.get("BASE_URL") or BASE_URL).rstrip("/")


def is_set() -> bool:
    """Return whether the public address is known, so that a link may be sent to somebody."""
    return bool(os.environ.get("BASE_URL"))


def over_https() -> bool:
    """Return whether readers come by HTTPS, as the public address says."""
    return base_url().startswith("https://")
