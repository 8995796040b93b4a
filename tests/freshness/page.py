"""A page that shows what several readers are told; run by Streamlit in each process."""

import streamlit as st

from components import ask
from tests.freshness.readers import ASKED, told

for name, scope, viewer in ASKED:
    st.text(told(ask.answer(name, scope, viewer)))
