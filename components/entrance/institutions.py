"""Institutions that sign people in, as the secrets of the deployment name them.

Each is a section `[auth.<name>]` that `st.login` reads, or `[auth]` itself where there is one.
Two keys are ours: `label`, what its button says, and `email_domains`, the addresses it may answer
for. Without the latter an institution could name anybody.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from data_access.records.identities import Claims, claims_in

log = logging.getLogger(__name__)

SHARED = ("redirect_uri", "cookie_secret")
NEEDED = ("client_id", "client_secret", "server_metadata_url")
DEFAULT = "default"  # what Streamlit calls the one of `[auth]` itself


@dataclass(frozen=True)
class Institution:
    """One that may be signed in with; `name` is for `st.login`."""

    name: str
    label: str
    domains: tuple[str, ...]


def institutions() -> list[Institution]:
    """Those that are set in full; what is missing of another is logged."""
    auth = _section()
    sections = {DEFAULT: auth} if "client_id" in auth else {}
    sections |= {name: part for name, part in auth.items() if isinstance(part, Mapping)}
    sections.pop("client_kwargs", None)
    return [
        Institution(
            name,
            str(part.get("label") or name.capitalize()),
            tuple(str(domain).lower() for domain in part.get("email_domains", ())),
        )
        for name, part in sections.items()
        if _is_whole(name, tuple(auth), tuple(part))
    ]


def claims() -> Claims | None:
    """What an institution says of this reader; None for whoever has not signed in with one."""
    said = st.user.to_dict()
    if said.get("is_logged_in") is not True:
        return None
    for institution in institutions():
        if institution.name == said.get("provider"):
            return claims_in(said, institution.domains)
    return None  # one that is no longer set signs nobody in


def _section() -> Mapping[str, Any]:
    try:
        return st.secrets["auth"]
    except (KeyError, FileNotFoundError):
        return {}


@cache
def _is_whole(name: str, shared: tuple[str, ...], own: tuple[str, ...]) -> bool:
    missing = [key for key in SHARED if key not in shared]
    missing += [f"[auth.{name}] {key}" for key in NEEDED if key not in own]
    if "_" in name:
        missing.append(f"[auth.{name}] a name without underscore")
    if missing:
        log.warning("nobody can sign in with %s: the secrets lack %s", name, ", ".join(missing))
    return not missing
