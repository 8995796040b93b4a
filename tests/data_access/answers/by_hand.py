"""The indicators computed from the rows of the demo's sheets, by none of the app's own code.

Each follows METHODS' words; survival comes from statsmodels. What a sheet does not say (winners of
an edition) is given.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from statistics import mean
from typing import Any

import numpy as np
from statsmodels.duration.survfunc import SurvfuncRight

Rows = list[dict[str, Any]]
Sheets = dict[str, Rows]
WAGES = {2022: 425, 2023: 450, 2024: 460, 2025: 470, 2026: 482}
SKILLS = ("HABILIDADES", "EMPRENDIMIENTO")
MOVING, HOST = ("MIG", "REF", "RET"), "ACO"


def day(value: object) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])


def survey(sheets: Sheets) -> dict[str, float]:
    """Stratified estimates of the newest survey: every respondent stands for N/r companies."""
    newest = max(sheets["encuestas"], key=lambda row: str(row["fecha_referencia"]))["encuesta"]
    asked = [row for row in sheets["encuesta_empresas"] if row["encuesta"] == newest]
    came = [row for row in asked if row["resultado"] == "COMPLETA"]
    universe = {
        row["estrato"]: int(row["universo"])
        for row in sheets["estratos"]
        if row["encuesta"] == newest
    }
    respondents = Counter(row["estrato"] for row in came)
    weight = {row["codigo_empresa"]: universe[row["estrato"]] / respondents[row["estrato"]]
              for row in came}  # fmt: skip
    posts: dict[str, int] = defaultdict(int)
    hard: dict[str, int] = defaultdict(int)
    for row in sheets["encuesta_vacantes"]:
        if row["encuesta"] == newest and row["codigo_empresa"] in weight:
            posts[row["codigo_empresa"]] += int(row["vacantes"])
            hard[row["codigo_empresa"]] += int(row["dificil_cobertura"])
    total = sum(weight[code] * count for code, count in posts.items())
    occupied = sum(weight[row["codigo_empresa"]] * int(row["puestos_ocupados"]) for row in came)
    valid = [row for row in came if row["dispuesta_contratar"] in ("SI", "NO")]
    told = [row for row in came if row["barreras"]]
    cited: dict[str, float] = defaultdict(float)
    for row in told:
        for barrier in set(row["barreras"].split(";")) - {"NINGUNA"}:
            cited[barrier] += weight[row["codigo_empresa"]]
    results = Counter(row["resultado"] for row in asked)
    eligible = results["COMPLETA"] + results["RECHAZO"]
    likely = eligible / (eligible + results["NO_ELEGIBLE"])
    unknown = results["NO_CONTACTO"] + results["DESCONOCIDA"]

    def share(rows: Rows, yes: Callable[[dict[str, Any]], bool]) -> float:
        """Of those who answered a question, who then stand for their whole stratum."""
        answered = Counter(row["estrato"] for row in rows)
        own = [(universe[row["estrato"]] / answered[row["estrato"]], yes(row)) for row in rows]
        return 100 * sum(w for w, said in own if said) / sum(w for w, _said in own)

    everybody = sum(weight[row["codigo_empresa"]] for row in told)
    return {
        "LG-01": total - _seeking(sheets, newest),
        "LG-02": 100 * total / (total + occupied),
        "LG-03": 100 * sum(weight[code] * count for code, count in hard.items()) / total,
        "LG-04": 100 * results["COMPLETA"] / (eligible + likely * unknown),
        "PP-01": share(valid, lambda row: row["dispuesta_contratar"] == "SI"),
        "PP-02": 100 * max(cited.values()) / everybody,
    }


def training(sheets: Sheets) -> dict[str, float]:
    """Trainers, the cascade, people trained, their marks and their jobs."""
    kind = {row["codigo_curso"]: row["tipo"] for row in sheets["cursos"]}
    of_session = {row["codigo_sesion"]: kind[row["codigo_curso"]] for row in sheets["sesiones"]}
    of_cohort = {row["codigo_cohorte"]: kind[row["codigo_curso"]] for row in sheets["sesiones"]}
    last: dict[str, dt.date] = {}
    for row in sheets["sesiones"]:
        cohort = row["codigo_cohorte"]
        last[cohort] = max(day(row["fecha"]), last.get(cohort, day(row["fecha"])))
    of_kind: dict[str, Rows] = defaultdict(list)
    for row in sheets["inscripciones"]:
        of_kind[of_cohort[row["codigo_cohorte"]]].append(row)
    trainers = {row["codigo_persona"] for row in of_kind["TOT"] if row["certificado"] == "SI"}
    gave = {
        row["codigo_formador"]
        for row in sheets["sesiones"]
        if kind[row["codigo_curso"]] == "CASCADA" and row["codigo_formador"]
    }
    came: dict[str, set[str]] = defaultdict(set)
    for row in sheets["asistencia_sesiones"]:
        came[of_session[row["codigo_sesion"]]].add(row["codigo_persona"])
    marked = [
        (float(row["nota_pre"]), float(row["nota_post"]))
        for row in of_kind["TOT"]
        if str(row["nota_pre"]) and str(row["nota_post"])
    ]
    before, after = mean(a for a, _b in marked), mean(b for _a, b in marked)
    skilled = came["HABILIDADES"] | came["EMPRENDIMIENTO"]
    target = max(
        (row for row in sheets["poblacion"] if row["territorio"] == "EC"
         and row["grupo"] == "OBJETIVO"),
        key=lambda row: int(row["anio"]),
    )  # fmt: skip
    skills = [row for name in SKILLS for row in of_kind[name]]
    known = {row["codigo_persona"] for row in skills if row["completo"] in ("SI", "NO")}
    done = [row for row in skills if row["completo"] == "SI"]
    starts: dict[str, list[dt.date]] = defaultdict(list)
    for row in sheets["colocaciones"]:
        starts[row["codigo_persona"]].append(day(row["fecha_inicio"]))
    cut = max(
        day(row[name])
        for row in sheets["colocaciones"]
        for name in ("fecha_inicio", "fecha_fin", "ultimo_contacto")
        if row[name]
    )
    seen, placed = set(), set()
    for row in done:
        end, who = last[row["codigo_cohorte"]], row["codigo_persona"]
        if end + dt.timedelta(days=180) <= cut:
            seen.add(who)
            if any(0 <= (start - end).days <= 180 for start in starts[who]):
                placed.add(who)
    return {
        "TT-01": len(trainers),
        "TT-02": 100 * len(trainers & gave) / len(trainers),
        "TT-03": len(came["CASCADA"] - trainers) / len(trainers),
        "TT-04": (after - before) / (100 - before),
        "SK-01": len(skilled),
        "SK-02": 100 * len({row["codigo_persona"] for row in done}) / len(known),
        "SK-03": 1000 * len(skilled) / int(target["personas"]),
        "SK-04": 100 * len(placed) / len(seen),
    }


def hiring(sheets: Sheets, today: dt.date) -> dict[str, float]:
    """Fairs and the job bank."""
    fairs = {
        row["codigo_evento"]: day(row["fecha"])
        for row in sheets["eventos"]
        if row["tipo"] == "FERIA"
    }
    came: dict[str, list[dt.date]] = defaultdict(list)
    for row in sheets["asistencia_eventos"]:
        if row["codigo_evento"] in fairs and row["codigo_persona"]:
            came[row["codigo_persona"]].append(fairs[row["codigo_evento"]])
    through = {
        row["codigo_persona"]
        for row in sheets["colocaciones"]
        if row["canal_directo"] == "FERIA"
        and any(
            0 <= (day(row["fecha_inicio"]) - fair).days <= 90
            for fair in came[row["codigo_persona"]]
        )
    }
    offered = sum(int(row["plazas"]) for row in sheets["vacantes"] if row["codigo_evento"] in fairs)
    into = Counter(row["codigo_vacante"] for row in sheets["colocaciones"])
    closed = [
        (int(row["plazas"]), min(into[row["codigo_vacante"]], int(row["plazas"])))
        for row in sheets["vacantes"]
        if (row["fecha_cierre"] and day(row["fecha_cierre"]) <= today)
        or into[row["codigo_vacante"]] >= int(row["plazas"])
    ]
    months, ended = [], []
    for row in sheets["colocaciones"]:
        start, end = day(row["fecha_inicio"]), day(row["fecha_fin"] or row["ultimo_contacto"])
        whole = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
        months.append(max(whole, 0))
        ended.append(int(bool(row["fecha_fin"])))
    # A job that ends in the month in which it began ends after no completed month.
    lasting = SurvfuncRight(np.array(months) + 1e-9, np.array(ended))
    six = [p for t, p in zip(lasting.surv_times, lasting.surv_prob, strict=True) if t < 5.5][-1]
    born = {row["codigo_persona"]: int(row["anio_nacimiento"]) for row in sheets["personas"]}
    fits, classified = set(), set()
    for row in sheets["colocaciones"]:
        if not str(row["salario_usd"]) or not str(row["horas_semana"]):
            continue
        start, hours = day(row["fecha_inicio"]), float(row["horas_semana"])
        full = hours >= (30 if start.year - born[row["codigo_persona"]] < 18 else 40)
        if not full and row["desea_mas_horas"] not in ("SI", "NO"):
            continue
        classified.add(row["codigo_persona"])
        enough = float(row["salario_usd"]) >= WAGES[start.year]
        if enough and (full or row["desea_mas_horas"] == "NO"):
            fits.add(row["codigo_persona"])
    registered = {row["codigo_persona"]: row for row in sheets["personas"]}
    in_time = {
        row["codigo_persona"]
        for row in sheets["colocaciones"]
        if registered_on(registered[row["codigo_persona"]]) <= day(row["fecha_inicio"])
    }
    bank = {who for who, row in registered.items() if in_bank(row)}
    rates = {}
    for sex in ("M", "H"):
        group = {who for who in bank if registered[who]["sexo"] == sex}
        rates[sex] = len(group & in_time) / len(group)
    return {
        "JF-01": len(came) - sum(not days for days in came.values()),
        "JF-02": offered / sum(bool(days) for days in came.values()),
        "JF-03": 100 * len(through) / sum(bool(days) for days in came.values()),
        "JB-01": 100 * sum(filled for _p, filled in closed) / sum(posts for posts, _f in closed),
        "JB-03": 100 * float(six),
        "JB-04": 100 * len(fits) / len(classified),
        "JB-05": rates["M"] / rates["H"],
        "hired": len(in_time & bank) / len(bank),
    }


def in_bank(row: dict[str, Any]) -> bool:
    return bool(row["fecha_registro"])


def registered_on(row: dict[str, Any]) -> dt.date:
    return day(row["fecha_registro"]) if row["fecha_registro"] else dt.date.max


def ventures(sheets: Sheets) -> dict[str, float]:
    """Marketplaces and workspaces."""
    sellers = {row["codigo_persona"] for row in sheets["mercado"]}
    owner = {row["codigo_oferta"]: row["codigo_persona"] for row in sheets["mercado"]}
    sold = {
        owner[row["codigo_oferta"]] for row in sheets["mercado_ventas"] if int(row["ventas_n"]) > 0
    }
    visits = sheets["coworking"]
    users = {row["codigo_persona"] for row in visits}
    moments = [dt.datetime.fromisoformat(str(row["entrada"])) for row in visits]
    used = sum(
        (
            dt.datetime.fromisoformat(str(row["salida"]))
            - dt.datetime.fromisoformat(str(row["entrada"]))
        ).total_seconds()
        / 3600
        for row in visits
        if str(row["salida"])
    )
    days = (max(moments).date() - min(moments).date()).days + 1
    weekly = sum(int(row["puestos"]) * float(row["horas_semana"]) for row in sheets["sedes"])
    status = {row["codigo_persona"]: row["situacion_movilidad"] for row in sheets["personas"]}
    moving = sum(status[who] in MOVING for who in users)
    host = sum(status[who] == HOST for who in users)
    return {
        "MK-01": len(sellers),
        "MK-02": 100 * len(sold) / len(sellers),
        "CW-01": len(users),
        "CW-02": 100 * used / (weekly * days / 7),
        "CW-03": 1 - abs(2 * moving / (moving + host) - 1),
    }


def community(sheets: Sheets) -> dict[str, float]:
    """Associations, employers, studies and policies."""
    kind = {row["codigo_curso"]: row["tipo"] for row in sheets["cursos"]}
    of_session = {row["codigo_sesion"]: kind[row["codigo_curso"]] for row in sheets["sesiones"]}
    workshops = {row["codigo_evento"] for row in sheets["eventos"] if row["tipo"] == "TALLER"}
    companies = {
        row["codigo_empresa"]
        for row in sheets["asistencia_sesiones"]
        if of_session[row["codigo_sesion"]] == "EMPRESAS" and row["codigo_empresa"]
    } | {
        row["codigo_empresa"]
        for row in sheets["asistencia_eventos"]
        if row["codigo_evento"] in workshops and row["codigo_empresa"]
    }
    answers: dict[tuple[str, ...], dict[str, bool]] = defaultdict(dict)
    for row in sheets["actitudes"]:
        key = (row["codigo_cohorte"], row["codigo_participante"], row["pregunta"])
        answers[key][row["momento"]] = int(row["acuerdo"]) >= 4
    both = [pair for pair in answers.values() if len(pair) == 2]
    change = mean(pair["DESPUES"] for pair in both) - mean(pair["ANTES"] for pair in both)
    states = Counter(row["estado"] for row in sheets["recomendaciones"])
    last = max(day(row["ultima_actividad"]) for row in sheets["asociaciones"])
    active = [
        row
        for row in sheets["asociaciones"]
        if day(row["ultima_actividad"]) > last.replace(year=last.year - 1)
    ]
    known = [row for row in active if row["lidera_mujer"] in ("SI", "NO")]
    closed = [
        row
        for row in sheets["asistencias"]
        if row["estado"] in ("ADOPTADA", "RECHAZADA") or row["fin"]
    ]
    return {
        "LM-01": len(sheets["estudios"]),
        "LM-02": 100 * states["ADOPTADA"] / (states["ADOPTADA"] + states["ACEPTADA"]),
        "AS-01": len(active),
        "AS-02": 100 * sum(row["lidera_mujer"] == "SI" for row in known) / len(known),
        "AW-01": len(companies),
        "AW-02": 100 * change,
        "TA-01": len(sheets["asistencias"]),
        "TA-02": 100 * sum(row["estado"] == "ADOPTADA" for row in closed) / len(closed),
    }


def awards(sheets: Sheets, winners: dict[str, Collection[str]]) -> dict[str, float]:
    """Nominations, the jury's agreement and what was adopted elsewhere; `winners` by edition."""
    award = {row["edicion"]: row["premio"]
             for row in sheets["ediciones"]}  # fmt: skip

    def eligible(name: str) -> int:
        return sum(
            row["elegible"] == "SI"
            for row in sheets["postulaciones"]
            if row["edicion"] in winners and award[row["edicion"]] == name
        )

    (business,) = [code for code in winners if award[code] == "EMPRESAS"]
    points: dict[tuple[str, str], float] = defaultdict(float)
    weight = {
        row["criterio"]: float(row["peso"])
        for row in sheets["criterios"]
        if row["edicion"] == business
    }
    for row in sheets["puntajes"]:
        if row["edicion"] == business:
            pair = (row["codigo_postulacion"], row["codigo_jurado"])
            points[pair] += weight[row["criterio"]] * (float(row["puntaje"]) - 1) / 4
    public = {(code, who) for code, found in winners.items() if award[code] == "ENTIDADES"
              for who in found}  # fmt: skip
    own = {
        (row["edicion"], row["codigo_postulacion"]): row["organizacion"]
        for row in sheets["postulaciones"]
    }
    copied = {
        (row["edicion"], row["codigo_postulacion"])
        for row in sheets["adopciones"]
        if row["institucion"] != own[row["edicion"], row["codigo_postulacion"]]
    }
    return {
        "AB-01": eligible("EMPRESAS"),
        "AB-02": agreement(points),
        "PB-01": eligible("ENTIDADES"),
        "PB-02": 100 * len(public & copied) / len(public),
    }


def agreement(points: dict[tuple[str, str], float]) -> float:
    """Krippendorff's α of intervals: jurors who stepped aside leave the table with gaps."""
    units: dict[str, list[float]] = defaultdict(list)
    for (nomination, _juror), value in points.items():
        units[nomination].append(value)
    several = [found for found in units.values() if len(found) > 1]
    every = [value for found in several for value in found]
    observed = sum(
        sum((a - b) ** 2 for a in found for b in found) / (len(found) - 1) for found in several
    )
    expected = sum((a - b) ** 2 for a in every for b in every) / (len(every) - 1)
    return 1 - observed / expected


def _seeking(sheets: Sheets, survey: str) -> int:
    """How many were registered for an occupation and had no job on the day of a survey."""
    (asked,) = (row for row in sheets["encuestas"] if row["encuesta"] == survey)
    date = day(asked["fecha_referencia"])
    at_work = {
        row["codigo_persona"]
        for row in sheets["colocaciones"]
        if day(row["fecha_inicio"]) <= date
        and (not row["fecha_fin"] or day(row["fecha_fin"]) > date)
    }
    return sum(
        in_bank(row)
        and registered_on(row) <= date
        and bool(row["ciuo2"])
        and row["codigo_persona"] not in at_work
        for row in sheets["personas"]
    )


def looking(sheets: Sheets, cut: dt.date) -> dict[int, float]:
    """The share of those registered who were still looking when a month was completed.

    Whoever found work in that month was: months are completed ones.
    """
    jobs: dict[str, list[dt.date]] = defaultdict(list)
    for row in sheets["colocaciones"]:
        jobs[row["codigo_persona"]].append(day(row["fecha_inicio"]))
    months, ended = [], []
    for row in filter(in_bank, sheets["personas"]):
        start = registered_on(row)
        hired = [job for job in jobs[row["codigo_persona"]] if job >= start]
        end = min(hired) if hired else cut
        months.append(max((end.year - start.year) * 12 + end.month - start.month
                          - (end.day < start.day), 0))  # fmt: skip
        ended.append(int(bool(hired)))
    lasting = SurvfuncRight(np.array(months) + 1e-9, np.array(ended))
    steps = list(zip(lasting.surv_times, lasting.surv_prob, strict=True))
    return {month: [float(p) for t, p in steps if t < month - 0.5][-1] for month in (3, 6, 12)}
