"""Messages in the reader's language: Spanish is the source, catalogues hold the rest.

`assets/locales/<language>/LC_MESSAGES/observatory.po` is read as it stands and compiled in
memory, so a translator's edit needs no build step.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

CATALOGUES = Path(__file__).parent.parent / "assets" / "locales"


@dataclass(frozen=True)
class Language:
    """A language of the app: its name for itself, its numbers and dates, its percent sign."""

    name: str
    locale: Locale
    percent: str


# Every language there is, by its code; the first is the language of the sources.
LANGUAGES: Mapping[str, Language] = {
    "es": Language("Español", Locale("es", "EC"), "\N{NO-BREAK SPACE}%"),
    "en": Language("English", Locale("en", "US"), "%"),
}
DEFAULT = next(iter(LANGUAGES))


def language_of(code: str) -> Language:
    """Return the language with a code, or the default if there is none."""
    return LANGUAGES.get(code, LANGUAGES[DEFAULT])


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the gettext catalogue of a language; the source language needs none."""
    path = CATALOGUES / language / "LC_MESSAGES" / "observatory.po"
    if not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Text:
    """A sentence not yet in a language: a Spanish msgid and the values it speaks of.

    Numbers and dates among the values are written as the language writes them; pass a code or a
    year as a string to keep it as it is. With `plural` and `count`, the form follows the count.
    """

    __slots__ = ("count", "msgid", "params", "plural")

    def __init__(
        self,
        msgid: str,
        plural: str | None = None,
        count: int | Text | None = None,
        **params: object,
    ) -> None:
        self.msgid = msgid
        self.plural = plural
        self.count = count
        self.params: Mapping[str, object] = params if count is None else {**params, "count": count}

    def to(self, language: str) -> str:
        """Return the sentence in a language, by its code; an unknown language reads Spanish."""
        if self.plural is not None and not isinstance(self.count, Text | None):
            template = catalogue(language).ngettext(self.msgid, self.plural, self.count)
        else:
            template = catalogue(language).gettext(self.msgid) if self.msgid else ""
        if not self.params:
            return template
        return template.format(**{k: say(v, language) for k, v in self.params.items()})

    def __iter__(self) -> Iterator[object]:
        return iter((self.msgid, self.plural, self.count, tuple(sorted(self.params.items()))))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((self.msgid, self.plural, self.count))

    def __repr__(self) -> str:
        return f"Text({self.to(DEFAULT)!r})"


class Title(Text):
    """An official title that comes with its own translations, outside the catalogues."""

    __slots__ = ("titles",)

    def __init__(self, **titles: str) -> None:
        super().__init__(titles[DEFAULT])
        self.titles = titles

    def to(self, language: str) -> str:
        """Return the title in `language`, or in Spanish if there is none."""
        return self.titles.get(language, self.msgid)


def say(value: object, language: str) -> str:
    """Return one value as the language writes it.

    1234.5 is "1.234,5" in Spanish and "1,234.5" in English.
    """
    locale = language_of(language).locale
    if isinstance(value, Text):
        return value.to(language)
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int | float | Decimal):
        return format_decimal(value, locale=locale)
    if isinstance(value, dt.datetime):
        return f"{format_date(value, 'long', locale=locale)}, {value:%H:%M}"
    if isinstance(value, dt.date):
        return format_date(value, "long", locale=locale)
    return str(value)


def translate(msgid: str, language: str, **params: object) -> str:
    """Return `Text(msgid, **params).to(language)`."""
    text = Text(msgid)
    text.params = params
    return text.to(language)
