"""Secrets that readers hold and the database knows only by their hash."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32


def fresh() -> str:
    """A new secret of 256 bits, fit for an address or a cookie."""
    return secrets.token_urlsafe(BYTES)


def hashed(token: str) -> str:
    """What is stored of it. A random secret of this length needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
