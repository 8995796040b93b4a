"""The kind of an event of the log: its details, and the sentence that describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from data_access.language import Text


class Holds(Enum):
    """The form of a detail of an event."""

    TEXT = "as somebody wrote it"
    ROLE = "a role and what it is for, as `str(Grant)` writes it"
    SETTING = "the key of a setting"
    VALUE = "what a setting says, which may be nothing"
    PAGE = "a page, by its name"
    ANSWER = "an answer, by its name"
    FORMAT = "the form of a file"
    QUERY = "what was asked for, as in an address"
    COUNT = "how many"
    NUMBER = "a number that names something, such as a year"
    NAMES = "several names"
    KEPT = "what a jury's record keeps, which may be nothing"

    def fits(self, value: object) -> bool:
        """Return whether a value is of this form."""
        if self is Holds.KEPT:
            return value is None or isinstance(value, str | int | bool | list | dict)
        if self in (Holds.COUNT, Holds.NUMBER):
            return isinstance(value, int) and not isinstance(value, bool)
        if self is Holds.NAMES:
            return isinstance(value, list) and all(isinstance(name, str) for name in value)
        if self is Holds.QUERY:
            return isinstance(value, dict) and all(
                isinstance(part, str) for pair in value.items() for part in pair
            )
        return isinstance(value, str)


@dataclass(frozen=True)
class EventKind:
    """One kind of event: `title` names it in a list, `counted` is the detail a plural follows."""

    title: Text
    sentence: Text
    details: Mapping[str, Holds]
    counted: str | None = None
