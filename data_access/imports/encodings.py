"""The encoding of a text file, and letters that an earlier program broke.

Spanish letters tell encodings apart: what one takes for `ó` another takes for `¢`. Which reading
gives words decides, and where it is none of the usual ones, somebody is asked to look.
"""

from __future__ import annotations

import codecs
import html
import re
from pathlib import Path
from urllib.parse import unquote

from data_access.imports.reading_problems import Doubt, Unreadable
from data_access.language import Text

PIECE = 2**20
SPANISH = "áéíóúñüÁÉÍÓÚÑÜ"
LETTERS = SPANISH + "çÇàèìòùâêîôûãõäëïöÀÈÌÒÙÂÊÎÔÛÃÕÄËÏÖ"
CAPITALS = "".join(c for c in LETTERS if c.isupper())
SIGNS = "¿¡º°ª«»–—‘’“”•€…´·½¼²³®©™§±×"
# The tables of old Spanish programs, and what tells a reader which one it was.
OLD = {"cp850": "MS-DOS (cp850)", "mac_roman": "Macintosh"}
TWICE = re.compile(r"[ÃÂ][\x80-\xbf\u0152-\u2122]|â€|Ã$")
STRANGE = re.compile(r"(?<=[^\W\d_])[¢£¤¥¦§‚„…†‡ˆ‰‹Œ‘’“”•–—˜™›œ¡¿\x80-\x9f](?=[^\W\d_])")
# In a single cell a dash or an apostrophe between letters may be meant.
BROKEN = re.compile(r"(?<=[^\W\d_])[¢£¤¥¦§‚„†‡ˆ‰Œœ¡¿\x80-\x9f](?=[^\W\d_])")
# A capital with an accent in the middle of a small word is another program's letter.
CAPITAL_WITHIN = re.compile(f"[a-záéíóúñ][{CAPITALS}](?=[a-záéíóúñ])")
# A Macintosh's ó and ñ, which other programs take for dashes.
DASH_WITHIN = re.compile("(?<=[a-z])—(?=[a-z])|(?<=[aeiou])–(?=[aeiou])")
MENDS = (
    ("cp1252", "cp850"),
    ("latin-1", "cp850"),
    ("cp1252", "mac_roman"),
    ("mac_roman", "cp1252"),
)
# What a web page or a program writes for a letter: &oacute;, \\u00f3, %C3%B3, _x00F3_.
ESCAPED = re.compile(
    r"&(?:#\d{2,5}|#x[0-9a-f]{2,4}|[a-z]{2,8}\d?);|\\u[0-9a-f]{4}|%c[23]%[89ab][0-9a-f]|_x00[0-9a-f]{2}_",
    re.IGNORECASE,
)
LOST = re.compile("\ufffd|(?<=[a-záéíóúñ])\\?(?=[a-záéíóúñ])")


def encoding_of(path: Path) -> tuple[str, list[Doubt]]:
    """Return a text's encoding, with a doubt where it is an unusual one; raise Unreadable."""
    with path.open("rb") as file:
        start = file.read(4)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _require(path, "utf-16"), []
    try:
        return _require(path, "utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    with path.open("rb") as file:
        sample = file.read(4 * PIECE)
    scores = {name: _plausible(sample, name) for name in ("cp1252", *OLD)}
    best = max(scores, key=lambda name: scores[name][0])
    try:
        _require(path, best)
    except UnicodeDecodeError:
        raise Unreadable("archivo_ilegible", NO_TEXT) from None
    if best == "cp1252":
        return best, []
    text = Text(
        "El archivo viene de un programa antiguo: se leyó con la tabla de letras de {table} y "
        "dice «{sample}». Confirme solo si las letras están bien; si no, guárdelo como CSV UTF-8.",
        table=OLD[best],
        sample=scores[best][1],
    )
    return best, [Doubt("codificacion_dudosa", text, error=False)]


NO_TEXT = Text("El archivo no es un CSV de texto: ábralo en su programa y guárdelo como CSV UTF-8.")


def _require(path: Path, encoding: str) -> str:
    """Return the encoding if all of the file is text in it; raise UnicodeDecodeError if not."""
    with path.open(encoding=encoding) as text:
        try:
            if any("\0" in piece for piece in iter(lambda: text.read(PIECE), "")):
                raise Unreadable("archivo_ilegible", NO_TEXT)
        except UnicodeDecodeError:
            if encoding == "utf-16":
                raise Unreadable("archivo_ilegible", NO_TEXT) from None
            raise
        except UnicodeError:
            raise Unreadable("archivo_ilegible", NO_TEXT) from None
    return encoding


def _plausible(sample: bytes, encoding: str) -> tuple[float, str]:
    """Return how well a text reads in an encoding, and a piece of it that shows its letters."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -1.0, ""
    high = [c for c in text if ord(c) > 127]
    worth = {"\xa0": 0.5} | dict.fromkeys(SIGNS, 0.9) | dict.fromkeys(LETTERS, 0.7)
    worth |= dict.fromkeys(SPANISH, 1.0)
    good = sum(worth.get(c, 0.0) for c in high)
    # A sign in the middle of a word, or a capital after a small letter, is no Spanish.
    odd = len(STRANGE.findall(text)) + len(re.findall(f"[a-z][{CAPITALS}](?=[a-z])", text))
    shown = next(
        (w for w in re.findall(r"[^\s,;|\t\"]+", text) if any(ord(c) > 127 for c in w)), ""
    )
    return (good - 2 * odd) / max(len(high), 1), shown[:40]


def broken_letters(text: str) -> str | None:
    """Return a text with its letters mended if a program broke them; "" if they are lost."""
    if ESCAPED.search(text):
        return _unescaped(text)
    if text.isascii() and "?" not in text:
        return None
    if TWICE.search(text):
        for table in ("cp1252", "latin-1"):
            try:
                return text.encode(table).decode("utf-8")
            except UnicodeError:
                continue
        return ""
    if BROKEN.search(text) or DASH_WITHIN.search(text) or CAPITAL_WITHIN.search(text):
        for table, of in MENDS:
            try:
                mended = text.encode(table).decode(of)
            except UnicodeError:
                continue
            if all(c in SPANISH + "¿¡" for c in mended if ord(c) > 127):
                return mended
        return ""
    return "" if LOST.search(text) else None


def _unescaped(text: str) -> str:
    """Return a text with the letters that a program wrote as signs; "" if some remain."""
    mended = html.unescape(text)
    mended = re.sub(
        r"\\u([0-9a-f]{4})|_x(00[0-9a-f]{2})_",
        lambda found: chr(int(found[1] or found[2], 16)),
        mended,
        flags=re.IGNORECASE,
    )
    mended = unquote(mended)
    return mended if mended.isprintable() and not ESCAPED.search(mended) else ""
