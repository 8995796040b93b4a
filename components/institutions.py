"""Institutions that sign people in, as the secrets of the deployment name them.

Each is a section `[auth.<name>]` that `st.login` reads, or `[auth]` itself if there is one.
Two keys are ours: `label`, the text of its button, and `email_domains`, the addresses it may
assert. Without the latter an institution could name anybody.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from data_access.auth.identities import Claims, claims_in

log = logging.getLogger(__name__)

SHARED = ("redirect_uri", "cookie_secret")
LEAST_SECRET = 32
NEEDED = ("client_id", "client_secret", "server_metadata_url")
DEFAULT = "default"  # what Streamlit calls the one of `[auth]` itself


@dataclass(frozen=True)
class Institution:
    """An institution that may be signed in with; `name` is for `st.login`."""

    name: str
    label: str
    domains: tuple[str, ...]
    origin: str

    def speaks_for(self, issuer: str) -> bool:
        """Return whether an issuer is this institution's own: of the host that describes it.

        What an institution says of its issuer is checked against its own description alone, in
        which it could name another institution, whose people it then would sign in.
        """
        return _origin(issuer) == self.origin


def institutions() -> list[Institution]:
    """Return those that are configured in full; log what is missing of another."""
    auth = _section()
    sections = {DEFAULT: auth} if "client_id" in auth else {}
    sections |= {name: part for name, part in auth.items() if isinstance(part, Mapping)}
    sections.pop("client_kwargs", None)
    return [
        Institution(
            name,
            str(part.get("label") or name),
            tuple(str(domain).lower() for domain in part.get("email_domains", ())),
            _origin(str(part["server_metadata_url"])),
        )
        for name, part in sections.items()
        if _is_whole(name, auth, part)
    ]


def claims() -> Claims | None:
    """Return what an institution asserts of this reader; None if not signed in with one.

    None, too, for what it asserts in the name of another.
    """
    said = st.user.to_dict()
    if said.get("is_logged_in") is not True:
        return None
    for institution in institutions():
        if institution.name == said.get("provider"):
            issuer = str(said.get("iss") or "")
            if institution.speaks_for(issuer):
                return claims_in(said, institution.domains)
            _tell(institution.name, f"its own issuer: it spoke for {issuer}")
    return None  # an institution that is no longer configured signs nobody in


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _section() -> Mapping[str, Any]:
    try:
        auth: Mapping[str, Any] = st.secrets["auth"]
    except (KeyError, FileNotFoundError):
        return {}
    return auth


def _is_whole(name: str, shared: Mapping[str, Any], own: Mapping[str, Any]) -> bool:
    missing = [key for key in SHARED if not shared.get(key)]
    # Whoever guesses the secret can sign in as anybody; an example's empty one is guessed first.
    if len(str(shared.get("cookie_secret", ""))) < LEAST_SECRET:
        missing.append(f"a cookie_secret of at least {LEAST_SECRET} characters")
    missing += [f"{key} of {name}" for key in NEEDED if not own.get(key)]
    if "_" in name:
        missing.append(f"a name without underscore for {name}")
    if missing:
        _tell(name, ", ".join(missing))
    return not missing


@cache
def _tell(name: str, missing: str) -> None:
    log.warning("nobody can sign in with %s: the secrets lack %s", name, missing)
