"""Names compared as people write them: case, accents, spaces and signs carry no meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

# Drawn by no program, and never typed on purpose.
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x180E])
# What other keyboards and word processors write for a letter, a digit and a minus of ASCII.
SAME = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x2212: "-"}
SAME |= {first + digit: str(digit) for first in (0x0660, 0x06F0) for digit in range(10)}
# Letters that a document joined.
SAME |= dict(zip(range(0xFB00, 0xFB05), ("ff", "fi", "fl", "ffi", "ffl"), strict=True))
CLEANED = SAME | INVISIBLE
CARRIAGE = re.compile(r"_x000[dDaA]_")
SPREADSHEET_ERRORS = {
    *("#N/A", "#N/D", "#REF!", "#¡REF!", "#DIV/0!", "#¡DIV/0!", "#VALUE!", "#¡VALOR!"),
    *("#NAME?", "#¿NOMBRE?", "#NOMBRE?", "#NULL!", "#¡NULO!", "#NUM!", "#¡NUM!", "#SPILL!"),
    *("#DESBORDAMIENTO!", "#¡DESBORDAMIENTO!", "#CALC!", "#¡CALC!", "#FIELD!", "#¡CAMPO!"),
    *("#BLOCKED!", "#¡BLOQUEADO!", "#CONNECT!", "#¡CONECTAR!", "#BUSY!", "#¡OCUPADO!"),
    *("#NOMBRE", "#VALOR!", "#GETTING_DATA", "#OBTENIENDO_DATOS", "#UNKNOWN!", "#¡DESCONOCIDO!"),
}
# In a header: neither a letter of Spanish nor one of the signs that people set around and between.
ODD = re.compile(r"[^A-Za-z0-9áéíóúüñÁÉÍÓÚÜÑ \t\r\n\u00a0\u202f_*+.,;:'\"()\[\]/#¿?-]")
# LibreOffice's own, by number.
OFFICE_ERRORS = re.compile(r"(?:Err|Error):\d{3}", re.IGNORECASE)
# What people write where they have nothing to write.
NOTHING = {
    *("-", "--", "---", "—", "–", "_", ".", "..", "...", "?", "??", "¿?", "*", "/", "x", "xx"),
    *("xxx", "n/a", "na", "n.a.", "n/d", "nd", "n.d.", "s/n", "sn", "s/d", "sd", "s.d.", "s/i"),
    *("no aplica", "no disponible", "sin dato", "sin datos", "sin información", "sin nombre"),
    *("ninguno", "ninguna", "null", "none", "nan", "nil", "vacío", "vacio", "pendiente"),
    *("por definir", "por confirmar", "tbd", "#", "prueba", "test", "asdf"),
}

TOTALS = re.compile(
    r"tod[oa]s|(?:gran |sub ?)?total(?:es)?(?: general| parcial)?(?: \d+)?|suma|sumatoria"
    r"|promedio|subtotal"
    r"|total (?:de |del |en )?.{0,40}"
)
PARTS_OF_TOTALS = ("total", "todos", "todas", "suma", "promedio")  # each of these has one


def plain(text: str) -> str:
    """Return a text in small letters without accents, words apart by one space."""
    if text.isascii():
        return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
    decomposed = unicodedata.normalize("NFKD", text.translate(INVISIBLE).casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", letters))


def heading(text: str) -> str:
    """Return a header as templates write theirs: `Código Persona *` is `codigo_persona`."""
    return plain(text).replace(" ", "_")


def odd_sign(header: str) -> str | None:
    """Return the first sign of a header that nobody writes there on purpose, if there is one."""
    found = ODD.search(unicodedata.normalize("NFC", header.translate(INVISIBLE)))
    return found[0] if found else None


def means_nothing(text: str) -> bool:
    """Return whether a cell holds a sign for "nothing to write here"."""
    return text.strip().casefold() in NOTHING


def is_total(text: str) -> bool:
    """Return whether a cell is a word for a total; most codes are told from one at a glance."""
    if text.isascii() and not any(part in text.lower() for part in PARTS_OF_TOTALS):
        return False
    return bool(TOTALS.fullmatch(plain(text)))


def stem(text: str) -> str:
    """Return a text without the endings of number and gender: PEQUEÑAS and pequeño are one."""
    return " ".join(_stem(word) for word in plain(text).split())


def _stem(word: str) -> str:
    if len(word) < 4:
        return word
    word = word.removesuffix("s")
    return word[:-1] if word.endswith(("a", "o")) else word


def unique(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return what each name stands for, without the names that stand for two things."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for name, code in pairs:
        if name and found.setdefault(name, code) != code:
            twice.add(name)
    return {name: code for name, code in found.items() if name not in twice}


@cache
def known_headings() -> frozenset[str]:
    """Return every header of every template."""
    from data_access.imports.templates import templates

    return frozenset(heading(c.name) for t in templates().values() for c in t.columns)


def recognised(cells: Iterable[object]) -> int:
    """Return how many cells of a row are headers of some template."""
    return len({heading(c) for c in cells if isinstance(c, str)} & known_headings())
