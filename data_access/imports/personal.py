"""Personal data that must never come in: documents, telephones, e-mails, columns of names."""

from __future__ import annotations

import re
import unicodedata

HEADERS = re.compile(
    r"nombre|apellido|cedula|documento|pasaporte|\bruc\b|telefono|celular|movil$|correo|e.?mail"
    r"|direccion|domicilio|(fecha|dia).*nacimiento|foto|firma"
    r"|(full|first|last|family|given|legal) name|surname|\bphone\b|telephone|\bmobile\b|whatsapp"
    r"|passport|\b(national|identity) (id|card|number)\b|\bid number\b|\bdni\b|\bc\.?i\.?$"
    r"|date of birth|birth ?date|\bdob\b|\baddress\b"
)
FEWEST_DIGITS = 9  # of the shortest telephone
E_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# Two words or more, of letters alone: a person's name, where a code is asked for.
NAME = re.compile(r"[^\W\d_]{3,}(?:[ ,]+(?:(?:de|del|la|las|los|y)[ ]+)*[^\W\d_]{3,}\.?)+,?")
PHONE = re.compile(r"(?:\+?593|0)[\s-]?\d(?:[\s-]?\d){7,8}")
# Inside other text a telephone is only what is plainly one: dates and hours hold digits too.
PHONE_WITHIN = re.compile(
    r"(?<![\w-])(?:\+593[\s-]?\d(?:[\s-]?\d){7,8}|0\d{8,9}|09\d[\s-]\d{3}[\s-]?\d{4})(?!\w)"
)
DOCUMENT_WITHIN = re.compile(r"(?<!\w)(?:\d{13}|\d{9}-?\d)(?!\w)")


def looks_personal(text: str) -> bool:
    """Return whether a text holds what may be a document number, an e-mail or a telephone."""
    if "@" not in text and sum(map(str.isdigit, text)) < FEWEST_DIGITS:
        return False
    return bool(
        E_MAIL.search(text)
        or PHONE.fullmatch(text.strip())
        or PHONE_WITHIN.search(text)
        or is_document(re.sub(r"[\s.-]", "", text))
        or any(is_document(found.replace("-", "")) for found in DOCUMENT_WITHIN.findall(text))
    )


def is_name(code: str) -> bool:
    """Return whether what stands for a person's code is more likely the person's name."""
    return bool(NAME.fullmatch(code))


def lost_its_zero(number: str) -> bool:
    """Return whether a number was a cédula, a RUC or a mobile: spreadsheets drop its zero."""
    mobile = len(number) == 9 and number.startswith("9")
    return mobile or (len(number) in (9, 12) and is_document("0" + number))


def is_document(digits: str) -> bool:
    """Return whether a text is an Ecuadorian cédula or RUC: 10 or 13 digits, province, check digit.

    A RUC has other checks for companies and the State; its shape is enough.
    """
    if not re.fullmatch(r"\d{10}|\d{13}", digits):
        return False
    if not ("01" <= digits[:2] <= "24" or digits[:2] == "30"):
        return False
    if len(digits) == 13:
        return digits[10:] != "000"
    doubled = [int(d) * (2 - i % 2) for i, d in enumerate(digits[:9])]
    total = sum(d - 9 if d > 9 else d for d in doubled)
    return (10 - total % 10) % 10 == int(digits[9])


def personal_header(header: str) -> bool:
    """Return whether a column's name says it holds names, documents or ways to reach someone."""
    decomposed = unicodedata.normalize("NFKD", header.lower())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("_", " ")
    return bool(HEADERS.search(plain)) or looks_personal(header)
