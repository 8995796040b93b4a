"""The script that the server runs for each reader: header, navigation, page, footer."""

from pathlib import Path

import streamlit as st

from components import (
    ask,
    brand,
    carrying,
    embedding,
    finder,
    flash,
    guard,
    navigation,
    publication,
    sharing,
)
from components.entrance import landing
from components.frame import footer, header
from components.reports import offering
from data_access.refusal import Refusal

ASSETS = Path(__file__).parent.parent / "assets"

st.set_page_config(
    page_title=brand.name(),
    page_icon=str(ASSETS / "icon" / "icon.svg"),
    layout="wide",
    menu_items={"Get help": None, "Report a bug": None, "About": None},
)
here = guard.arrival()
page = st.navigation(
    navigation.pages_for(here.viewer), position="hidden" if embedding.asked() else "top"
)
st.set_page_config(page_title=f"{page.title} · {brand.name()}")
if embedding.asked():
    embedding.render(page)
    st.stop()
landing.led_on(here.viewer)
carrying.along(page.url_path or navigation.FRONT)
people = navigation.shows_people(page)
header(here, ask.is_demo(), people)
finder.render(here.viewer, page)
publication.notice(here.viewer, people)
sharing.render(page.title, ask.is_demo(), publication.dated(here.viewer, people))
try:
    page.run()
except Refusal as refusal:  # such as a role taken away since the page was opened
    flash.refused(refusal)
if people:
    offering.render()
footer()
