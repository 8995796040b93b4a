"""What came of a click, said beside the button that was clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import streamlit as st

from components.language import current
from components.markup import plain
from data_access.language import Text
from data_access.refusal import Refusal

STATE = "said"


def attempt(where: str, act: Callable[[], Text]) -> bool:
    """Do something, and keep what it says (or why it was refused) for the place `where`."""
    try:
        st.session_state[STATE] = (where, "success", act())
    except Refusal as problem:
        st.session_state[STATE] = (where, "error", problem.text)
        return False
    return True


def beside(where: str) -> None:
    """Say what is kept for this place, once."""
    kept = st.session_state.get(STATE)
    if kept is None or kept[0] != where:
        return
    del st.session_state[STATE]
    text = plain(kept[2].to(current()))
    if kept[1] == "success":
        st.success(text)
    else:
        st.error(text)


def in_list(name: str, length: int) -> Iterator[int]:
    """The positions of a list, saying at each what is kept for it.

    An entry may be gone after the click; what came of it is said where the entry stood.
    """
    for at in range(length):
        yield at
        beside(f"{name}-{at}")
    kept = st.session_state.get(STATE)
    if kept is not None and kept[0].startswith(f"{name}-"):
        beside(kept[0])
