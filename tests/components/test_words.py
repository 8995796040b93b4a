from __future__ import annotations

import datetime as dt

import pytest

from components import labels
from components.words import Count, Decimal, Inside, Joined, Listed, Opening, Percent, between
from data_access.language import Text


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert (Count(1234.4).to("es"), Count(1234.4).to("en")) == ("1.234", "1,234")
    assert (Decimal(0.277778).to("es"), Decimal(0.277778, 3).to("en")) == ("0,28", "0.278")


def test_a_minus_is_the_sign_that_charts_write() -> None:
    assert (Count(-1234).to("es"), Decimal(-3.7, 1).to("en")) == ("−1.234", "−3.7")
    assert Percent(-0.035).to("es") == "−3,5\xa0%"


def test_percentages_below_ten_keep_one_decimal() -> None:
    assert (Percent(0.0807).to("es"), Percent(0.0807).to("en")) == ("8,1\xa0%", "8.1%")
    assert (Percent(0.4846).to("es"), Percent(0).to("en")) == ("48\xa0%", "0%")


def test_halves_are_rounded_away_from_0_as_spreadsheets_do() -> None:
    assert [Percent(one).to("en") for one in (0.125, 0.115, 0.0625, 0.0995)] == [
        *("13%", "12%", "6.3%", "10%")
    ]
    assert Percent(57.49999999999999 / 100).to("en") == "58%"  # 0.575 * 100
    assert [Count(one).to("en") for one in (0.5, 2.5, -2.5, -0.4)] == ["1", "3", "−3", "0"]
    assert (Decimal(0.125).to("en"), Decimal(1234.25, 1).to("es")) == ("0.13", "1.234,3")


def test_a_list_of_names_that_hold_an_and_keeps_them_apart() -> None:
    names = [Text("Cocineros y meseros"), Text("Vendedores")]

    assert Listed(names).to("es") == "Cocineros y meseros, y Vendedores"
    assert Listed([Text("a"), Text("b"), Text("c")]).to("es") == "a, b y c"
    assert Listed([Text("a"), Text("b"), Text("c")]).to("en") == "a, b, and c"
    assert Listed(names[:1]).to("es") == "Cocineros y meseros"


def test_a_title_inside_a_sentence_starts_small() -> None:
    assert Inside(Text("Vendedores")).to("es") == "vendedores"


def test_a_phrase_that_begins_a_line_starts_with_a_capital_and_stays_as_it_is() -> None:
    assert Opening(Text("monitor del PNUD")).to("es") == "Monitor del PNUD"


def test_an_interval_is_said_in_words_or_said_to_be_missing() -> None:
    assert between(176.28, 690.39).to("es") == "entre 176 y 690"
    assert between(0.38, 0.52, share=True).to("es") == "entre 38\xa0% y 52\xa0%"
    assert between(None, 690.39).to("es") == "sin intervalo"


def test_sentences_are_joined_by_a_space() -> None:
    assert Joined(Text("Uno."), Text("Dos.")).to("es") == "Uno. Dos."


@pytest.mark.parametrize(
    ("start", "end", "spanish", "english"),
    [
        ("2025-01-01", "2026-01-01", "2025", "2025"),
        ("2025-04-01", "2025-07-01", "abril a junio de 2025", "April to June 2025"),
        ("2025-12-01", "2026-01-01", "diciembre de 2025", "December 2025"),
        ("2025-12-05", "2026-01-01", "5 de diciembre de 2025 a 31 de diciembre de 2025",
         "December 5, 2025 to December 31, 2025"),
        ("2025-01-01", "2025-07-01", "enero a junio de 2025", "January to June 2025"),
        ("2024-10-01", "2025-04-01", "octubre de 2024 a marzo de 2025",
         "October 2024 to March 2025"),
        ("2023-01-01", "2026-01-01", "2023 a 2025", "2023 to 2025"),
        ("2025-03-12", "2025-03-13", "12 de marzo de 2025", "March 12, 2025"),
        ("2025-12-05", None, "desde el 5 de diciembre de 2025", "since December 5, 2025"),
        (None, "2026-01-01", "hasta el 31 de diciembre de 2025", "until December 31, 2025"),
    ],
)  # fmt: skip
def test_periods_are_said_as_people_say_them(
    start: str | None, end: str | None, spanish: str, english: str
) -> None:
    said = labels.period(*(day and dt.date.fromisoformat(day) for day in (start, end)))

    assert (said.to("es"), said.to("en")) == (spanish, english)
