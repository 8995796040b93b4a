"""What is stored, one module a subject."""

from data_access.tables.access import (
    Account,
    Attempt,
    AuditEvent,
    Held,
    Identity,
    Invitation,
    RoleGrant,
    Session,
    SignInLink,
)
from data_access.tables.base import Base, Imported
from data_access.tables.batches import BatchChange, DataVersion, ImportBatch, ImportFile, Setting
from data_access.tables.labour import (
    Enterprise,
    Platform,
    Stratum,
    Survey,
    SurveyResponse,
    SurveyVacancy,
    Vacancy,
)
from data_access.tables.people import OfficialTotal, Person
from data_access.tables.summaries import RegisteredCell, SupplyCell
from data_access.tables.territory import Boundary, Population, Territory

__all__ = [
    "Account",
    "Attempt",
    "AuditEvent",
    "Base",
    "BatchChange",
    "Boundary",
    "DataVersion",
    "Enterprise",
    "Held",
    "Identity",
    "ImportBatch",
    "ImportFile",
    "Imported",
    "Invitation",
    "OfficialTotal",
    "Person",
    "Platform",
    "Population",
    "RegisteredCell",
    "RoleGrant",
    "Session",
    "Setting",
    "SignInLink",
    "Stratum",
    "SupplyCell",
    "Survey",
    "SurveyResponse",
    "SurveyVacancy",
    "Territory",
    "Vacancy",
]
