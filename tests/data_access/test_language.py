"""Every sentence exists in both languages and speaks of the same things."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
from collections.abc import Sequence

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from data_access.imports.templates import templates
from data_access.language import CATALOGUES, Text, say, translate

# Countries, severities, two replies and the sign of a sample size: both languages write them alike.
ALIKE = {
    *("Excel", "Power BI", "Python", "R"),
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
    "n = {n}.",
    "n = {each}.",
    *("PDF", "Word", "PowerPoint", "Excel", "Total"),
}


def said_in_code() -> dict[str, str]:
    """Every msgid in the code and where it stands, as `make messages` finds them."""
    script = CATALOGUES / "update.py"
    spec = importlib.util.spec_from_file_location("update", script)
    assert spec and spec.loader
    update = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(update)
    return {
        msgid if isinstance(msgid, str) else msgid[0]: place
        for msgid, place in update.sentences().items()
    }


def test_no_folder_of_the_code_is_left_out() -> None:
    folders = {place.partition("/")[0] for place in said_in_code().values()}

    assert folders == {"data_access", "components", "pages", "server"}


def english() -> dict[str, Message]:
    with (CATALOGUES / "en" / "LC_MESSAGES" / "observatory.po").open("rb") as file:
        return {
            (m.id if isinstance(m.id, str) else m.id[0]): m for m in read_po(file, "en") if m.id
        }


def test_every_sentence_of_the_code_has_an_english_translation() -> None:
    known = english()
    missing = {
        text: place
        for text, place in said_in_code().items()
        if text and (text not in known or not all_of(known[text].string))
    }
    assert missing == {}


def test_the_catalogue_holds_nothing_that_the_code_no_longer_says() -> None:
    assert sorted(set(english()) - set(said_in_code())) == []


def test_both_languages_name_the_same_values() -> None:
    for msgid, message in english().items():
        spanish = [msgid] if isinstance(message.id, str) else list(message.id)
        for form, said in zip(spanish, all_of(message.string), strict=True):
            assert values_in(said) == values_in(form), form


def test_english_says_it_in_english() -> None:
    same = {
        msgid
        for msgid, message in english().items()
        if message.string == msgid and re.search(r"[^\W\d_]", re.sub(r"{\w+}", "", msgid))
    }
    assert same == ALIKE


def test_a_sheet_that_a_sentence_names_is_one_that_can_be_filled_in() -> None:
    texts = [text for text in said_in_code() if re.search(r"hojas? «[a-z]", text)]
    named = {name for text in texts for name in re.findall(r"«([a-z_]+)»", text)}

    assert {"personas", "mercado_ventas"} <= named <= set(templates())


def test_no_translation_is_a_guess() -> None:
    assert [msgid for msgid, message in english().items() if message.fuzzy] == []


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
