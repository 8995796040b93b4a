"""A long text that saves itself as it is typed, for any page: nobody loses words to a press.

Streamlit sends a text area only once it is left, so that three hundred words vanish with a press
on a link. This is the jurors' field over a draft of the writer's own in the database.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

import streamlit as st

from components import ask, guard
from components.awards import wording
from components.awards.field import mount
from components.awards.field.messages import NOT_OURS, TypedText
from components.reader_language import current
from data_access.auth import text_drafts
from data_access.auth.text_drafts import Draft, StaleDraft
from data_access.language import Text
from data_access.refusal import Refusal

ACK = "live-text-ack"


class Drafts(Protocol):
    """Where drafts are kept: those of whoever signed in, or of a private link."""

    def who(self) -> str:
        """Return whose drafts they are, to tell copies in a browser apart."""

    def read(self, key: str) -> Draft:
        """Return a text as it stands."""

    def save(self, key: str, revision: int, text: str) -> Draft:
        """Save a text over a revision."""


class OwnDrafts:
    """The drafts of whoever signed in."""

    def who(self) -> str:
        return guard.viewer().name

    def read(self, key: str) -> Draft:
        with ask.reading() as connection:
            return text_drafts.read(connection, guard.viewer(), key)

    def save(self, key: str, revision: int, text: str) -> Draft:
        return text_drafts.save(ask.engine(), guard.viewer(), key, revision, text)


OWN = OwnDrafts()


@dataclass(frozen=True)
class LiveText:
    """A text by what it is for, which names its draft; `start` is what it says before a draft."""

    key: str
    label: str
    start: str = ""
    drafts: Drafts = OWN


def render(field: LiveText) -> str:
    """Render the field and return its text as it stands in the database."""
    draft = stands(field)
    told = st.session_state.get(f"{ACK}-{field.key}")
    widget = widget_key(field)

    def typed() -> None:
        given = st.session_state[widget].get("typed")
        st.session_state[f"{ACK}-{field.key}"] = save(field, given)

    mount.render(
        widget,
        {
            "id": f"draft/{field.key}",
            "who": hashlib.sha256(field.drafts.who().encode()).hexdigest()[:16],
            "words": mount.words() | {"comment": field.label},
            "stored": {"value": None, "na": False, "comment": draft.text or ""},
            "base": str(draft.revision),
            "saved": _saved(draft),
            "locked": False,
            "ack": None if told is None else told | {"said": told["said"].to(current())},
        },
        typed,
    )
    return draft.text or ""


def widget_key(field: LiveText) -> str:
    """Return the key of the field among the page's widgets."""
    return f"live-{field.key.replace('/', '-')}"


def stands(field: LiveText) -> Draft:
    """Return the draft as it stands; what it starts with where nothing was typed."""
    found = field.drafts.read(field.key)
    return found if found.text is not None else Draft(field.start, found.revision, None)


def sent(*fields: LiveText) -> None:
    """Empty texts that were sent."""
    for field in fields:
        text_drafts.forget(ask.engine(), guard.viewer(), field.key)


def save(field: LiveText, given: Any) -> dict[str, Any]:
    """Save what the field sent, and return the answer to its sender."""
    try:
        typed = TypedText.read(given)
        revision = int(typed.base)
    except ValueError:
        return dict(NOT_OURS)
    try:
        done = _store(field, revision, typed)
    except StaleDraft:
        return typed.told | {"outcome": "stale"}
    except Refusal as problem:
        return typed.told | {"outcome": "refused", "said": problem.text}
    return typed.told | {"outcome": "saved", "base": str(done.revision)}


def _store(field: LiveText, revision: int, typed: TypedText) -> Draft:
    """Save over the revision, or over what the same field sent a moment before."""
    try:
        return field.drafts.save(field.key, revision, typed.text)
    except StaleDraft as newer:
        if newer.stands.text not in typed.sent:
            raise
        return field.drafts.save(field.key, newer.stands.revision, typed.text)


def require_settled(*fields: LiveText) -> None:
    """Raise Refusal if one of these texts is on the screen in a version that is not saved."""
    for field in fields:
        told = st.session_state.get(f"{ACK}-{field.key}")
        if told is not None and told["outcome"] in ("stale", "refused"):
            raise Refusal(
                Text(
                    "«{label}» no está guardado: elija cuál versión queda, o acórtelo.",
                    label=field.label,
                )
            )


def _saved(draft: Draft) -> str:
    if draft.saved_at is None:
        return ""
    return wording.saved(draft.saved_at).to(current())
