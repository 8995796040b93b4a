"""The parts of a page: only the open one is asked for, and the address says which it is."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from components.parts import PART, WHOLE
from tests.pages.opening import opened
from tests.sampling import sampled

pytestmark = pytest.mark.shared_demo

FUNNEL, GROUPS = "Personas que llegaron a cada etapa", "Comparar por"


def in_parts(name: str, **query: str) -> AppTest:
    return opened(name, **{PART: "", **query})


def said(app: AppTest) -> str:
    return " ".join(element.value for element in (*app.caption, *app.subheader))


def tabs(app: AppTest) -> list[str]:
    return [tab.label for tab in app.tabs]


@pytest.mark.parametrize(
    "name",
    sampled(["overview", "labour", "hiring", "training", "ventures", "community"], "training"),
)
def test_a_page_opens_with_its_answer_and_the_first_of_its_parts(jury: str, name: str) -> None:
    app = in_parts(name)

    assert app.header
    assert len(app.tabs) >= 3
    drawn = [tab.label for tab in app.tabs if tab.children]
    assert drawn == tabs(app)[:1]


def test_a_part_named_in_the_address_is_the_one_that_is_drawn(jury: str) -> None:
    app = in_parts("hiring", parte="quien")

    assert FUNNEL not in said(app)
    assert [control.label for control in app.segmented_control] == [GROUPS]


def test_a_link_with_what_only_one_part_reads_opens_that_part(jury: str) -> None:
    app = in_parts("hiring", lado="nacionalidad")

    assert [control.label for control in app.segmented_control] == [GROUPS]


def test_a_part_that_does_not_exist_opens_the_first(jury: str) -> None:
    assert FUNNEL in said(in_parts("hiring", parte="nada"))


def test_the_whole_page_has_every_part_under_its_question(jury: str) -> None:
    app = in_parts("hiring", parte=WHOLE)

    assert not app.tabs
    assert [header.value for header in app.header][1:] == tabs(in_parts("hiring"))
    assert FUNNEL in said(app) and app.segmented_control
