"""Buttons on a page with fields that save themselves in a fragment.

A press right after a key comes to the server together with the field's save, as a run of the
field's fragment alone: whatever is outside of it would not hear of the press. So the fragment looks
whether a button outside was pressed, and then has the whole page run, which hears it once more.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

KNOWN, CARRIED, HEARD = "beside-known", "beside-carried", "beside-heard"


def button(label: str, key: str, **about: Any) -> bool:
    """Render a button outside the fragment; return whether it was pressed, now or with a save."""
    st.session_state.setdefault(KNOWN, set()).add(key)
    pressed = st.button(label, key=key, **about)
    if pressed:
        st.session_state[HEARD] = key
    if st.session_state.get(CARRIED) == key:
        del st.session_state[CARRIED]
        pressed = True
    return pressed


def hear() -> None:
    """Run the whole page if a button outside was pressed with what this fragment saves.

    The first statement of such a fragment.
    """
    heard = st.session_state.pop(HEARD, None)
    for key in st.session_state.get(KNOWN, ()):
        if key != heard and st.session_state.get(key) is True:
            st.session_state[CARRIED] = key
            st.rerun()
