"""The story of the synthetic awards: nominations, their quality, and how jurors judge.

None of these organisations exists. In both closed editions two practices come out so close that
the published tie-break decides, and one juror is plainly stricter than the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Practice:
    """A nominated practice: `quality` on the scale of 1 to 5, with an offset on each criterion."""

    code: str
    title: str
    organisation: str
    canton: str
    summary: str
    quality: float
    bent: Mapping[str, float]


COMPANIES = (
    Practice(
        "P-7KQ2M",
        "Contratar por oficio y no por papeles",
        "Conservera Punta Coral",
        "1308",
        "Prueba de oficio en planta, contrato desde el primer día y acompañamiento en la "
        "regularización.",
        4.25,
        {"CONTRATACION": 0.5, "ALIANZAS": -0.4},
    ),
    Practice(
        "P-3XN8A",
        "Escuela de cocina abierta",
        "Hotel Mirador del Farallón",
        "1308",
        "Formación pagada en cocina y servicio con vacante asegurada al terminar.",
        4.2,
        {"PERMANENCIA": 0.5, "CONTRATACION": -0.1},
    ),
    Practice(
        "P-W5T9C",
        "Turnos que cuidan",
        "Lavandería Espuma Clara",
        "1308",
        "Horarios acordados con quienes cuidan y sala de lactancia compartida con el barrio.",
        3.6,
        {"GENERO_CUIDADO": 0.9, "CONTRATACION": -0.6},
    ),
    Practice(
        "P-B2H6R",
        "Choferes sin fronteras",
        "Transportes Ruta del Toachi",
        "2301",
        "Convalidación de licencias y mentoría de ruta para conductores recién llegados.",
        3.5,
        {"ALIANZAS": 0.6, "GENERO_CUIDADO": -0.9},
    ),
    Practice(
        "P-M9D4J",
        "Taller que enseña",
        "Talleres Cumbre Verde",
        "2301",
        "Aprendizaje dual de mecánica con el instituto tecnológico de la ciudad.",
        3.3,
        {"PERMANENCIA": 0.4, "GENERO_CUIDADO": -0.7},
    ),
    Practice(
        "P-Q6V3E",
        "La misma paga",
        "Agrícola Palma Alta",
        "2301",
        "Auditoría anual de salarios y afiliación de toda la cuadrilla.",
        3.2,
        {"TRABAJO_DECENTE": 0.9, "RECLUTAMIENTO": -0.4},
    ),
    Practice(
        "P-Z8F5U",
        "Feria en el local",
        "Comercial Los Tamarindos",
        "1301",
        "Entrevistas en el propio local, con traductor de títulos y hoja de vida asistida.",
        3.0,
        {"RECLUTAMIENTO": 0.6},
    ),
    Practice(
        "P-4GYXK",
        "Pan para todas",
        "Panadería La Espiga Manaba",
        "1301",
        "Contratación de jefas de hogar y guardería en convenio.",
        2.8,
        {"GENERO_CUIDADO": 0.7, "ALIANZAS": -0.3},
    ),
    Practice(
        "P-N3C7P",
        "Obra segura",
        "Construcciones Loma del Viento",
        "1301",
        "Inducción de seguridad en obra para ayudantes sin experiencia.",
        2.5,
        {"TRABAJO_DECENTE": 0.4},
    ),
    Practice(
        "P-K5A2W",
        "Primer empleo en caja",
        "Supermercados Sol de Mayo",
        "1308",
        "Cupo para primer empleo de jóvenes en movilidad humana.",
        2.4,
        {"PERMANENCIA": -0.5},
    ),
)
ENTITIES = (
    Practice(
        "P-H2R8Q",
        "Ventanilla que acompaña",
        "Mancomunidad Río Claro",
        "1308",
        "Una sola ventanilla para papeles, salud y empleo, con seguimiento de cada caso.",
        4.15,
        {"RESULTADOS": 0.3, "INNOVACION": -0.2},
    ),
    Practice(
        "P-6TXM3",
        "Presupuesto de todas las personas",
        "Consejo de Participación Puerto Sereno",
        "2301",
        "Presupuesto participativo con voto de personas en movilidad y comunidad de acogida.",
        4.1,
        {"PARTICIPACION": 0.8, "RESULTADOS": -0.2},
    ),
    Practice(
        "P-D9W4V",
        "Oficios del mar",
        "Escuela Pública de Oficios San Jacinto",
        "1308",
        "Formación en oficios de la pesca con certificación por experiencia.",
        3.5,
        {"RESULTADOS": 0.4},
    ),
    Practice(
        "P-A7E5N",
        "Red de cuidados",
        "Patronato Público Tierra Nueva",
        "1301",
        "Red de cuidados que libera horas para trabajar y estudiar.",
        3.4,
        {"GENERO_DERECHOS": 0.9},
    ),
    Practice(
        "P-X4K6B",
        "Agua para el barrio nuevo",
        "Empresa Pública Aguas de Loma Alta",
        "2301",
        "Conexiones con tarifa social en asentamientos donde llegan familias en movilidad.",
        3.1,
        {"SOSTENIBILIDAD": 0.6, "PARTICIPACION": -0.4},
    ),
    Practice(
        "P-J8C2Y",
        "Biblioteca de acogida",
        "Biblioteca Pública Los Ceibos",
        "1301",
        "Clubes de lectura y tareas para niñez que llega a mitad del año escolar.",
        2.9,
        {"INNOVACION": 0.4, "RESULTADOS": -0.4},
    ),
    Practice(
        "P-V5F3G",
        "Mercado con reglas claras",
        "Empresa Pública Mercados del Litoral",
        "1308",
        "Puestos adjudicados por sorteo y mediación entre comerciantes.",
        2.7,
        {"SOSTENIBILIDAD": 0.3},
    ),
    Practice(
        "P-R6N9T",
        "Datos que cuentan",
        "Observatorio Público Cerro Azul",
        "2301",
        "Tablero de servicios usados por población en movilidad, sin datos personales.",
        2.6,
        {"INNOVACION": 0.6, "PARTICIPACION": -0.6},
    ),
)
# How many points of the scale each juror gives above or below the others.
LENIENCE = {
    "J-17": 0.35,
    "J-23": 0.1,
    "J-38": -1.05,
    "J-42": 0.2,
    "J-56": 0.0,
    "J-61": 0.25,
    "J-74": 0.15,
}
# The dossier's text on each criterion of the award to companies.
ANSWERS = {
    "RECLUTAMIENTO": "Los avisos no piden cédula ecuatoriana y se difunden en la bolsa de empleo y "
    "en dos asociaciones. {title}: en el último año se presentaron {applied} personas.",
    "CONTRATACION": "De {payroll} personas en nómina, {hired} están en movilidad humana; a los "
    "seis meses seguía el {stayed} %.",
    "TRABAJO_DECENTE": "Todas las contrataciones tienen contrato escrito y afiliación al IESS. El "
    "salario de entrada es el básico más el {above} %.",
    "GENERO_CUIDADO": "Hay protocolo contra el acoso, vigente desde 2024, y turnos acordados con "
    "{carers} personas que cuidan.",
    "PERMANENCIA": "El plan de formación suma {hours} horas por persona; ascensos en el último "
    "año: {promoted}.",
    "ALIANZAS": "Convenio con el municipio y con un instituto tecnológico. Empresas que "
    "visitaron la práctica para replicarla: {visits}.",
}
REASONS = {
    "EMP-2024": "El jurado reconoce resultados de contratación que se sostienen a seis meses y una "
    "selección que otras empresas ya copian. Las dos primeras quedaron tan cerca que decidió el "
    "desempate publicado en las bases.",
    "ENT-2024": "El jurado valora la atención completa de cada caso y su presupuesto propio. La "
    "diferencia con la segunda es menor que el error: decidió el desempate publicado en las bases.",
}
