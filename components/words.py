"""Values inside sentences that are formatted in the reader's language."""

from __future__ import annotations

import datetime as dt
import decimal
import math
from collections.abc import Iterable, Sequence

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from data_access.clock import TIMEZONE
from data_access.language import Text, language_of

SIGNIFICANT = 12  # digits of a number
MOST_NAMES, FIRST_NAMES = 6, 3


def locale_of(language: str) -> Locale:
    """Return the Babel locale of a language; an unknown language gets Spanish."""
    return language_of(language).locale


def signed(number: str) -> str:
    """Return a number with the sign of minus, as charts write it, in place of a hyphen."""
    return number.replace("-", "\N{MINUS SIGN}")


def written(value: float, pattern: str, language: str) -> str:
    """Return a number by a pattern of Babel in a language: halves are rounded away from 0, and what
    binary fractions add far behind the point is none of it, as spreadsheets have it.
    """
    exact = decimal.Decimal(f"{value:.{SIGNIFICANT}g}")
    with decimal.localcontext(rounding=decimal.ROUND_HALF_UP):
        return signed(format_decimal(exact, format=pattern, locale=locale_of(language)))


class Count(Text):
    """A whole number of posts, people or companies: 1234.4 is "1.234" in Spanish."""

    __slots__ = ("value",)

    def __init__(self, value: float) -> None:
        self.value = float(value)
        super().__init__("{value}", value=self.value)

    def to(self, language: str) -> str:
        """Return the rounded number with its digits grouped as in the language."""
        rounded = math.copysign(math.floor(abs(self.value) + 0.5), self.value)
        return signed(format_decimal(int(rounded), locale=locale_of(language)))


def about(number: Text, moved: bool) -> Text:
    """Return a number in words: "≈" where it is one, on the same line always."""
    return Text("≈\N{NO-BREAK SPACE}{number}", number=number) if moved else number


def people(count: float, moved: bool) -> Text:
    """Return a count of people: "≈" where disclosure control may have moved it."""
    return about(Count(count), moved)


class Decimal(Text):
    """A number with a fixed count of decimals, such as a ratio."""

    __slots__ = ("digits", "value")

    def __init__(self, value: float, digits: int = 2) -> None:
        self.value, self.digits = float(value), digits
        super().__init__("{value}", value=self.value, digits=digits)

    def to(self, language: str) -> str:
        """Return the number with the decimal mark of the language."""
        pattern = "#,##0." + "0" * self.digits
        return written(self.value, pattern, language)


class Percent(Text):
    """A fraction 0-1 as a percentage; one decimal below 10 %, none above."""

    __slots__ = ("value",)

    def __init__(self, value: float) -> None:
        self.value = float(value)
        super().__init__("{value}", value=self.value)

    def to(self, language: str) -> str:
        """Return the percentage: `0.081` is "8,1 %" in Spanish and "8.1%" in English."""
        pattern = "#,##0.0" if 0 < abs(self.value) < 0.0995 else "#,##0"
        return written(self.value * 100, pattern, language) + language_of(language).percent


def quantity(value: float, unit: str) -> Text:
    """Return a figure in its indicator's unit, as the language writes it: 80 is "80 %"."""
    if unit == "percent":
        return Percent(value / 100)
    if unit in ("ratio", "index"):
        return Decimal(value)
    if unit in ("per_thousand", "points"):
        return Decimal(value, 1)
    return Count(value)


class Month(Text):
    """A calendar month: "marzo de 2025" in Spanish, "March 2025" in English."""

    __slots__ = ("day", "year")

    def __init__(self, day: dt.date, year: bool = True) -> None:
        self.day, self.year = day, year
        super().__init__("{day}", day=day, year=year)

    def to(self, language: str) -> str:
        """Return the month's name, with its year unless `year` is False."""
        locale = locale_of(language)
        if self.year:
            return format_skeleton("yMMMM", self.day, locale=locale)
        return format_date(self.day, "MMMM", locale=locale)


class Listed(Text):
    """Several texts in a row: "a, b y c"; "a y b, y c" where one has its own "y"."""

    __slots__ = ("texts",)

    def __init__(self, texts: Iterable[Text]) -> None:
        self.texts = tuple(texts)
        super().__init__("{texts}", texts=self.texts)

    def to(self, language: str) -> str:
        """Return the texts joined as the language joins a list."""
        texts = [text.to(language) for text in self.texts]
        conjunction = format_list(["", ""], locale=locale_of(language))
        if len(texts) > 1 and any(conjunction in text for text in texts):
            return f"{', '.join(texts[:-1])},{conjunction}{texts[-1]}"
        return format_list(texts, locale=locale_of(language))


def folded(names: Sequence[str]) -> Text:
    """Return names in a row; of a long list the first few and how many more there are."""
    if len(names) <= MOST_NAMES:
        return Text("{names}", names=", ".join(names))
    first = ", ".join(names[:FIRST_NAMES])
    return Text("{names} y {count} más", names=first, count=Count(len(names) - FIRST_NAMES))


class Inside(Text):
    """A title in the middle of a sentence: its first letter small."""

    __slots__ = ("title",)

    def __init__(self, title: Text) -> None:
        self.title = title
        super().__init__("{title}", title=title)

    def to(self, language: str) -> str:
        """Return the title with a small first letter."""
        title = self.title.to(language)
        return title[:1].lower() + title[1:]


class Opening(Text):
    """A phrase that begins a line: its first letter capital, the others as they are."""

    __slots__ = ("phrase",)

    def __init__(self, phrase: Text) -> None:
        self.phrase = phrase
        super().__init__("{phrase}", phrase=phrase)

    def to(self, language: str) -> str:
        """Return the phrase with a capital first letter."""
        phrase = self.phrase.to(language)
        return phrase[:1].upper() + phrase[1:]


class Joined(Text):
    """Sentences one after another."""

    __slots__ = ("sentences",)

    def __init__(self, *sentences: Text) -> None:
        self.sentences = sentences
        super().__init__("{sentences}", sentences=sentences)

    def to(self, language: str) -> str:
        """Return the sentences with a space between them."""
        return " ".join(sentence.to(language) for sentence in self.sentences)


class Apart(Text):
    """What stands in one line, apart by a dot."""

    __slots__ = ("parts",)

    def __init__(self, *parts: Text) -> None:
        self.parts = parts
        super().__init__("{parts}", parts=parts)

    def to(self, language: str) -> str:
        """Return the parts with a dot between them."""
        return " · ".join(part.to(language) for part in self.parts)


def between(low: float | None, high: float | None, share: bool = False) -> Text:
    """Return an interval in words, "entre 176 y 690"; "sin intervalo" where there is none."""
    if low is None or high is None or math.isnan(low) or math.isnan(high):
        return Text("sin intervalo")
    kind = Percent if share else Count
    return Text("entre {low} y {high}", low=kind(low), high=kind(high))


class Moment(Text):
    """A day and a time in Ecuador, to the minute: "3 may 2026, 14:03"."""

    __slots__ = ("at",)

    def __init__(self, at: dt.datetime) -> None:
        self.at = at.astimezone(TIMEZONE)
        super().__init__("{at}", at=self.at)

    def to(self, language: str) -> str:
        """Return the moment with its day as the language writes days."""
        day = format_date(self.at, "medium", locale=locale_of(language))
        return f"{day}, {self.at:%H:%M}"


class ShortDay(Text):
    """A day where there is little room: "3 may 2026"."""

    __slots__ = ("day",)

    def __init__(self, day: dt.date) -> None:
        self.day = day
        super().__init__("{day}", day=day)

    def to(self, language: str) -> str:
        return format_date(self.day, "medium", locale=locale_of(language))
