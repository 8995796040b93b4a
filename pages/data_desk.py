"""What comes in: blank workbooks, files, the history of batches, official totals."""

import streamlit as st

from components import guard
from components.desk import blank, history, incoming, totals
from components.language import _

viewer = guard.require("data_desk")

st.header(_("Mesa de datos"), anchor=False)
blank.draw(viewer)
incoming.draw(viewer)
history.draw(viewer)
totals.draw(viewer)
