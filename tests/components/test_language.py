"""Which language a reader gets, and how the switch comes back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
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


def contractions(source: str) -> Iterator[str]:
    """Sentences with "de" or "a" before a place that `where` names, which may be "el Ecuador"."""
    for call in ast.walk(ast.parse(source)):
        if not (isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("Text", "_")):
            continue
        places = [
            one.arg
            for one in call.keywords
            if isinstance(one.value, ast.Call) and getattr(one.value.func, "id", "") == "where"
        ]
        for said in (one.value for one in call.args if isinstance(one, ast.Constant)):
            if any(re.search(rf"\b(de|a) {{{name}}}", str(said), re.IGNORECASE) for name in places):
                yield str(said)


def test_no_sentence_says_de_el() -> None:
    sources = [path.read_text("utf-8") for path in Path("components").rglob("*.py")]

    assert [said for source in sources for said in contractions(source)] == []
    assert list(contractions('Text("La oficina de {place}", place=where(code))')) != []
    assert sum("where(" in source for source in sources) > 5
