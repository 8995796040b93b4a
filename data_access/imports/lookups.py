"""Codes found for what people write instead of them: names, other spellings, several at once."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data_access import territory
from data_access.classifications import OCCUPATIONS, SECTIONS
from data_access.imports.headings import is_total, means_nothing, plain, stem, unique
from data_access.imports.reading_problems import SUM, BadValue
from data_access.imports.sheet_description import CANTONS, COUNTRIES, PLACES, SheetColumn
from data_access.imports.synonyms import NATIONALS, words_of
from data_access.language import LANGUAGES, Text

SHORT = {"sto": "santo", "sta": "santa", "gral": "general", "crnel": "coronel", "pto": "puerto"}
SHORT |= {"cnel": "coronel", "prov": "provincia", "st": "santo", "dgo": "domingo"}
BEFORE = re.compile(
    r"^(?:gad |gadm |gadp |gobierno autonomo descentralizado |gobierno |municipio |municipal "
    r"|municipalidad |alcaldia |prefectura |consejo |provincial |ciudad |canton |cantonal "
    r"|provincia |del |de |la ciudad de )+"
)
OF_PROVINCE = re.compile(r"\b(?:gadp|prefectura|provincial|provincia)\b")
OF_CANTON = re.compile(r"\b(?:gadm|municipio|municipal|municipalidad|alcaldia|canton|ciudad)\b")
P_CODE = re.compile(r"EC(\d{2}|\d{4})", re.IGNORECASE)  # as humanitarian data sets write places
PARISH = re.compile(r"(?:EC)?(\d{4})\d{2}", re.IGNORECASE)
APART = re.compile(r"\s*[-–—:()|]+\s*|\s*\.\s+")
SEVERAL = re.compile(r"\s*[,;/+&\n]\s*|\s+[ye]\s+", re.IGNORECASE)
DIVISION = re.compile(r"([A-U])\s*\.?\s*(\d{2})(?:\d{0,4}|\.\d+)*", re.IGNORECASE)
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
ORDINALS = ROMAN | {"primer": "1", "segundo": "2", "tercer": "3", "cuarto": "4"}
YEAR = r"(?:de |del )?(?P<year>20\d\d)"
QUARTERS = [
    re.compile(rf"(?:t|q|trim|trimestre) ?(?P<quarter>[1-4]|i{{1,3}}|iv) {YEAR}"),
    re.compile(rf"(?P<quarter>[1-4]) ?(?:t|q|er trimestre|do trimestre|to trimestre) {YEAR}"),
    re.compile(rf"(?P<quarter>[1-4]|i{{1,3}}|iv|{'|'.join(ORDINALS)}) (?:trim|trimestre) {YEAR}"),
    re.compile(r"(?P<year>20\d\d) ?(?:t|q|trim|trimestre) ?(?P<quarter>[1-4]|i{1,3}|iv)"),
]
SHOWN = 12  # codes that a sentence lists

_kept: dict[int, tuple[Mapping[str, object], dict[str, str]]] = {}


def code_of(text: str, column: SheetColumn) -> str | None:
    """Return the code that a text stands for, by itself or by a name; None if it is not known."""
    codes: Mapping[str, object] = column.codes or {}
    said = text[:-2] if re.fullmatch(r"\d+\.0", text) else text
    tried = [said, said.upper()]
    if said.isdigit() and codes is not OCCUPATIONS:
        # A spreadsheet that took a code for a number has dropped its leading zeros.
        tried += [said.zfill(4), said.zfill(2)]
    for found in tried:
        if found in codes:
            return str(found)
    return (
        _by_name(said, codes)
        or _both(said, codes)
        or _division(said, codes)
        or _quarter(said, codes)
    )


def _quarter(text: str, codes: Mapping[str, object]) -> str | None:
    """Return the quarter that `T1-2026`, `1T 2026` or `I trimestre de 2026` names."""
    found = next((m for form in QUARTERS if (m := form.fullmatch(plain(text)))), None)
    if found is None:
        return None
    said = found["quarter"]
    code = f"{found['year']}-T{ORDINALS.get(said, said)}"
    return code if code in codes else None


def _by_name(text: str, codes: Mapping[str, object]) -> str | None:
    names = names_of(codes)
    said = plain(text)
    if codes is CANTONS or codes is PLACES:
        if p_code := P_CODE.fullmatch(text):
            return p_code[1] if p_code[1] in codes else None
        said = " ".join(SHORT.get(word, word) for word in said.split())
        return names.get(said) or _of_level(said, codes)
    return names.get(said) or names.get(stem(text))


def _of_level(said: str, codes: Mapping[str, object]) -> str | None:
    """Return the place that is named after its kind, as `prefectura de Loja`."""
    name = BEFORE.sub("", said)
    if name == said:
        return None
    before = said[: len(said) - len(name)]
    levels = ("province",) if OF_PROVINCE.search(before) else ("canton", "zone")
    if not OF_PROVINCE.search(before) and not OF_CANTON.search(before):
        return names_of(codes).get(name)
    same = [
        code
        for code in codes
        if territory.level(code) in levels and plain(territory.name(code).msgid) == name
    ]
    return same[0] if len(same) == 1 else None


def _both(text: str, codes: Mapping[str, object]) -> str | None:
    """Return the code of `1308 - Manta` or `Manta (1308)`, where both say the same."""
    parts = [part for part in APART.split(text.strip()) if part]
    if len(parts) != 2:
        return None
    for code, name in (parts, parts[::-1]):
        found = next((c for c in (code, code.upper(), code.zfill(4)) if c in codes), None)
        if found and _by_name(name, codes) == found:
            return found
    return None


def _division(text: str, codes: Mapping[str, object]) -> str | None:
    """Return the section of a division of economic activity: G47 lies in G."""
    found = DIVISION.fullmatch(text) if codes is SECTIONS else None
    if found is None:
        return None
    section = found[1].upper()
    return section if _divisions().get(section, range(0)).__contains__(int(found[2])) else None


def _of_class(text: str) -> str | None:
    """Return the section of a class of four digits, which a code with fewer may not be."""
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        return None
    return next((s for s, span in _divisions().items() if int(text[:2]) in span), None)


def _divisions() -> dict[str, range]:
    import csv

    from data_access.classifications import REFERENCE

    with (REFERENCE / "isic4.csv").open(encoding="utf-8", newline="") as rows:
        spans = {row["section"]: row["divisions"].split("-") for row in csv.DictReader(rows)}
    return {section: range(int(ends[0]), int(ends[-1]) + 1) for section, ends in spans.items()}


def names_of(codes: Mapping[str, object]) -> dict[str, str]:
    """Return the code of each name that stands for one code only."""
    known = _kept.get(id(codes))
    if known is None or known[0] is not codes:
        known = _kept[id(codes)] = (codes, dict(_names(codes)))
    return known[1]


def _names(codes: Mapping[str, object]) -> Mapping[str, str]:
    pairs = [
        (title.to(language), code)
        for code, title in codes.items()
        if isinstance(title, Text)
        for language in LANGUAGES
    ]
    if codes is CANTONS or codes is PLACES:
        return unique([(plain(name), code) for name, code in [*pairs, *_with_province(codes)]])
    if codes is COUNTRIES:
        pairs += [(word, code) for code, said in NATIONALS.items() for word in said.split("/")]
        pairs += _short_countries()
    pairs += [(code, code) for code in codes] + words_of(codes)
    exact = unique([(plain(name), code) for name, code in pairs])
    loose = unique([(stem(name), code) for name, code in pairs if len(name) > 3])
    return {**loose, **exact}


def _with_province(codes: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return cantons named with their province, which tells those of one name apart."""
    found = []
    for code in codes:
        above = territory.province(code) if code in territory.PLACES else None
        if above and above != code:
            found.append((f"{territory.name(code).msgid} {territory.name(above).msgid}", code))
            found.append((f"{territory.name(code).msgid} Ecuador", code))
    return [*found, ("Distrito Metropolitano de Quito", "1701")]


def _short_countries() -> list[tuple[str, str]]:
    """Return the two-letter codes of ISO 3166, which stand for one country each."""
    from data_access.imports.countries import TWO_LETTERS

    return [(two, three) for three, two in TWO_LETTERS.items()]


def unknown(text: str, column: SheetColumn) -> BadValue:
    """Return what is wrong with a text that stands for no code, and the code to write."""
    codes, name = column.codes or {}, "codigo_desconocido"
    listed = ", ".join(list(codes)[:SHOWN]) + (", …" if len(codes) > SHOWN else "")
    if found := several(text, column):
        return BadValue(name, found)
    if column.key and is_total(text):
        return BadValue("fila_total", SUM)
    if means_nothing(text) and set(text.casefold()) != {"x"}:
        if "NR" in codes:
            return BadValue(
                name, Text("No dice nada: use NR si no se sabe, o uno de: {listed}.", listed=listed)
            )
        if not column.required:
            return BadValue(name, Text("No dice nada: si no hay dato, deje la celda vacía."))
    parish = PARISH.fullmatch(text) if codes is CANTONS or codes is PLACES else None
    if parish and parish[1] in codes:
        return BadValue(
            name,
            Text(
                "Parece el código de una parroquia de {name}: escriba el del cantón, {code}.",
                name=territory.name(parish[1]),
                code=parish[1],
            ),
        )
    if codes is CANTONS and (province := _above(text)):
        return BadValue(
            name,
            Text(
                "«{name}» ({code}) es una provincia o el país: escriba el código del cantón.",
                name=territory.name(province),
                code=province,
            ),
        )
    if same := _of_one_name(text, codes):
        return BadValue(
            name,
            Text("Hay varios lugares con ese nombre: escriba el código ({codes}).", codes=same),
        )
    if near := _near(text, codes):
        return BadValue(
            name,
            Text(
                "No está en la lista; ¿quiso decir {near}? Escriba el código, o uno de: {listed}.",
                near=near,
                listed=listed,
            ),
        )
    if codes is OCCUPATIONS and re.fullmatch(r"\d{3,4}", text) and text[:2] in codes:
        return BadValue(
            name,
            Text("Escriba los dos primeros dígitos de la CIUO-08: {code}.", code=text[:2]),
        )
    if codes is SECTIONS and (section := _of_class(text)):
        return BadValue(
            name,
            Text(
                "Escriba la letra de la sección: la de la clase {said} es {code}.",
                said=text,
                code=section,
            ),
        )
    if codes is COUNTRIES:
        return BadValue(
            name,
            Text("No es un país de hoy: escriba sus tres letras (ISO 3166), por ejemplo VEN."),
        )
    return BadValue(name, Text("No está en la lista; use uno de: {listed}.", listed=listed))


def _above(text: str) -> str | None:
    """Return the province, or the country, that stands where a canton should."""
    return next((c for c in (text.upper(), text.zfill(2)) if c in PLACES), _by_name(text, PLACES))


def several(text: str, column: SheetColumn) -> Text | None:
    """Return what is wrong with a cell that names several codes; None where it does not."""
    parts = [part for part in SEVERAL.split(text) if part.strip()]
    found = [(part.strip(), code_of(part.strip(), column)) for part in parts]
    if len(found) < 2 or not all(code for _part, code in found):
        return None
    listed = ", ".join(f"{part} = {code}" for part, code in found)
    if column.key:
        return Text("Hay varios en una celda ({said}): deje uno en cada fila.", said=listed)
    return Text("Hay varios en una celda ({said}) y cabe uno: deje uno solo.", said=listed)


def _of_one_name(text: str, codes: Mapping[str, object]) -> str:
    if codes is not CANTONS and codes is not PLACES:
        return ""
    said = BEFORE.sub("", plain(text))
    same = [code for code in codes if plain(territory.name(code).msgid) == said]
    return ", ".join(f"{code} {_within(code)}" for code in same) if len(same) > 1 else ""


def _within(code: str) -> str:
    above = territory.parent(code)
    return f"({territory.name(above).msgid})" if above else ""


def _with_words(said: str, names: Mapping[str, str], most: int = 3) -> list[str]:
    """Return the names that hold all words of a text, if these are few."""
    words = set(said.split())
    found = [name for name in names if words <= set(name.split())]
    return found if len({names[name] for name in found}) <= most else []


def _near(text: str, codes: Mapping[str, object]) -> str:
    """Return the names most like a text, each with its code; none for what is too short."""
    from rapidfuzz import fuzz, process

    said = plain(text)
    if len(said) < 4:
        return ""
    names = names_of(codes)
    found = process.extract(said, list(names), scorer=fuzz.ratio, limit=3, score_cutoff=78)
    near: dict[str, str] = {}
    for name in [name for name, _score, _at in found] or _with_words(said, names):
        title = codes[names[name]]
        near.setdefault(names[name], title.msgid if isinstance(title, Text) else name)
    return ", ".join(f"{title} ({code})" for code, title in near.items())
