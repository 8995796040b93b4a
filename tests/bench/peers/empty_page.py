"""A page with nothing on it: what a rerun costs before any page's own work."""

import streamlit as st

st.text("")
