"""Associations, workshops and campaigns, studies, and help to governments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from data_access.demo.demo_story import CITIES, LAST, SYNTHETIC

Row = dict[str, object]
# Associations by canton with the point around which they lie.
ASSOCIATIONS = {
    "1308": (16, -0.952, -80.722),
    "2301": (14, -0.253, -79.172),
    "1301": (9, -1.054, -80.454),
    "1309": (3, -1.046, -80.658),
    "1303": (3, -0.698, -80.094),
}
NAMES = ("Puente", "Horizonte", "Raíces", "Manos Unidas", "Nuevo Amanecer", "Sin Fronteras")
STUDIES = (
    ("EST-01", "Mercado laboral de Manta", "1308", dt.date(2023, 11, 20), 7),
    ("EST-02", "Mercado laboral de Santo Domingo", "2301", dt.date(2024, 2, 12), 6),
    ("EST-03", "Cuidado y trabajo de las mujeres en movilidad", "1308", dt.date(2024, 8, 5), 5),
    ("EST-04", "Remesas e inversión en Manabí", "1301", dt.date(2025, 3, 10), 4),
    ("EST-05", "Personas retornadas y certificación de saberes", "2301", dt.date(2025, 9, 1), 5),
)
ADVICE = (
    "Reconocer la experiencia laboral con una certificación corta",
    "Publicar las vacantes municipales en la bolsa de empleo",
    "Abrir horarios de atención para quienes trabajan de día",
    "Crear un fondo semilla para negocios de personas retornadas",
    "Incluir a la población en movilidad en el plan de desarrollo",
    "Acordar prácticas pagadas con empresas medianas",
    "Ofrecer cuidado infantil durante los cursos",
)


@dataclass(frozen=True)
class _Policy:
    """A policy that an institution is helped with, and what has become of it."""

    code: str
    institution: str
    level: str
    place: str
    topic: str
    state: str


POLICIES = (
    _Policy(
        "AT-01",
        "Municipio de Manta",
        "CANTONAL",
        "1308",
        "Ordenanza de empleo inclusivo",
        "ADOPTADA",
    ),
    _Policy(
        "AT-02",
        "Municipio de Manta",
        "CANTONAL",
        "1308",
        "Capítulo de movilidad del PDOT",
        "ADOPTADA",
    ),
    _Policy(
        "AT-03",
        "Municipio de Santo Domingo",
        "CANTONAL",
        "2301",
        "Ordenanza de mercados",
        "RECHAZADA",
    ),
    _Policy(
        "AT-04",
        "Municipio de Santo Domingo",
        "CANTONAL",
        "2301",
        "Ventanilla única laboral",
        "ACEPTADA",
    ),
    _Policy(
        "AT-05", "Municipio de Portoviejo", "CANTONAL", "1301", "Agenda de cuidados", "PENDIENTE"
    ),
    _Policy(
        "AT-06",
        "Prefectura de Manabí",
        "PROVINCIAL",
        "13",
        "Agenda productiva inclusiva",
        "ADOPTADA",
    ),
    _Policy(
        "AT-07", "Ministerio del Trabajo", "NACIONAL", "EC", "Guía de contratación", "ACEPTADA"
    ),
    _Policy(
        "AT-08",
        "Ministerio de Educación",
        "NACIONAL",
        "EC",
        "Certificación de saberes",
        "PENDIENTE",
    ),
)


# What happened, by place: invented, as everything of the demo.
MILESTONES = (
    (
        "1308",
        dt.date(2023, 11, 30),
        "Ordenanza de empleo inclusivo",
        "Inclusive employment ordinance",
    ),
    ("2301", dt.date(2024, 9, 14), "Feria provincial del empleo", "Provincial job fair"),
    ("13", dt.date(2025, 2, 6), "Sismo en la costa", "Earthquake on the coast"),
    ("EC", dt.date(2025, 7, 1), "Amnistía migratoria", "Migration amnesty"),
)


def sheets(chance: Random, companies: list[Row]) -> dict[str, list[Row]]:
    """Return rows of `asociaciones`, `estudios`, `recomendaciones`, `asistencias` and `hitos`.

    Beside them the campaigns and workshops of `eventos` with the companies that attended them.
    """
    events, attended = _events(chance, companies)
    return {
        "eventos": events,
        "asistencia_eventos": attended,
        "asociaciones": _associations(chance),
        **_studies(chance),
        "asistencias": [_policy(at, policy) for at, policy in enumerate(POLICIES)],
        "hitos": [
            {
                "codigo_hito": f"H-{at:02d}",
                "fecha": day.isoformat(),
                "territorio": place,
                "nombre": f"{name} {SYNTHETIC}",
                "nombre_en": f"{english} (synthetic)",
                "fuente": "Demo",
            }
            for at, (place, day, name, english) in enumerate(MILESTONES, start=1)
        ],
    }


def _associations(chance: Random) -> list[Row]:
    found: list[Row] = []
    for canton, (count, lat, lon) in ASSOCIATIONS.items():
        for _ in range(count):
            number = len(found) + 1
            shown = chance.random() < 0.7
            kind = chance.choices(("MIGRANTE", "DIASPORA", "RETORNADA"), (58, 20, 22))[0]
            idle = dt.timedelta(days=round(chance.expovariate(1 / 190)))
            found.append(
                {
                    "codigo_asociacion": f"AS-{number:02d}",
                    "nombre": f"Asociación {chance.choice(NAMES)} {number} {SYNTHETIC}",
                    "tipo": kind,
                    "canton": canton,
                    "publicable": "SI" if shown else "NO",
                    "latitud": f"{lat + chance.gauss(0, 0.012):.6f}",
                    "longitud": f"{lon + chance.gauss(0, 0.012):.6f}",
                    "lidera_mujer": chance.choices(("SI", "NO", "NR"), (54, 39, 7))[0],
                    "ultima_actividad": (LAST - idle).isoformat(),
                    "sitio_web": "",
                }
            )
    return found


def _studies(chance: Random) -> dict[str, list[Row]]:
    studies: list[Row] = []
    advice: list[Row] = []
    for code, title, canton, day, count in STUDIES:
        studies.append(
            {
                "codigo_estudio": code,
                "titulo": f"{title} {SYNTHETIC}",
                "canton": canton,
                "fecha": day.isoformat(),
            }
        )
        old = (LAST - day).days / 760
        for number, text in enumerate(chance.sample(ADVICE, count), start=1):
            weights = (1.2 - old, 0.5, max(0.05, old), 0.2)
            state = chance.choices(("PENDIENTE", "ACEPTADA", "ADOPTADA", "RECHAZADA"), weights)[0]
            since = day + (LAST - day) * chance.random()
            advice.append(
                {
                    "codigo_estudio": code,
                    "numero": number,
                    "texto": text,
                    "estado": state,
                    "fecha_estado": "" if state == "PENDIENTE" else since.isoformat(),
                }
            )
    return {"estudios": studies, "recomendaciones": advice}


def _policy(at: int, policy: _Policy) -> Row:
    start = dt.date(2023, 6, 5) + dt.timedelta(days=95 * at)
    over = policy.state in ("ADOPTADA", "RECHAZADA")
    return {
        "codigo_asistencia": policy.code,
        "institucion": policy.institution,
        "nivel": policy.level,
        "territorio": policy.place,
        "tema": f"{policy.topic} {SYNTHETIC}",
        "inicio": start.isoformat(),
        "fin": (start + dt.timedelta(days=240)).isoformat() if over else "",
        "producto": "Texto aprobado" if policy.state == "ADOPTADA" else "",
        "estado": policy.state,
    }


def _events(chance: Random, companies: list[Row]) -> tuple[list[Row], list[Row]]:
    events: list[Row] = []
    attended: list[Row] = []
    for at in range(8):
        city = list(CITIES)[at % 2]
        kind, name = (
            ("TALLER", "Taller de contratación inclusiva")
            if at < 5
            else (
                "CAMPANA",
                "Campaña «Trabajo para todos»",
            )
        )
        code = f"{kind[:1]}-{at + 1:02d}"
        events.append(
            {
                "codigo_evento": code,
                "tipo": kind,
                "nombre": f"{name}, {CITIES[city]} {SYNTHETIC}",
                "fecha": (dt.date(2024, 3, 12) + dt.timedelta(days=74 * at)).isoformat(),
                "canton": city,
                "impresiones": "" if kind == "TALLER" else round(chance.lognormvariate(12, 0.4)),
            }
        )
        here = [c["codigo_empresa"] for c in companies if c["canton"] == city]
        if kind == "TALLER":
            attended += [
                {"codigo_evento": code, "codigo_persona": "", "codigo_empresa": company}
                for company in chance.sample(here, chance.randint(14, 26))
            ]
    return events, attended
