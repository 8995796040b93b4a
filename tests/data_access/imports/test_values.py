"""Single cells: what is taken, as what, and what is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from data_access.imports.personal import is_document, looks_personal
from data_access.imports.templates import templates
from data_access.imports.values import BadValue, parse

TODAY = dt.date(2026, 11, 24)


def cell(sheet: str, column: str, raw: Any) -> Any:
    """The value of a cell, or the rule that it breaks."""
    try:
        return parse(raw, templates()[sheet].column(column), TODAY)
    except BadValue as bad:
        return bad.rule


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (470, Decimal(470)),
        (470.5, Decimal("470.5")),
        ("470,50", Decimal("470.50")),
        ("470.5", Decimal("470.5")),
        (" 470 ", Decimal(470)),
        ("1.234", "numero_ambiguo"),
        ("1,234", "numero_ambiguo"),
        ("1.234,50", Decimal("1234.50")),
        ("1.234.567,5", "fuera_de_rango"),
        ("1.234,5,0", "numero_invalido"),
        ("1_000", "numero_invalido"),
        ("1e3", "numero_invalido"),
        ("nan", "numero_invalido"),
        ("Infinity", "numero_invalido"),
        ("$470", Decimal(470)),
        ("USD 1.234,50", Decimal("1234.50")),
        ("1'234.50", Decimal("1234.50")),
        ("450.-", Decimal(450)),
        ("\uff14\uff17\uff10", Decimal(470)),
        ("\u0664\u0667\u0660", Decimal(470)),
        ("\u2212470", "numero_negativo"),
        (True, "numero_invalido"),
        (dt.time(4, 0), "numero_invalido"),
        (-1, "numero_negativo"),
        (5_000_000, "fuera_de_rango"),
    ],
)
def test_money(raw: Any, value: Any) -> None:
    assert cell("vacantes", "salario_usd", raw) == value


@pytest.mark.parametrize(
    ("sheet", "column", "raw", "said"),
    [
        ("sesiones", "horas", "(470.50)", "negativa"),
        ("sesiones", "horas", "470-", "negativa"),
        ("sesiones", "horas", "4:30", "hora del reloj"),
        ("sesiones", "horas", "4 horas", "sin la unidad: 4."),
        ("sesiones", "horas", "Manta", "Debe ser un número."),
        ("sesiones", "horas", "1.5K", "Debe ser un número."),
        ("sesiones", "horas", "4½", "Debe ser un número."),
        ("sesiones", "horas", dt.date(2025, 4, 5), "cambió el número por una fecha"),
        ("mercado_ventas", "mes", dt.date(2026, 1, 25), "«ene-25»"),
        ("empresas", "codigo_empresa", "\u0415\u041c\u0420-01", "otro alfabeto"),
        ("sesiones", "fecha", "15/03/25", "cuatro cifras"),
        ("empresas", "canton", "13", "«Manabí» (13) es una provincia"),
        ("empresas", "canton", "Manta y Montecristi", "cabe uno"),
        ("poblacion", "territorio", "Manta y Montecristi", "uno en cada fila"),
        ("poblacion", "territorio", "Total general", "fila de totales"),
        ("vacantes", "fecha_cierre", "s/d", "deje la celda vacía"),
        ("empresas", "ciiu", "Comercio", "(G)"),
        ("empresas", "ciiu", "4711", "la de la clase 4711 es G"),
        ("personas", "nacionalidad", "Congo", "(COD)"),
    ],
)
def test_a_refused_cell_is_told_how_to_write_it(
    sheet: str, column: str, raw: Any, said: str
) -> None:
    with pytest.raises(BadValue) as refused:
        parse(raw, templates()[sheet].column(column), TODAY)

    assert said in refused.value.text.to("es")


@pytest.mark.parametrize(
    ("raw", "value"), [(3.0, 3), ("3", 3), (3.5, "numero_invalido"), (0, "fuera_de_rango")]
)
def test_whole_numbers(raw: Any, value: Any) -> None:
    assert cell("vacantes", "plazas", raw) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (dt.date(2025, 3, 4), dt.date(2025, 3, 4)),
        (dt.datetime(2025, 3, 4, 23, 59), dt.date(2025, 3, 4)),
        ("2025-03-04", dt.date(2025, 3, 4)),
        ("04/03/2025", dt.date(2025, 3, 4)),
        ("4/3/2025", dt.date(2025, 3, 4)),
        ("2025-03-04 00:00:00", dt.date(2025, 3, 4)),
        ("2025-03-04T00:00:00.000Z", dt.date(2025, 3, 4)),
        ("2025-03-04T04:59:59Z", dt.date(2025, 3, 3)),
        ("'2025-03-04", dt.date(2025, 3, 4)),
        ("31/02/2025", "fecha_invalida"),
        ("31-04-2025", "fecha_invalida"),
        (45720.0, "fecha_invalida"),
        ("04/03/25", "fecha_invalida"),
        ("01/01/1925", "fecha_invalida"),
        ("2026-11-24", TODAY),
        ("2026-11-25", "fecha_futura"),
    ],
)
def test_dates(raw: Any, value: Any) -> None:
    assert cell("personas", "fecha_registro", raw) == value


def test_a_closing_day_may_lie_ahead() -> None:
    assert cell("vacantes", "fecha_cierre", "2027-01-31") == dt.date(2027, 1, 31)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("m", "M"),
        ("M ", "M"),
        ("F", "codigo_desconocido"),
        ("0912345675", "dato_personal"),
    ],
)
def test_choices(raw: Any, value: Any) -> None:
    assert cell("personas", "sexo", raw) == value


def test_codes_that_lost_their_zero_find_it_again() -> None:
    assert cell("empresas", "canton", 101.0) == "0101"
    assert cell("empresas", "canton", "'0101") == "0101"
    assert cell("poblacion", "territorio", 1.0) == "01"


def test_several_choices_are_kept_once_and_in_the_lists_order() -> None:
    assert cell("encuesta_empresas", "barreras", "COSTO; documentos;COSTO") == "DOCUMENTOS;COSTO"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("E-1", "E-1"),
        (77.0, "77"),
        ("  Ma\u0301laga \u00a0 Sur ", "Málaga Sur"),
        ("E\u200b-1", "E-1"),
        ("\uff25-\uff11", "E-1"),
        ("E\u22121", "E-1"),
        ("E\u202e-1", "caracter_invisible"),
        ("E-\n1", "salto_de_linea"),
        ("1,39E+12", "codigo_alterado"),
        ("n/a", "sin_dato"),
        (dt.date(2025, 3, 5), "codigo_alterado"),
        (dt.time(10, 30), "codigo_alterado"),
        (True, "codigo_alterado"),
        (1.2345678901234568e19, "codigo_alterado"),
    ],
)
def test_codes(raw: Any, value: Any) -> None:
    assert cell("empresas", "codigo_empresa", raw) == value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("https://bolsa.manta.gob.ec/a?b=1", "https://bolsa.manta.gob.ec/a?b=1"),
        ("bolsa.manta.gob.ec", "enlace_invalido"),
        ("javascript:alert(1)", "enlace_invalido"),
        ("https://x.ec/?correo=ana@example.org", "dato_personal"),
    ],
)
def test_links(raw: Any, value: Any) -> None:
    assert cell("plataformas", "enlace", raw) == value


@pytest.mark.parametrize(
    "text",
    [
        "0912345675",
        "091234567-5",
        "P-0912345675",
        "CI 0912345675",
        "0912345675001",
        "ana@example.org",
        "0991234567",
        "+593 99 123 4567",
        "Llame al 099 123 4567",
        "Bolsa (0991234567)",
    ],
)
def test_documents_telephones_and_e_mails_are_known_in_any_cell(text: str) -> None:
    assert looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "ENC-2025",
        "Encuesta del 05-09-2025 10:00",
        "1234567890",
        "a3f0912345675bcd",
        "20250930",
        "V-2025-000123",
        "01234567-89ab-cdef-0123-456789abcdef",
        "INEC, 2022: proyecciones 2010-2025",
    ],
)
def test_codes_dates_and_titles_are_not_taken_for_them(text: str) -> None:
    assert not looks_personal(text)


def test_a_cedula_is_known_by_province_and_check_digit() -> None:
    assert is_document("0912345675")
    assert not is_document("0912345674")
    assert not is_document("9912345675")
    assert not is_document("1790012345000")


@pytest.mark.parametrize("raw", [912345675, 912345675.0, 991234567.0, "912345675"])
def test_a_document_that_lost_its_zero_is_no_code_of_a_person(raw: Any) -> None:
    assert cell("personas", "codigo_persona", raw) == "dato_personal"


def test_a_code_of_a_company_may_be_nine_digits_typed_as_text() -> None:
    assert cell("empresas", "codigo_empresa", "912345675") == "912345675"
    assert cell("empresas", "codigo_empresa", 912345675.0) == "dato_personal"
