"""Descriptions of columns that several sheets share."""

from __future__ import annotations

from data_access.language import Text

ENTERPRISE_CODE = Text("Código de la empresa, el mismo en todas las hojas; nunca el RUC.")
SURVEY_CODE = Text("Código de la encuesta, por ejemplo ENC-2025.")
OCCUPATION = Text("Ocupación CIUO-08, dos dígitos.")
CANTON = Text("Código DPA del cantón, cuatro dígitos, por ejemplo 1308.")
PERSON = Text("Código de la persona, el que entrega la herramienta de inscripción.")
EVENT_CODE = Text("Código del evento.")
COHORT = Text("Código de la cohorte: el grupo que sigue junto un curso.")
LATITUDE = Text("Latitud en grados (WGS 84), negativa al sur.")
LONGITUDE = Text("Longitud en grados (WGS 84), negativa al oeste.")
# Where a point of the programme can lie: Ecuador with its islands.
SOUTH, NORTH, WEST, EAST = -5.1, 1.8, -92.1, -75.1
