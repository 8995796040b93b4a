"""The sheets that can come in, a module a subject."""

from data_access.imports.sheets.awards import (
    ADOPCIONES,
    ASIGNACIONES,
    CRITERIOS,
    EDICIONES,
    JURADOS,
    POSTULACIONES,
    PUNTAJES,
)
from data_access.imports.sheets.register import PERSONAS, PLATAFORMAS, POBLACION, VACANTES
from data_access.imports.sheets.surveys import (
    EMPRESAS,
    ENCUESTA_EMPRESAS,
    ENCUESTA_VACANTES,
    ENCUESTAS,
    ESTRATOS,
)

ALL = (
    EMPRESAS,
    ENCUESTAS,
    ESTRATOS,
    ENCUESTA_EMPRESAS,
    ENCUESTA_VACANTES,
    PERSONAS,
    PLATAFORMAS,
    VACANTES,
    POBLACION,
    EDICIONES,
    CRITERIOS,
    POSTULACIONES,
    JURADOS,
    ASIGNACIONES,
    PUNTAJES,
    ADOPCIONES,
)
