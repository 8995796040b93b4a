"""Which language a reader gets, and how the switch comes back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from components.reader_language import choose, switch_url, vega_locale
from data_access.language import CATALOGUES, DEFAULT, LANGUAGES
from data_access.programme.settings import SENTENCES


@pytest.mark.parametrize(
    ("asked", "remembered", "preferred", "chosen"),
    [
        ("en", "es", ["es-EC"], "en"),
        (None, "en", ["es-EC"], "en"),
        (None, None, ["en-GB", "es"], "en"),
        (None, None, ["es-419"], "es"),
        (None, None, ["fr", "de"], "es"),
        ("klingon", "klingon", [], "es"),
    ],
)
def test_the_address_wins_over_the_memory_and_the_browser(
    asked: str | None, remembered: str | None, preferred: list[str], chosen: str
) -> None:
    assert choose(asked, remembered, preferred) == chosen


def test_the_switch_comes_back_to_the_same_view_without_the_old_language() -> None:
    url = switch_url("en", "/labour", {"territory": "1308", "lang": "es", "ciuo2": "51"})

    parts = urlsplit(url)
    assert parts.path == "/lang/en"
    assert parse_qs(parts.query) == {"back": ["/labour?territory=1308&ciuo2=51"]}


def test_charts_write_numbers_as_their_reader_does() -> None:
    spanish, english = (vega_locale(language).to_dict()["number"] for language in ("es", "en"))

    assert (spanish["decimal"], spanish["thousands"]) == (",", ".")
    assert (english["decimal"], english["thousands"]) == (".", ",")


def test_every_language_has_its_catalogue_and_its_contact() -> None:
    translated = {path.parent.name for path in CATALOGUES.glob("*/LC_MESSAGES")}

    assert translated == set(LANGUAGES) - {DEFAULT}
    assert set(SENTENCES) == set(LANGUAGES)
