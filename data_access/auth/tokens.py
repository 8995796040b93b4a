"""Secrets that readers hold and the database knows only by their hash."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32


def fresh() -> str:
    """Return a new secret of 256 bits, fit for an address or a cookie."""
    return secrets.token_urlsafe(BYTES)


def hashed(token: str) -> str:
    """Return what is stored of a secret. A random one of this length needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in_key(*parts: str) -> str:
    """Return what is stored of one sign-in at an institution, identified by `parts`.

    The parts are no secret, and need not be: an institution's sign-in comes in a signed cookie. The
    prefix keeps somebody who knows them from sending them as if they were a secret of ours, since
    `hashed` never begins so.
    """
    return "oidc:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()
