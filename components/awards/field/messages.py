"""What a field that saves itself sends, and the answer where it is nothing of ours.

The input comes from a browser and is validated first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data_access.language import Text

UNREADABLE = Text("El navegador envió algo que no se entiende: recargue la página.")
NOT_OURS: Mapping[str, Any] = {"client": "", "seq": 0, "outcome": "refused", "said": UNREADABLE}


@dataclass(frozen=True)
class TypedText:
    """A text as a field sent it: by whom and in which turn, over which `base`.

    `sent`: the texts that the field sent before and heard no answer for.
    """

    client: str
    seq: int
    base: str
    text: str
    sent: frozenset[str]

    @classmethod
    def read(cls, given: Any) -> TypedText:
        """Return the input parsed; raise ValueError for what no field of ours sends."""
        try:
            return cls(
                str(given["client"]),
                int(given["seq"]),
                str(given["base"]),
                without_nul(given["entry"]["comment"]),
                frozenset(str(one["comment"]) for one in given.get("sent", ())),
            )
        except (KeyError, TypeError, AttributeError) as problem:
            raise ValueError("not what a field sends") from problem

    @property
    def told(self) -> dict[str, Any]:
        """The answer to the sender, before what came of it."""
        return {"client": self.client, "seq": self.seq, "said": Text("")}


def without_nul(text: str) -> str:
    """Return the text without the one character that PostgreSQL does not store."""
    return text.replace("\x00", "")
