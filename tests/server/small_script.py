"""One sentence with two words: one that all readers share, and one of this run."""

import secrets

import streamlit as st


@st.cache_resource
def kept() -> str:
    """Return the word of the shared cache: another one only after somebody emptied it."""
    return secrets.token_hex(8)


st.write(f"kept={kept()} run={secrets.token_hex(8)}")
