"""Background jobs: what a reader clicks meanwhile neither stops nor repeats them.

Streamlit ends a page's script whenever its reader does something; an import may not end half way
with it. So it runs in a thread of its own, and the page polls it.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

from components.desk.door import Progress
from data_access.language import Text

Result = TypeVar("Result")
# Each job holds the rows of its files in memory; a third one waits in the queue.
AT_ONCE = 2
_pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="desk")


class Abandoned(Exception):
    """Raised in a job whose result is not wanted any more."""


class Job(Generic[Result]):
    """A background job: `share` of it done (0-1), and `text`, its current step."""

    def __init__(self, work: Callable[[Progress], Result]) -> None:
        self.share = 0.0
        self.text = Text("Esperando turno")
        self._abandoned = False
        self._future: Future[Result] = _pool.submit(work, self._hear)

    def _hear(self, share: float, text: Text) -> None:
        if self._abandoned:
            raise Abandoned
        self.share, self.text = min(max(share, 0.0), 1.0), text

    def finished(self, within: float = 0.0) -> bool:
        """Return whether it has ended, waiting at most `within` seconds."""
        return bool(wait([self._future], within).done)

    def result(self) -> Result | None:
        """Return its result or raise its error; None if it was abandoned."""
        try:
            return self._future.result()
        except (Abandoned, CancelledError):
            return None

    def abandon(self) -> None:
        """Stop a check at its next step. Nothing that writes may be abandoned."""
        self._abandoned = True
        self._future.cancel()
