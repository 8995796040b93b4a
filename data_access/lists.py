"""Code lists of the templates, with their labels. Codes are promises; labels are translated."""

from __future__ import annotations

from data_access.language import Text

CodeList = dict[str, Text]

SEX: CodeList = {
    "M": Text("Mujer"),
    "H": Text("Hombre"),
    "I": Text("Intersex"),
    "NR": Text("No responde"),
}
MOBILITY: CodeList = {
    "MIG": Text("Migrante"),
    "REF": Text("Refugiada o solicitante de asilo"),
    "RET": Text("Retornada"),
    "ACO": Text("Comunidad de acogida"),
    "INT": Text("Migrante interna"),
    "NR": Text("No responde"),
}
# Who counts as on the move beside the host community; internal migrants are neither.
ON_THE_MOVE, HOST = ("MIG", "REF", "RET"), ("ACO",)
AGE_GROUPS: CodeList = {
    "15-17": Text("15 a 17 años"),
    "18-29": Text("18 a 29 años"),
    "30-44": Text("30 a 44 años"),
    "45-64": Text("45 a 64 años"),
    "65+": Text("65 años y más"),
}
# Shown nationalities: always all present, so that an absent row discloses nothing.
NATIONALITIES: CodeList = {
    "ECU": Text("Ecuador"),
    "VEN": Text("Venezuela"),
    "COL": Text("Colombia"),
    "PER": Text("Perú"),
    "CUB": Text("Cuba"),
    "HTI": Text("Haití"),
    "OTRA": Text("Otra nacionalidad"),
}
CHANNEL: CodeList = {
    "FERIA": Text("Feria de empleo"),
    "BOLSA": Text("Bolsa de empleo"),
    "MERCADO": Text("Mercado en línea"),
    "CURSO": Text("Curso"),
    "COWORK": Text("Espacio de coworking"),
    "OTRO": Text("Otro canal"),
}
STAGE: CodeList = {
    "REG": Text("Registrada"),
    "PER": Text("Con perfil"),
    "REF": Text("Referida"),
    "ENT": Text("Entrevistada"),
    "OFE": Text("Con oferta"),
    "CON": Text("Contratada"),
}
YES_NO: CodeList = {"SI": Text("Sí"), "NO": Text("No"), "NR": Text("No responde")}
OUTCOME: CodeList = {
    "COMPLETA": Text("Completa"),
    "RECHAZO": Text("Rechazo"),
    "NO_CONTACTO": Text("Sin contacto"),
    "NO_ELEGIBLE": Text("No elegible"),
    "DESCONOCIDA": Text("Elegibilidad desconocida"),
}
DESIGN: CodeList = {
    "PROBABILISTICO": Text("Muestra probabilística"),
    "NO_PROBABILISTICO": Text("Muestra no probabilística"),
}
# In order of size: a stratum with one respondent joins the next larger.
SIZE: CodeList = {
    "MICRO": Text("Microempresa"),
    "PEQUENA": Text("Pequeña"),
    "MEDIANA": Text("Mediana"),
    "GRANDE": Text("Grande"),
}
PLATFORM: CodeList = {
    "BOLSA": Text("Bolsa de empleo en línea"),
    "MERCADO": Text("Mercado en línea"),
}
EVENT: CodeList = {
    "FERIA": Text("Feria de empleo"),
    "CAMPANA": Text("Campaña"),
    "TALLER": Text("Taller"),
}
COURSE: CodeList = {
    "TOT": Text("Formación de formadores"),
    "CASCADA": Text("Réplica en cascada"),
    "HABILIDADES": Text("Habilidades para el empleo"),
    "EMPRENDIMIENTO": Text("Emprendimiento"),
    "EMPRESAS": Text("Formación a empresas"),
}
# The courses whose participants are the people trained (SK-01).
SKILLS = ("HABILIDADES", "EMPRENDIMIENTO")
MOMENT: CodeList = {"ANTES": Text("Antes"), "DESPUES": Text("Después")}
OFFER: CodeList = {"PRODUCTO": Text("Producto"), "SERVICIO": Text("Servicio")}
ASSOCIATION: CodeList = {
    "MIGRANTE": Text("De migrantes"),
    "DIASPORA": Text("De la diáspora"),
    "RETORNADA": Text("De personas retornadas"),
}
GOVERNMENT: CodeList = {
    "NACIONAL": Text("Gobierno nacional"),
    "PROVINCIAL": Text("Gobierno provincial"),
    "CANTONAL": Text("Gobierno cantonal"),
}
STATE: CodeList = {
    "PENDIENTE": Text("Pendiente"),
    "ACEPTADA": Text("Aceptada"),
    "ADOPTADA": Text("Adoptada"),
    "RECHAZADA": Text("Rechazada"),
}
BARRIER: CodeList = {
    "DOCUMENTOS": Text("Documentos de identidad o permiso de trabajo"),
    "TITULOS": Text("Reconocimiento de títulos y experiencia"),
    "COSTO": Text("Costo de contratar"),
    "NORMATIVA": Text("Normativa poco clara"),
    "CLIENTES": Text("Reacción de la clientela"),
    "IDIOMA": Text("Idioma"),
    "DESCONOCIMIENTO": Text("Desconocimiento de cómo contratar"),
    "OTRA": Text("Otra barrera"),
    "NINGUNA": Text("Ninguna barrera"),
}

AWARD: CodeList = {
    "EMPRESAS": Text("Premio municipal a empresas privadas"),
    "ENTIDADES": Text("Categoría migración y desarrollo para entidades públicas"),
}
# What somebody may be allowed beyond the public; whoever holds none is a visitor.
ROLE: CodeList = {
    "leader": Text("líder municipal o provincial"),
    "juror": Text("jurado"),
    "secretary": Text("secretaría"),
    "monitor": Text("seguimiento del programa"),
    "administrator": Text("administración"),
}
# The state of a release: read by the public, followed by a newer one, or taken back.
RELEASE_STATE: CodeList = {
    "current": Text("vigente"),
    "old": Text("anterior"),
    "taken_back": Text("retirada"),
}
# What a process does for a release: making it, and computing its fixed scopes ahead.
RELEASE_WORK: CodeList = {
    "release": Text("publicar"),
    "ahead": Text("calcular las cifras de siempre"),
}
# What a batch waits for a monitor to approve.
WAITING: CodeList = {
    "import": Text("espera aprobación para contar"),
    "undo": Text("espera aprobación para deshacerse"),
}
# Why a row of a leader's batch is put aside until a monitor decides.
HELD: CodeList = {
    "residence": Text("la persona está registrada en otro lugar: sería un cambio de residencia"),
    "consent": Text("la persona retiró su consentimiento: sería uno nuevo"),
    "unknown": Text("la persona no está en el registro"),
    "elsewhere": Text("la persona está registrada en otro lugar"),
    "with": Text("depende de otra fila apartada"),
}
HELD_STATE: CodeList = {
    "open": Text("por decidir"),
    "taken": Text("guardada"),
    "declined": Text("no se guarda"),
}
# Why a juror may not judge a nomination.
CONFLICT: CodeList = {
    "EMPLEO": Text("Trabaja o trabajó en la organización"),
    "PROPIEDAD": Text("Es dueña o socia de la organización"),
    "PARENTESCO": Text("Parentesco con quienes la dirigen o postulan"),
    "CONSULTORIA": Text("Consultoría para ella en los últimos 36 meses"),
    "GAD": Text("Pertenece al mismo gobierno autónomo descentralizado"),
    "OTRO": Text("Otro conflicto de interés"),
}
# Languages that jurors read, and dossiers are written in.
READING: CodeList = {
    "ES": Text("Castellano"),
    "QU": Text("Kichwa"),
    "SHU": Text("Shuar"),
    "EN": Text("Inglés"),
    "FR": Text("Francés"),
    "PT": Text("Portugués"),
}
# Who nominates a practice of its own.
NOMINEE: CodeList = {
    "EMPRESA": Text("Empresa privada"),
    "ENTIDAD": Text("Entidad pública"),
    "CAMARA": Text("Cámara de comercio o producción"),
    "GREMIO": Text("Gremio o asociación de productores"),
    "COOPERATIVA": Text("Cooperativa u organización de la economía popular y solidaria"),
    "OSC": Text("Organización de la sociedad civil"),
}
# What must be true of a nomination before anybody scores it.
ELIGIBILITY: CodeList = {
    "RUC": Text("RUC activo, entidad pública u organización registrada"),
    "TERRITORIO": Text("Opera en el territorio desde hace 12 meses o más"),
    "SANCIONES": Text("Sin sanciones laborales ni del IESS pendientes"),
    "EXPEDIENTE": Text("Expediente con evidencias"),
    "CONSENTIMIENTO": Text("Consentimiento de la organización"),
    "INDEPENDENCIA": Text("No organiza el premio ni integra el jurado"),
}
# What of a nomination jurors may be kept from seeing.
BLIND: CodeList = {
    "organisation": Text("Organización"),
    "title": Text("Nombre de la postulación"),
    "canton": Text("Cantón"),
    "evidence": Text("Archivos de evidencia"),
}
ROUNDS: CodeList = {
    "eligibility": Text("Elegibilidad"),
    "shortlist": Text("Preselección"),
    "scoring": Text("Calificación"),
    "deliberation": Text("Deliberación"),
}
TIE_BREAK: CodeList = {
    "criteria": Text("Puntaje ajustado en el criterio de más peso, y luego en los siguientes"),
    "median": Text("Mediana de las hojas sin ajustar"),
    "vote": Text("Voto de los miembros del jurado sin recusación"),
    "ex_aequo": Text("Premio compartido"),
}
APPEAL: CodeList = {
    "upheld": Text("Aceptada"),
    "partly": Text("Aceptada en parte"),
    "dismissed": Text("No aceptada"),
}
DISTINCTION: CodeList = {
    "winner": Text("Premio"),
    "finalist": Text("Finalista"),
    "mention": Text("Mención"),
}

AGE_LIMITS = (15, 18, 30, 45, 65)
# The results framework, in its order.
INDICATORS: CodeList = {
    "LG-01": Text("Brecha laboral"),
    "LG-02": Text("Tasa de vacantes"),
    "LG-03": Text("Vacantes de difícil cobertura"),
    "LG-04": Text("Tasa de respuesta de la encuesta"),
    "TT-01": Text("Funcionariado certificado"),
    "TT-02": Text("Activación de formadores"),
    "TT-03": Text("Factor multiplicador"),
    "TT-04": Text("Ganancia de aprendizaje"),
    "SK-01": Text("Personas capacitadas"),
    "SK-02": Text("Finalización"),
    "SK-03": Text("Cobertura"),
    "SK-04": Text("Inserción a 6 meses"),
    "JF-01": Text("Participantes en ferias"),
    "JF-02": Text("Vacantes por participante"),
    "JF-03": Text("Conversión de feria a contrato"),
    "JB-01": Text("Cobertura de vacantes"),
    "JB-02": Text("Mediana hasta la contratación"),
    "JB-03": Text("Permanencia a 6 meses"),
    "JB-04": Text("Empleo adecuado"),
    "JB-05": Text("Razón de paridad"),
    "MK-01": Text("Personas vendedoras activas"),
    "MK-02": Text("Vendedoras con venta"),
    "CW-01": Text("Personas usuarias de coworking"),
    "CW-02": Text("Ocupación de los puestos"),
    "CW-03": Text("Uso compartido"),
    "AB-01": Text("Postulaciones elegibles de empresas"),
    "AB-02": Text("Confiabilidad del jurado"),
    "PB-01": Text("Prácticas públicas postuladas"),
    "PB-02": Text("Replicación"),
    "PP-01": Text("Disposición a contratar"),
    "PP-02": Text("Barrera percibida"),
    "LM-01": Text("Estudios publicados"),
    "LM-02": Text("Recomendaciones adoptadas"),
    "AS-01": Text("Asociaciones activas"),
    "AS-02": Text("Asociaciones lideradas por mujeres"),
    "AW-01": Text("Empresas capacitadas"),
    "TA-01": Text("Políticas públicas asistidas"),
    "TA-02": Text("Políticas asistidas adoptadas"),
    "AW-02": Text("Cambio de actitud"),
}
# Those in per cent: a test holds the list to the units of the catalogue.
PERCENT_INDICATORS = frozenset(
    {
        *(
            "LG-02",
            "LG-03",
            "LG-04",
            "TT-02",
            "SK-02",
            "SK-04",
        ),
        *(
            "JF-03",
            "JB-01",
            "JB-03",
            "JB-04",
            "MK-02",
            "CW-02",
        ),
        *(
            "PB-02",
            "PP-01",
            "PP-02",
            "LM-02",
            "AS-02",
            "TA-02",
        ),
    }
)
ACTIVITIES: CodeList = {
    "LG": Text("Brechas laborales"),
    "TT": Text("Formación de formadores"),
    "SK": Text("Habilidades y emprendimiento"),
    "JF": Text("Ferias de empleo"),
    "JB": Text("Bolsas de empleo"),
    "MK": Text("Mercados en línea"),
    "CW": Text("Espacios de coworking"),
    "AB": Text("Premio municipal a empresas"),
    "PB": Text("Premio a entidades públicas"),
    "PP": Text("Percepción del sector privado"),
    "LM": Text("Estudios y recomendaciones"),
    "AS": Text("Asociaciones"),
    "AW": Text("Talleres a empresas"),
    "TA": Text("Asistencia a políticas públicas"),
}
UNITS: CodeList = {
    "posts": Text("puestos"),
    "percent": Text("%"),
    "per_thousand": Text("por mil"),
    "persons": Text("personas"),
    "ratio": Text("razón"),
    "index": Text("índice"),
    "days": Text("días"),
    "n": Text("número"),
    "points": Text("puntos"),
}
PROGRESS: CodeList = {
    "met": Text("Meta cumplida"),
    "within": Text("Cumplida dentro de su margen"),
    "near": Text("Cerca de la meta"),
    "behind": Text("Atrás"),
    "back": Text("Retrocede"),
    "no_verdict": Text("Sin veredicto"),
    "no_target": Text("Sin meta"),
    "context": Text("De contexto"),
    "no_data": Text("Sin datos"),
    "not_reached": Text("Aún no la mitad"),
    "few": Text("Protegido"),
}
# Goals and objectives that the framework serves, by their short names.
SDG: CodeList = {
    "4": Text("ODS 4: Educación de calidad"),
    "5": Text("ODS 5: Igualdad de género"),
    "8": Text("ODS 8: Trabajo decente y crecimiento económico"),
    "10": Text("ODS 10: Reducción de las desigualdades"),
    "11": Text("ODS 11: Ciudades y comunidades sostenibles"),
    "16": Text("ODS 16: Paz, justicia e instituciones fuertes"),
    "17": Text("ODS 17: Alianzas para lograr los objetivos"),
}
GCM: CodeList = {
    "1": Text("Pacto Mundial 1: Datos"),
    "2": Text("Pacto Mundial 2: Minimizar factores adversos"),
    "6": Text("Pacto Mundial 6: Contratación y trabajo decente"),
    "15": Text("Pacto Mundial 15: Acceso a los servicios básicos"),
    "16": Text("Pacto Mundial 16: Inclusión y cohesión social"),
    "17": Text("Pacto Mundial 17: Eliminar la discriminación"),
    "18": Text("Pacto Mundial 18: Desarrollo y reconocimiento de competencias"),
    "19": Text("Pacto Mundial 19: Contribución de migrantes y diásporas"),
    "23": Text("Pacto Mundial 23: Cooperación internacional"),
}
