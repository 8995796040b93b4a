"""Complete rows of the sheets about hiring, training, ventures and community."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from data_access.imports.loading import import_files
from data_access.imports.reports import Report
from data_access.viewer import ADMINISTRATOR
from tests.data_access.imports.books import Rows, filled

Row = dict[str, Any]


def bring_in(engine: Engine, folder: Path, name: str = "libro", **sheets: Rows) -> Report:
    """Import a workbook with these rows, warnings accepted."""
    path = filled(folder / f"{name}.xlsx", **sheets)
    return import_files(engine, [path], ADMINISTRATOR, accept_warnings=True)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def event(code: str, **changes: Any) -> Row:
    usual = {"tipo": "FERIA", "nombre": f"Evento {code}", "fecha": day("2025-05-10")}
    return {"codigo_evento": code, **usual, "canton": "1308", **changes}


def stage(person: str, etapa: str, on: str, vacancy: str | None = "V-1", **changes: Any) -> Row:
    early = etapa in ("REG", "PER")
    return {
        "codigo_persona": person,
        "codigo_vacante": None if early else vacancy,
        "etapa": etapa,
        "fecha": day(on),
        "canal": "BOLSA",
        **changes,
    }


def placement(person: str, start: str, **changes: Any) -> Row:
    usual = {"ultimo_contacto": day(start), "canal_directo": "BOLSA"}
    return {"codigo_persona": person, "fecha_inicio": day(start), **usual, **changes}


def course(code: str, tipo: str = "HABILIDADES", **changes: Any) -> Row:
    usual = {"nombre": f"Curso {code}", "horas": 10, "gad": "1308"}
    return {"codigo_curso": code, "tipo": tipo, **usual, **changes}


def session(code: str, of: str, cohort: str, on: str, **changes: Any) -> Row:
    usual = {"fecha": day(on), "horas": 5, "canton": "1308"}
    return {"codigo_sesion": code, "codigo_curso": of, "codigo_cohorte": cohort, **usual, **changes}


def enrolment(person: str, cohort: str, **changes: Any) -> Row:
    usual = {"completo": "SI", "certificado": "SI"}
    return {"codigo_persona": person, "codigo_cohorte": cohort, **usual, **changes}


def came(person: str, to: str, **changes: Any) -> Row:
    return {"codigo_persona": person, "codigo_sesion": to, **changes}


def attitude(cohort: str, who: str, moment: str, agreement: int, question: str = "Q1") -> Row:
    return {
        "codigo_cohorte": cohort,
        "codigo_participante": who,
        "momento": moment,
        "pregunta": question,
        "acuerdo": agreement,
    }


def platform(code: str, tipo: str = "MERCADO", **changes: Any) -> Row:
    return {
        "codigo_plataforma": code,
        "tipo": tipo,
        "nombre": f"Plataforma {code}",
        "canton": "1308",
        **changes,
    }


def listing(code: str, person: str, since: str, **changes: Any) -> Row:
    usual = {"codigo_plataforma": "M-1", "categoria": "PRODUCTO", "desde": day(since)}
    return {"codigo_oferta": code, "codigo_persona": person, **usual, **changes}


def sales(of: str, month: str, number: int, usd: float) -> Row:
    return {"codigo_oferta": of, "mes": month, "ventas_n": number, "ventas_usd": usd}


def site(code: str, **changes: Any) -> Row:
    usual = {"nombre": f"Sede {code}", "canton": "1308", "puestos": 10, "horas_semana": 40}
    return {"codigo_sede": code, **usual, **changes}


def visit(person: str, entered: str, left: str | None, to: str = "S-1") -> Row:
    return {"codigo_persona": person, "codigo_sede": to, "entrada": entered, "salida": left}


def association(code: str, **changes: Any) -> Row:
    return {
        "codigo_asociacion": code,
        "nombre": f"Asociación {code}",
        "tipo": "MIGRANTE",
        "canton": "1308",
        "publicable": "SI",
        "lidera_mujer": "SI",
        "ultima_actividad": day("2025-06-01"),
        **changes,
    }


def study(code: str, **changes: Any) -> Row:
    usual = {"titulo": f"Estudio {code}", "canton": "1308", "fecha": day("2025-06-01")}
    return {"codigo_estudio": code, **usual, **changes}


def recommendation(of: str, number: int, state: str = "PENDIENTE") -> Row:
    usual = {"texto": f"Recomendación {number}", "estado": state}
    return {"codigo_estudio": of, "numero": number, **usual}


def milestone(code: str, **changes: Any) -> Row:
    usual = {"fecha": day("2025-03-04"), "territorio": "1308", "fuente": "Acta 12"}
    words = {"nombre": f"Ordenanza {code}", "nombre_en": f"Ordinance {code}"}
    return {"codigo_hito": code, **usual, **words, **changes}


def assistance(code: str, **changes: Any) -> Row:
    return {
        "codigo_asistencia": code,
        "institucion": "Municipio",
        "nivel": "CANTONAL",
        "territorio": "1308",
        "tema": "Ordenanza de empleo inclusivo",
        "inicio": day("2025-02-03"),
        "estado": "PENDIENTE",
        **changes,
    }
