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
)
from data_access.tables.base import Base, Imported
from data_access.tables.batches import BatchChange, DataVersion, ImportBatch, ImportFile, Setting
from data_access.tables.community import Assistance, Association, Recommendation, Study
from data_access.tables.hiring import Application, Event, EventAttendance, Placement
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
from data_access.tables.summaries import FunnelCell, ReachCell, RegisteredCell, SupplyCell
from data_access.tables.territory import Boundary, Population, Territory
from data_access.tables.training import (
    Attitude,
    Course,
    CourseSession,
    Enrolment,
    SessionAttendance,
)
from data_access.tables.ventures import Listing, ListingSales, Site, Visit

__all__ = [
    "Account",
    "Application",
    "Assistance",
    "Association",
    "Attempt",
    "Attitude",
    "AuditEvent",
    "Base",
    "BatchChange",
    "Boundary",
    "Course",
    "CourseSession",
    "DataVersion",
    "Enrolment",
    "Enterprise",
    "Event",
    "EventAttendance",
    "FunnelCell",
    "Held",
    "Identity",
    "ImportBatch",
    "ImportFile",
    "Imported",
    "Invitation",
    "Listing",
    "ListingSales",
    "OfficialTotal",
    "Person",
    "Placement",
    "Platform",
    "Population",
    "ReachCell",
    "Recommendation",
    "RegisteredCell",
    "RoleGrant",
    "Session",
    "SessionAttendance",
    "Setting",
    "Site",
    "Stratum",
    "Study",
    "SupplyCell",
    "Survey",
    "SurveyResponse",
    "SurveyVacancy",
    "Territory",
    "Vacancy",
    "Visit",
]
