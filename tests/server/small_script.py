"""Words that all readers share or that are of this run, and lines that are the same in each."""

import gc
import hashlib
import secrets

import streamlit as st


@st.cache_resource
def kept() -> str:
    """Return the word of the shared cache: another one only after somebody emptied it."""
    return secrets.token_hex(8)


searched = gc.get_stats()[2]["collections"]
st.write(f"kept={kept()} run={secrets.token_hex(8)} searched={searched}")
for line in range(100):
    st.text(hashlib.sha256(b"%d" % line).hexdigest())


@st.fragment
def part() -> None:
    """Show a word of its own: what a page asks to run again alone."""
    st.write(f"fragment={kept()}")


if st.query_params.get("part"):
    part()
