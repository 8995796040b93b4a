"""What the columns of the answers about outcomes are called, and what they hold."""

from __future__ import annotations

from collections.abc import Mapping

from data_access import lists
from data_access.language import Text

COLUMNS: Mapping[str, Text] = {
    # Dimensions and filters.
    "canal": Text("Canal"),
    "canton": Text("Cantón"),
    "estado": Text("Estado"),
    "evento": Text("Feria"),
    "gad": Text("Gobierno"),
    "grain": Text("Paso de tiempo"),
    "nivel": Text("Nivel de gobierno"),
    "period": Text("Desde"),
    "plataforma": Text("Mercado en línea"),
    "sede": Text("Espacio de coworking"),
    "territorio": Text("Lugar"),
    "tipo": Text("Tipo"),
    # Hiring.
    "stage": Text("Etapa"),
    "reached": Text("Personas que la alcanzaron"),
    "overall": Text("De las inscritas"),
    "overall_low": Text("De las inscritas (95 %), desde"),
    "overall_high": Text("De las inscritas (95 %), hasta"),
    "imputed": Text("De ellas, sin registro de la etapa"),
    "group": Text("Grupo"),
    "reference": Text("Grupo de referencia"),
    "ratio": Text("Razón de paridad"),
    "median_days": Text("Mediana de días"),
    "registered": Text("Personas inscritas"),
    "hired": Text("Personas contratadas"),
    "month": Text("Mes cumplido"),
    "at_risk": Text("Personas en observación"),
    "survival": Text("Sigue en el trabajo"),
    "adequate": Text("Con empleo adecuado"),
    "classified": Text("Clasificadas"),
    "unclassified": Text("Sin clasificar"),
    "condition": Text("Condición"),
    "yes": Text("Personas que la tienen"),
    "known": Text("Personas de las que se sabe"),
    "median_ratio": Text("Mediana en salarios básicos"),
    "below": Text("Personas bajo el salario básico"),
    "part_time_hourly": Text("Tiempo parcial, mediana por hora"),
    "direct": Text("Atribución directa"),
    "assisted": Text("Atribución asistida"),
    "linear": Text("Atribución lineal"),
    "posts": Text("Puestos"),
    "filled": Text("Puestos llenos"),
    "fill_rate": Text("Cobertura"),
    "open_posts": Text("Puestos todavía abiertos"),
    "event": Text("Evento"),
    "fecha": Text("Fecha"),
    "participants": Text("Participantes"),
    "posts_per_participant": Text("Puestos por participante"),
    "hires_90d": Text("Contratadas en 90 días"),
    "conversion": Text("Conversión"),
    "companies_there": Text("Empresas que llegaron"),
    "vacancies_there": Text("Vacantes que se ofrecieron"),
    "trained": Text("Se capacitó antes"),
    "fair": Text("Fue a una feria"),
    "referred": Text("Fue referida"),
    "retained": Text("Sigue a los seis meses"),
    "trained_first": Text("Se capacitó antes del trabajo"),
    # Training.
    "attendances": Text("Asistencias"),
    "unlinked_attendances": Text("Asistentes sin código"),
    "population": Text("Población objetivo"),
    "per_thousand": Text("Por cada mil"),
    "enrolled": Text("Inscritas"),
    "completers": Text("Completaron"),
    "observed": Text("Observadas 180 días"),
    "placed": Text("Con trabajo en 180 días"),
    "pairs": Text("Pares antes y después"),
    "lost_pairs": Text("Personas con una sola nota"),
    "mean_gain": Text("Ganancia media"),
    "d_av": Text("{name}", name="d_av"),
    "d_z": Text("{name}", name="d_z"),
    "hedges_j": Text("J de Hedges"),
    "hake_g": Text("g de Hake"),
    "t": Text("t de Student"),
    "from": Text("Ganancia, desde"),
    "until": Text("Ganancia, hasta"),
    "certified": Text("Certificados como formadores"),
    "active": Text("Activos"),
    "activation": Text("Activación"),
    "sessions": Text("Sesiones"),
    "trainees": Text("Personas en cascada"),
    "factor": Text("Factor multiplicador"),
    "cohorts": Text("Cohortes"),
    "hours": Text("Horas"),
    "session": Text("Sesión"),
    "curso": Text("Curso"),
    "cohorte": Text("Cohorte"),
    "horas": Text("Horas"),
    # Ventures.
    "sellers": Text("Vendedoras activas"),
    "sellers_with_sale": Text("Con al menos una venta"),
    "sales_usd": Text("Ventas en USD"),
    "sales": Text("Número de ventas"),
    "site": Text("Espacio"),
    "users": Text("Personas usuarias"),
    "seat_occupancy": Text("Ocupación"),
    "mixed_use": Text("Uso compartido (0 a 1)"),
    "on_the_move": Text("En movilidad"),
    "host": Text("De la comunidad de acogida"),
    "weekday": Text("Día"),
    "hour": Text("Hora"),
    "seats_taken": Text("Puestos ocupados"),
    "occupancy": Text("Ocupación"),
    "puestos": Text("Puestos de trabajo"),
    "horas_semana": Text("Horas por semana"),
    "lat": Text("Latitud"),
    "lon": Text("Longitud"),
    # Community.
    "association": Text("Asociación"),
    "women_led": Text("Lideradas por mujeres"),
    "known_leader": Text("Se sabe quién lidera"),
    "sitio_web": Text("Sitio web"),
    "enterprises_trained": Text("Empresas capacitadas"),
    "pre": Text("De acuerdo antes"),
    "post": Text("De acuerdo después"),
    "change": Text("Cambio"),
    "impressions": Text("Impresiones (no son personas)"),
    "companies": Text("Empresas"),
    "study": Text("Estudio"),
    "titulo": Text("Título"),
    "enlace": Text("Enlace"),
    "recommendations": Text("Recomendaciones"),
    "accepted": Text("Aceptadas"),
    "adopted": Text("Adoptadas"),
    "rejected": Text("Rechazadas"),
    "numero": Text("Número"),
    "texto": Text("Recomendación"),
    "fecha_estado": Text("Desde"),
    "assistance": Text("Asistencia"),
    "institucion": Text("Institución"),
    "tema": Text("Tema"),
    "inicio": Text("Inicio"),
    "fin": Text("Fin"),
    "producto": Text("Producto"),
    "started": Text("Empezadas"),
    "closed": Text("Cerradas"),
}
# The same word means another thing in some answers.
HEADINGS: Mapping[tuple[str, str], Text] = {
    ("hiring.funnel", "rate"): Text("De la etapa anterior"),
    ("hiring.adequate", "rate"): Text("Empleo adecuado"),
    ("hiring.conditions", "rate"): Text("Parte que la tiene"),
    ("hiring.pay", "rate"): Text("Parte bajo el salario básico"),
    ("hiring.pay", "known"): Text("Personas con salario conocido"),
    ("training.completion", "rate"): Text("Finalización"),
    ("training.completion", "completed"): Text("Completaron"),
    ("training.completion", "unknown"): Text("No se sabe si completaron"),
    ("training.employment", "rate"): Text("Inserción a 180 días"),
    ("ventures.marketplace", "rate"): Text("Parte con venta"),
    ("ventures.over_time", "rate"): Text("Parte con venta"),
    ("community.directory", "active"): Text("Activa"),
    ("community.associations", "active"): Text("Activas"),
    ("community.employers", "participants"): Text("Personas que contestaron"),
    ("community.events", "companies"): Text("Empresas que llegaron"),
    ("people.paths", "hired"): Text("Consiguió trabajo"),
}
YES_OR_NO = {"True": Text("Sí"), "False": Text("No")}
CODES: Mapping[str, Mapping[str, Text]] = {
    "canal": lists.CHANNEL,
    "estado": lists.STATE,
    "nivel": lists.GOVERNMENT,
    # Of courses, associations or events: no two of them share a code.
    "tipo": {**lists.COURSE, **lists.ASSOCIATION, **lists.EVENT},
    "stage": lists.STAGE,
    "group": {**lists.SEX, **lists.NATIONALITIES, **lists.MOBILITY},
    "reference": {**lists.SEX, **lists.NATIONALITIES, **lists.MOBILITY},
    "condition": {
        "contrato": Text("Contrato escrito"),
        "iess": Text("Afiliación al IESS"),
        "jornada": Text("Jornada completa"),
    },
    "weekday": {
        str(at): day
        for at, day in enumerate(
            (
                Text("lunes"),
                Text("martes"),
                Text("miércoles"),
                Text("jueves"),
                Text("viernes"),
                Text("sábado"),
                Text("domingo"),
            ),
            1,
        )
    },
    "grain": {"year": Text("Años"), "quarter": Text("Trimestres"), "month": Text("Meses")},
    "measure": {
        "registered": Text("Inscritas en la bolsa de empleo"),
        "trained": Text("Capacitadas"),
        "hired": Text("Contratadas"),
        "fair": Text("En una feria de empleo"),
        "seller": Text("Con una oferta en un mercado en línea"),
        "coworker": Text("En un espacio de coworking"),
    },
    "trained": YES_OR_NO,
    "fair": YES_OR_NO,
    "referred": YES_OR_NO,
    "trained_first": YES_OR_NO,
    "retained": {"yes": Text("Sí"), "no": Text("No"), "unknown": Text("Todavía no se sabe")},
}
# Columns of some answers only that hold a yes or a no.
YES_NO_COLUMNS = frozenset({("community.directory", "active"), ("people.paths", "hired")})
PLACES = frozenset({"canton", "gad", "territorio"})
# Figures about people, which disclosure control moves or hides.
OF_PEOPLE = frozenset(
    {"reached", "imputed", "registered", "hired", "at_risk", "adequate", "classified"}
    | {"unclassified", "yes", "known", "below", "direct", "assisted", "filled", "participants"}
    | {"hires_90d", "attendances", "enrolled", "completers", "observed", "placed", "pairs"}
    | {"lost_pairs", "trainees", "sellers", "sellers_with_sale", "users", "on_the_move", "host"}
    | {"sales_usd", "sales", "linear", "seats_taken"}
)
# What is nobody's below monitor, so that an empty column says nothing of a group's size.
MONITORS_ONLY = frozenset(
    {"se", "ci_low", "ci_high", "d_av", "d_z", "hedges_j", "hake_g", "t", "unlinked_attendances"}
)
COUNTS = frozenset(
    {"reached", "imputed", "registered", "hired", "at_risk", "adequate", "classified"}
    | {"unclassified", "yes", "known", "below", "direct", "assisted", "posts", "filled"}
    | {"open_posts", "participants", "hires_90d", "companies_there", "vacancies_there"}
    | {"attendances", "unlinked_attendances", "population", "enrolled", "completers", "observed"}
    | {"placed", "pairs", "lost_pairs", "certified", "active", "sessions", "trainees", "cohorts"}
    | {"hours", "sellers", "sellers_with_sale", "sales_usd", "sales", "users", "on_the_move"}
    | {"host", "puestos", "women_led", "known_leader", "enterprises_trained", "impressions"}
    | {"recommendations", "accepted", "adopted", "rejected", "started", "closed", "month"}
    | {"numero", "from", "until", "median_days"}
)
RATIOS = frozenset(
    {"ratio", "median_ratio", "part_time_hourly", "linear", "posts_per_participant", "mean_gain"}
    | {"d_av", "d_z", "hedges_j", "hake_g", "t", "factor", "mixed_use", "seats_taken", "horas"}
    | {"horas_semana", "per_thousand"}
)
SHARES = frozenset(
    {"overall", "overall_low", "overall_high", "survival", "fill_rate", "conversion"}
    | {"activation", "seat_occupancy", "occupancy", "pre", "post", "change"}
)
# Answers whose interval is that of a share, not of a count.
OF_SHARES = frozenset(
    {"hiring.funnel", "hiring.retention", "hiring.adequate", "hiring.conditions", "hiring.pay"}
    | {"hiring.waiting"}
    | {"hiring.fairs", "training.completion", "training.employment", "ventures.marketplace"}
    | {"ventures.over_time", "people.trained_first"}
)
OF_RATIOS = frozenset({"hiring.parity", "training.gain"})
DATES = frozenset({"fecha", "fecha_estado", "inicio", "fin", "period"})
ANSWERS: Mapping[str, Text] = {
    "people.count": Text("Personas alcanzadas por el programa"),
    "people.over_time": Text("Personas alcanzadas en cada período"),
    "people.paths": Text("Recorridos de las personas"),
    "people.trained_first": Text("Permanencia según si se capacitó antes"),
    "hiring.funnel": Text("Etapas hasta la contratación"),
    "hiring.parity": Text("Paridad en la contratación"),
    "hiring.time_to_hire": Text("Tiempo hasta la contratación"),
    "hiring.retention": Text("Permanencia en el trabajo"),
    "hiring.waiting": Text("Quiénes siguen buscando"),
    "hiring.adequate": Text("Empleo adecuado"),
    "hiring.conditions": Text("Contrato, IESS y jornada"),
    "hiring.pay": Text("Salario frente al básico"),
    "hiring.channels": Text("Contrataciones por canal"),
    "hiring.workplaces": Text("Dónde están los trabajos"),
    "hiring.vacancies": Text("Cobertura de las vacantes"),
    "hiring.fairs": Text("Ferias de empleo"),
    "hiring.event_list": Text("Eventos, uno por uno"),
    "training.reach": Text("Personas capacitadas"),
    "training.coverage": Text("Cobertura de la población objetivo"),
    "training.completion": Text("Finalización de los cursos"),
    "training.employment": Text("Trabajo después del curso"),
    "training.gain": Text("Ganancia de aprendizaje"),
    "training.gain_spread": Text("Reparto de la ganancia de aprendizaje"),
    "training.cascade": Text("Cascada de formación por gobierno"),
    "training.multiplication": Text("Multiplicación de la formación de formadores"),
    "training.sessions": Text("Sesiones y quienes llegaron"),
    "training.session_list": Text("Sesiones, una por una"),
    "ventures.marketplace": Text("Mercados en línea"),
    "ventures.over_time": Text("Mercados en línea, período a período"),
    "ventures.coworking": Text("Uso de los espacios de coworking"),
    "ventures.occupancy": Text("Puestos ocupados por día y hora"),
    "ventures.sites": Text("Espacios de coworking"),
    "community.associations": Text("Asociaciones activas"),
    "community.directory": Text("Directorio de asociaciones"),
    "community.employers": Text("Empresas capacitadas y cambio de actitud"),
    "community.events": Text("Campañas y talleres"),
    "community.studies": Text("Estudios y sus recomendaciones"),
    "community.recommendations": Text("Recomendaciones, una por una"),
    "community.assistance": Text("Asistencia a políticas públicas"),
    "community.policies": Text("Políticas asistidas, una por una"),
}
