"""The script that the server runs for each reader: header, navigation, page, footer."""

from pathlib import Path

import streamlit as st

from components import ask, brand, finder, flash, guard, navigation, publication, sharing
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
page = st.navigation(navigation.pages_for(here.viewer), position="top")
st.set_page_config(page_title=f"{page.title} · {brand.name()}")
landing.led_on(here.viewer)
people = navigation.shows_people(page)
header(here, ask.is_demo(), people, publication.dated(here.viewer, people))
finder.render(here.viewer, page)
publication.notice(here.viewer, people)
sharing.render(page.title)
try:
    page.run()
except Refusal as refusal:  # such as a role taken away since the page was opened
    flash.refused(refusal)
if people:
    offering.render()
footer()
