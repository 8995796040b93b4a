"""The search of the bar finds what the reader may open, in the reader's language."""

from __future__ import annotations

import pytest

from components import finder
from components.navigation import PAGES
from data_access import lists, territory
from data_access.language import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_indicator_province_and_canton_is_found_by_a_name_of_its_own(language: str) -> None:
    found = finder.named(("overview", "hiring"), language)

    codes = {code for kind, code in found.values() if kind != finder.PAGE}
    assert codes == {*lists.INDICATORS, *territory.PROVINCES, *territory.CANTONS}


def test_only_pages_that_the_reader_may_open_are_found() -> None:
    found = finder.named(("overview", "hiring"), "en")

    pages = [name for kind, name in found.values() if kind == finder.PAGE]
    assert pages == ["overview", "hiring"]
    assert set(pages) < set(PAGES)
    assert found[f"{PAGES['hiring'].title.to('en')} (page)"] == (finder.PAGE, "hiring")
