"""Save what a field of a nomination sends, and answer its sender.

A nomination's own texts share one revision in the database. So that two fields typed at once are no
conflict, a field names what it last saw of its own text, and only a change of that is one.
"""

from __future__ import annotations

import hashlib
from typing import Any

from components import ask
from components.awards.field.messages import NOT_OURS, TypedText
from data_access.awards import nominations
from data_access.awards.nominations import FIELDS, Dossier
from data_access.awards.preconditions import Closed, Stale
from data_access.refusal import Forbidden, Refusal

TRIES = 5


def stored(dossier: Dossier, field: str) -> str:
    """Return a text as stored: one of the nomination's own, or that on a criterion."""
    if field in FIELDS:
        return dossier.fields[field] or ""
    return dossier.answers.get(field, ("", 0))[0]


def base(text: str) -> str:
    """Return the hash by which a field names the text that it last saw."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def save(token: str, field: str, given: Any) -> dict[str, Any]:
    """Save what a field sent and return the answer to its sender."""
    try:
        typed = TypedText.read(given)
    except ValueError:
        return dict(NOT_OURS)
    try:
        kept = _store(token, field, typed.base, typed.text)
    except Stale:
        return typed.told | {"outcome": "stale"}
    except (Closed, Forbidden) as problem:
        return typed.told | {"outcome": "closed", "said": problem.text}
    except Refusal as problem:
        return typed.told | {"outcome": "refused", "said": problem.text}
    return typed.told | {"outcome": "saved", "base": base(kept)}


def _store(token: str, field: str, seen: str, text: str) -> str:
    """Return the text as it now stands; raise Stale if this very text was changed elsewhere."""
    for left in reversed(range(TRIES)):
        with ask.reading() as connection:
            dossier = nominations.read(connection, token)
        standing = stored(dossier, field)
        if base(standing) != seen and standing != text:
            raise Stale(standing, text, dossier.revision)
        try:
            if field in FIELDS:
                nominations.save(ask.engine(), token, dossier.revision, {field: text})
                return text.strip()
            revision = dossier.answers.get(field, ("", 0))[1]
            nominations.save_answer(ask.engine(), token, field, revision, text)
        except Stale:
            # Another field of this nomination was saved between reading and writing.
            if not left:
                raise
        else:
            return text
    raise AssertionError("unreachable")
