"""The seven questions of a leader and the five of a monitor take four presses at most."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import reader
from tests.browser.heights import SCREENS
from tests.browser.questions import LEADERS, MONITORS, MOST, STARTS, Asked, press
from tests.sampling import sampled

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "asked", sampled((*LEADERS, *MONITORS), MONITORS[0]), ids=lambda one: one.question
)
def test_a_question_is_answered_in_four_presses(
    browser: Browser, app_url: str, asked: Asked
) -> None:
    start, width = STARTS[asked.by]
    at = reader(browser, app_url, width=width)
    at.page.set_viewport_size({"width": width, "height": SCREENS[width]})
    at.open(start)

    took = sum(press(at, one) for one in asked.presses)

    expect(at.page.locator(asked.where).first).to_have_text(
        re.compile(asked.answered), use_inner_text=True
    )
    assert took <= MOST
    at.page.context.close()
