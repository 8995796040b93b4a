"""Every sentence exists in both languages and speaks of the same things."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from data_access.imports.templates import templates
from data_access.language import CATALOGUES, DEFAULT, LANGUAGES, Text, say, translate

# Countries, severities, two replies and the sign of a sample size: both languages write them alike.
ALIKE = {
    *("Excel", "Power BI", "Python", "R"),
    *("Kichwa", "Shuar"),
    "Colombia",
    "Cuba",
    "Ecuador",
    "Venezuela",
    "ERROR",
    "Error",
    "Intersex",
    "No",
} | {
    "n",
    "n {n}.",
    "n = {n}.",
    "n = {each}.",
    *("mm", "dd"),  # of a date
    *("PDF", "Word", "PowerPoint", "Excel", "Total"),
}


def messages() -> ModuleType:
    """What `make messages` runs."""
    script = CATALOGUES / "update.py"
    spec = importlib.util.spec_from_file_location("update", script)
    assert spec and spec.loader
    update = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(update)
    return update


def said_in_code() -> dict[str, str]:
    """Every msgid in the code and where it stands, as `make messages` finds them."""
    return {
        msgid if isinstance(msgid, str) else msgid[0]: place
        for msgid, place in messages().sentences().items()
    }


def test_messages_are_brought_into_every_language_and_into_no_other_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = messages()
    assert set(update.languages()) == set(LANGUAGES) - {DEFAULT}
    for folder in ("en", "fr", "__pycache__"):  # bytecode lies there once the script was imported
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(update, "LOCALES", tmp_path)
    assert update.languages() == ["en", "fr"]


def test_no_folder_of_the_code_is_left_out() -> None:
    folders = {place.partition("/")[0] for place in said_in_code().values()}

    assert folders == {"data_access", "components", "pages", "server"}


def catalogue(language: str) -> dict[str, Message]:
    with (CATALOGUES / language / "LC_MESSAGES" / "observatory.po").open("rb") as file:
        return {
            (m.id if isinstance(m.id, str) else m.id[0]): m for m in read_po(file, language) if m.id
        }


translated = pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {DEFAULT}))


@translated
def test_every_sentence_of_the_code_is_translated(language: str) -> None:
    known = catalogue(language)
    missing = {
        text: place
        for text, place in said_in_code().items()
        if text and (text not in known or not all_of(known[text].string))
    }
    assert missing == {}


@translated
def test_the_catalogue_holds_nothing_that_the_code_no_longer_says(language: str) -> None:
    assert sorted(set(catalogue(language)) - set(said_in_code())) == []


@translated
def test_all_languages_name_the_same_values(language: str) -> None:
    for msgid, message in catalogue(language).items():
        spanish = [msgid] if isinstance(message.id, str) else list(message.id)
        translated = all_of(message.string)
        forms = 1 if isinstance(message.id, str) else get_plural(language).num_plurals
        assert len(translated) == forms
        for at, said in enumerate(translated):
            form = spanish[min(at, len(spanish) - 1)]
            assert values_in(said) == values_in(form), form


def test_english_says_it_in_english() -> None:
    same = {
        msgid
        for msgid, message in catalogue("en").items()
        if message.string == msgid and re.search(r"[^\W\d_]", re.sub(r"{\w+}", "", msgid))
    }
    assert same == ALIKE


def test_a_sheet_that_a_sentence_names_is_one_that_can_be_filled_in() -> None:
    texts = [text for text in said_in_code() if re.search(r"hojas? «[a-z]", text)]
    named = {name for text in texts for name in re.findall(r"«([a-z_]+)»", text)}

    assert {"personas", "mercado_ventas"} <= named <= set(templates())


@translated
def test_no_translation_is_a_guess(language: str) -> None:
    found = catalogue(language).items()
    assert [msgid for msgid, message in found if message.fuzzy] == []


def values_in(sentence: str) -> set[str]:
    return set(re.findall(r"{(\w+)", sentence))


def all_of(string: str | Sequence[str] | None) -> list[str]:
    forms = [string] if isinstance(string, str) else list(string or ())
    return forms if all(forms) else []


def test_numbers_and_dates_are_written_as_the_language_writes_them() -> None:
    assert say(1234567.5, "es") == "1.234.567,5"
    assert say(1234567.5, "en") == "1,234,567.5"
    assert say(dt.date(2025, 9, 30), "es") == "30 de septiembre de 2025"
    assert say(dt.date(2025, 9, 30), "en") == "September 30, 2025"


def test_a_text_within_a_text_follows_the_language() -> None:
    assert Text("{who}", who=Text("Mujer")).to("en") == "Woman"


def test_the_source_language_needs_no_catalogue() -> None:
    assert translate("Mujer", "es") == "Mujer"
