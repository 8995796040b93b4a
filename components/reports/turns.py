"""Whose turn it is to have a report made: a few at once, and one of each reader.

A report takes seconds of a processor, the whole framework up to a minute. Readers wait in the order
in which they asked, and one who goes away stops what was being made.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from data_access.language import Text
from data_access.refusal import Refusal

BUSY = Text("Ya se prepara un informe suyo: espere a que termine, y pida entonces el siguiente.")


class LeftError(Exception):
    """Raised in the maker of a report whose reader has gone."""


@dataclass
class State:
    """How far a report is: its share and what is being done; written by the maker alone."""

    share: float = 0.0
    said: Text = Text("En espera de turno")  # noqa: RUF009 (a sentence never changes)
    left: bool = False

    def tell(self, share: float, said: Text) -> None:
        """Take what the maker says; raise LeftError if nobody waits for it any more."""
        if self.left:
            raise LeftError
        self.share, self.said = share, said


@dataclass(frozen=True, eq=False)
class Turn:
    """A report that was asked for, by whom, and how far it is."""

    who: str
    state: State
    future: Future[bytes]

    def leave(self) -> None:
        """Stop it, if it is not made yet: its reader has gone."""
        self.state.left = True
        self.future.cancel()


class Turns:
    """The reports that are being made or wait, in this process."""

    def __init__(self, at_once: int) -> None:
        self._makers = ThreadPoolExecutor(max_workers=at_once, thread_name_prefix="report")
        self._asked: list[Turn] = []
        self._lock = Lock()

    def ask(self, who: str, make: Callable[[Callable[[float, Text], None]], bytes]) -> Turn:
        """Have a report made when its turn comes; raise Refusal if one of this reader's is."""
        state = State()
        with self._lock:
            self._asked = [one for one in self._asked if not one.future.done()]
            if any(one.who == who and not one.state.left for one in self._asked):
                raise Refusal(BUSY)
            turn = Turn(who, state, self._makers.submit(make, state.tell))
            self._asked.append(turn)
        return turn

    def place(self, turn: Turn) -> int:
        """Return which one in the queue a turn is, from 1; 0 once it is being made."""
        with self._lock:
            waiting = [
                one for one in self._asked if not (one.future.running() or one.future.done())
            ]
        return waiting.index(turn) + 1 if turn in waiting else 0
