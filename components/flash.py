"""The outcome of a click: shown once, where it was made, as success, warning or error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum

import streamlit as st

from components import guard
from components.markup import plain
from components.reader_language import current
from data_access.language import Text
from data_access.refusal import Forbidden, Refusal

STATE = "flash"


class MessageKind(Enum):
    """What a message is, which decides how it is shown."""

    SUCCESS = "success"
    WARNING = "warning"
    ERROR = "error"


def attempt(where: str, act: Callable[[], object], done: Text | None = None) -> bool:
    """Call `act`, keep its outcome for the place `where`, and return whether it succeeded.

    A refusal is kept as an error. Of a success `done` is kept, or else the sentence that `act`
    returns, if it returns one.
    """
    try:
        came = act()
    except Refusal as refusal:
        if isinstance(refusal, Forbidden):
            guard.note_act_refused()
        keep(where, *refusal.texts, kind=MessageKind.ERROR)
        return False
    if done is not None:
        keep(where, done)
    elif isinstance(came, Text):
        keep(where, came)
    else:
        keep(where)
    return True


def keep(where: str, *texts: Text, kind: MessageKind = MessageKind.SUCCESS) -> None:
    """Keep sentences for a place, replacing whatever was kept before."""
    st.session_state[STATE] = (where, kind, texts)


def show(where: str) -> None:
    """Render what is kept for this place, once."""
    kept = st.session_state.get(STATE)
    if kept is None or kept[0] != where:
        return
    del st.session_state[STATE]
    _render(*kept[1:])


def refused(refusal: Refusal) -> None:
    """Render at once why something is not available."""
    _render(MessageKind.ERROR, refusal.texts)


def in_list(name: str, length: int) -> Iterator[int]:
    """Yield the positions of a list, and show what is kept for each after it.

    An entry may be gone after the click; the outcome is shown where the entry stood.
    """
    for at in range(length):
        yield at
        show(f"{name}-{at}")
    kept = st.session_state.get(STATE)
    if kept is not None and kept[0].startswith(f"{name}-"):
        show(kept[0])


def _render(kind: MessageKind, texts: tuple[Text, ...]) -> None:
    box = {
        MessageKind.SUCCESS: st.success,
        MessageKind.WARNING: st.warning,
        MessageKind.ERROR: st.error,
    }[kind]
    for text in texts:
        box(plain(text.to(current())))
