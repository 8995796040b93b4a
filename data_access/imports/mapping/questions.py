"""What a file does not say by itself, and who is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from data_access.language import Text


@dataclass(frozen=True)
class Question:
    """A question about a file: `options` by their keys, or a free answer where there are none."""

    key: str
    file: str
    sheet: str
    text: Text
    options: Mapping[str, Text] = field(default_factory=dict)


Ask = Callable[[Question], str | None]
"""Return the key of an option, or the free answer; None where nobody answers."""


@dataclass(frozen=True)
class Asking:
    """Whom to ask; `anew` leaves aside what the same office answered before."""

    ask: Ask
    anew: bool = False


class Unanswered(Exception):
    """Raised where a table cannot be read without an answer that nobody gave."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.key)
        self.question = question


def answer(ask: Ask, question: Question) -> str:
    """Return the answer to a question; raise Unanswered if there is none, or none that fits."""
    said = ask(question)
    if said is None or not said.strip():
        raise Unanswered(question)
    said = said.strip()
    if question.options and said not in question.options:
        raise Unanswered(question)
    return said


def remembering(ask: Ask) -> Ask:
    """Return a function that asks once for all sheets of a file."""
    known: dict[tuple[str, str], str | None] = {}

    def asked(question: Question) -> str | None:
        place = (question.file, question.key)
        if known.get(place) is None:
            known[place] = ask(question)
        return known[place]

    return asked
