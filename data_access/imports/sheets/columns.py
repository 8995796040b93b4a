"""What is said of columns that several sheets share."""

from __future__ import annotations

from data_access.language import Text

ENTERPRISE_CODE = Text("Código de la empresa, el mismo en todas las hojas; nunca el RUC.")
SURVEY_CODE = Text("Código de la encuesta, por ejemplo ENC-2025.")
OCCUPATION = Text("Ocupación CIUO-08, dos dígitos.")
CANTON = Text("Código DPA del cantón, cuatro dígitos, por ejemplo 1308.")
