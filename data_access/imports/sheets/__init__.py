"""The sheets that can come in, a module a subject."""

from data_access.imports.sheets.award_sheets import (
    ADOPCIONES,
    ASIGNACIONES,
    CRITERIOS,
    EDICIONES,
    JURADOS,
    POSTULACIONES,
    PUNTAJES,
)
from data_access.imports.sheets.community_sheets import (
    ASISTENCIAS,
    ASOCIACIONES,
    ESTUDIOS,
    HITOS,
    RECOMENDACIONES,
)
from data_access.imports.sheets.hiring_sheets import (
    ASISTENCIA_EVENTOS,
    COLOCACIONES,
    EVENTOS,
    INTERMEDIACION,
)
from data_access.imports.sheets.indicator_sheets import METAS
from data_access.imports.sheets.register_sheets import PERSONAS, PLATAFORMAS, POBLACION, VACANTES
from data_access.imports.sheets.survey_sheets import (
    EMPRESAS,
    ENCUESTA_EMPRESAS,
    ENCUESTA_VACANTES,
    ENCUESTAS,
    ESTRATOS,
)
from data_access.imports.sheets.training_sheets import (
    ACTITUDES,
    ASISTENCIA_SESIONES,
    CURSOS,
    INSCRIPCIONES,
    SESIONES,
)
from data_access.imports.sheets.venture_sheets import COWORKING, MERCADO, MERCADO_VENTAS, SEDES

ALL = (
    EMPRESAS,
    ENCUESTAS,
    ESTRATOS,
    ENCUESTA_EMPRESAS,
    ENCUESTA_VACANTES,
    PERSONAS,
    PLATAFORMAS,
    VACANTES,
    EVENTOS,
    ASISTENCIA_EVENTOS,
    INTERMEDIACION,
    COLOCACIONES,
    CURSOS,
    SESIONES,
    INSCRIPCIONES,
    ASISTENCIA_SESIONES,
    ACTITUDES,
    MERCADO,
    MERCADO_VENTAS,
    SEDES,
    COWORKING,
    ASOCIACIONES,
    ESTUDIOS,
    RECOMENDACIONES,
    ASISTENCIAS,
    HITOS,
    POBLACION,
    METAS,
    EDICIONES,
    CRITERIOS,
    POSTULACIONES,
    JURADOS,
    ASIGNACIONES,
    PUNTAJES,
    ADOPCIONES,
)
