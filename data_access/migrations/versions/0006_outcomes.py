"""Events, applications, placements, training, marketplaces, workspaces, associations, studies.

Revision: 0006
Follows: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

YES_NO = ("SI", "NO", "NR")
CHANNELS = ("FERIA", "BOLSA", "MERCADO", "CURSO", "COWORK", "OTRO")
STATES = ("PENDIENTE", "ACEPTADA", "ADOPTADA", "RECHAZADA")
PERSON, PLACE = "person.code", "territory.code"


def text(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.String(), nullable=nullable)


def whole(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=nullable, autoincrement=False)


def large(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def day(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def number(name: str, digits: int, places: int = 2, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Numeric(digits, places), nullable=nullable)


def moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def one_of(column: str, codes: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def table(
    name: str,
    *columns: sa.Column[object],
    key: tuple[str, ...],
    parents: dict[str, str],
    lists: dict[str, tuple[str, ...]] | None = None,
    checks: dict[str, str] | None = None,
    indexes: tuple[str, ...] = (),
) -> None:
    """A table that is filled by import, with its constraints named as everywhere."""
    listed = {f"{column}_listed": one_of(column, codes) for column, codes in (lists or {}).items()}
    op.create_table(
        name,
        *columns,
        whole("import_batch_id"),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("(CURRENT_TIMESTAMP)"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")),
        *(
            sa.ForeignKeyConstraint([column], [parent], name=op.f(f"fk_{name}_{column}"))
            for column, parent in (parents | {"import_batch_id": "import_batch.id"}).items()
        ),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_{name}_{rule_name}"))
            for rule_name, rule in (listed | (checks or {})).items()
        ),
    )
    for column in ("import_batch_id", *indexes):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def cells(name: str, *columns: sa.Column[object]) -> None:
    """A summary of people by canton and attributes."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        *columns,
        *(text(c) for c in ("canton_code", "sex", "age_group", "nationality", "mobility_status")),
        whole("persons"),
        large("key_high"),
        large("key_low"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.ForeignKeyConstraint(["canton_code"], [PLACE], name=op.f(f"fk_{name}_canton_code")),
    )


def upgrade() -> None:
    hiring()
    training()
    ventures()
    community()
    asked = (text("measure"), text("part"), text("grain"), day("starts_on"))
    cells("reach_cell", *asked, whole("times"))
    op.create_index("ix_reach_cell_asked", "reach_cell", ["measure", "part", "grain", "starts_on"])
    cells(
        "funnel_cell", text("channel"), day("registered_on"), whole("furthest"), whole("recorded")
    )
    op.create_index(op.f("ix_funnel_cell_channel"), "funnel_cell", ["channel"])


def hiring() -> None:
    table(
        "event",
        text("code"),
        text("kind"),
        text("name"),
        day("held_on"),
        text("canton_code"),
        whole("impressions", nullable=True),
        key=("code",),
        parents={"canton_code": PLACE},
        lists={"kind": ("FERIA", "CAMPANA", "TALLER")},
        checks={"impressions_counted": "impressions >= 0"},
        indexes=("canton_code",),
    )
    vacancy(op.f("fk_vacancy_event_code"))
    table(
        "event_attendance",
        text("event_code"),
        text("person_code"),
        text("enterprise_code"),
        key=("event_code", "person_code", "enterprise_code"),
        parents={"event_code": "event.code"},
        checks={"person_or_enterprise": "(person_code = '') <> (enterprise_code = '')"},
        indexes=("person_code",),
    )
    table(
        "application",
        text("person_code"),
        text("vacancy_code"),
        text("stage"),
        day("reached_on"),
        text("channel"),
        text("event_code", nullable=True),
        key=("person_code", "vacancy_code", "stage"),
        parents={"person_code": PERSON, "event_code": "event.code"},
        lists={"stage": ("REG", "PER", "REF", "ENT", "OFE", "CON"), "channel": CHANNELS},
        checks={"vacancy_where_needed": "(vacancy_code = '') = (stage IN ('REG', 'PER'))"},
    )
    table(
        "placement",
        text("person_code"),
        day("started_on"),
        text("vacancy_code", nullable=True),
        day("ended_on", nullable=True),
        day("last_contact_on"),
        number("monthly_wage_usd", 10, nullable=True),
        number("weekly_hours", 5, nullable=True),
        text("wants_more_hours", nullable=True),
        text("contract", nullable=True),
        text("social_security", nullable=True),
        text("direct_channel"),
        key=("person_code", "started_on"),
        parents={"person_code": PERSON, "vacancy_code": "vacancy.code"},
        lists={
            "wants_more_hours": YES_NO,
            "contract": YES_NO,
            "social_security": YES_NO,
            "direct_channel": CHANNELS,
        },
        checks={
            "ended_after_started": "ended_on >= started_on",
            "wage_not_negative": "monthly_wage_usd >= 0",
            "hours_plausible": "weekly_hours BETWEEN 0 AND 84",
        },
        indexes=("vacancy_code",),
    )


def vacancy(fair: str | None) -> None:
    """Let vacancies refer to their fair, or no longer; SQLite makes the table anew for it."""
    with op.batch_alter_table("vacancy") as changed:
        if fair:
            changed.create_foreign_key(fair, "event", ["event_code"], ["code"])
        else:
            changed.drop_constraint(op.f("fk_vacancy_event_code"), type_="foreignkey")


def training() -> None:
    table(
        "course",
        text("code"),
        text("kind"),
        text("name"),
        number("hours", 6),
        text("government_code"),
        key=("code",),
        parents={"government_code": PLACE},
        lists={"kind": ("TOT", "CASCADA", "HABILIDADES", "EMPRENDIMIENTO", "EMPRESAS")},
        checks={"hours_given": "hours > 0"},
        indexes=("government_code",),
    )
    table(
        "course_session",
        text("code"),
        text("course_code"),
        text("cohort_code"),
        day("held_on"),
        number("hours", 6),
        text("canton_code"),
        text("trainer_code", nullable=True),
        whole("unlinked", nullable=True),
        key=("code",),
        parents={"course_code": "course.code", "canton_code": PLACE, "trainer_code": PERSON},
        checks={"hours_given": "hours > 0", "unlinked_counted": "unlinked >= 0"},
        indexes=("course_code", "cohort_code", "held_on"),
    )
    table(
        "enrolment",
        text("person_code"),
        text("cohort_code"),
        number("mark_before", 5, nullable=True),
        number("mark_after", 5, nullable=True),
        text("completed"),
        text("certified"),
        key=("person_code", "cohort_code"),
        parents={"person_code": PERSON},
        lists={"completed": YES_NO, "certified": YES_NO},
        checks={
            "mark_before_of_100": "mark_before BETWEEN 0 AND 100",
            "mark_after_of_100": "mark_after BETWEEN 0 AND 100",
        },
        indexes=("cohort_code",),
    )
    table(
        "session_attendance",
        text("person_code"),
        text("session_code"),
        text("enterprise_code", nullable=True),
        key=("person_code", "session_code"),
        parents={
            "person_code": PERSON,
            "session_code": "course_session.code",
            "enterprise_code": "enterprise.code",
        },
        indexes=("session_code",),
    )
    table(
        "attitude",
        text("cohort_code"),
        text("participant_code"),
        text("moment"),
        text("question"),
        whole("agreement"),
        key=("cohort_code", "participant_code", "moment", "question"),
        parents={},
        lists={"moment": ("ANTES", "DESPUES")},
        checks={"agreement_of_5": "agreement BETWEEN 1 AND 5"},
    )


def ventures() -> None:
    table(
        "listing",
        text("code"),
        text("person_code"),
        text("platform_code"),
        text("category"),
        day("live_from"),
        day("live_to", nullable=True),
        key=("code",),
        parents={"person_code": PERSON, "platform_code": "platform.code"},
        lists={"category": ("PRODUCTO", "SERVICIO")},
        checks={"live_to_after_from": "live_to >= live_from"},
        indexes=("person_code",),
    )
    table(
        "listing_sales",
        text("listing_code"),
        day("month"),
        whole("sales"),
        number("sales_usd", 10),
        key=("listing_code", "month"),
        parents={"listing_code": "listing.code"},
        checks={"sales_counted": "sales >= 0", "sales_usd_not_negative": "sales_usd >= 0"},
    )
    table(
        "site",
        text("code"),
        text("name"),
        text("canton_code"),
        whole("seats"),
        number("weekly_hours", 5),
        number("lat", 9, 6, nullable=True),
        number("lon", 9, 6, nullable=True),
        key=("code",),
        parents={"canton_code": PLACE},
        checks={
            "seats_counted": "seats >= 1",
            "hours_of_a_week": "weekly_hours > 0 AND weekly_hours <= 168",
        },
    )
    table(
        "visit",
        text("person_code"),
        text("site_code"),
        moment("entered_at"),
        moment("left_at", nullable=True),
        key=("person_code", "site_code", "entered_at"),
        parents={"person_code": PERSON, "site_code": "site.code"},
        checks={"left_after_entered": "left_at > entered_at"},
        indexes=("site_code",),
    )


def community() -> None:
    table(
        "association",
        text("code"),
        text("name"),
        text("kind"),
        text("canton_code"),
        text("publishable"),
        number("lat", 9, 6, nullable=True),
        number("lon", 9, 6, nullable=True),
        text("led_by_women"),
        day("active_on"),
        text("website", nullable=True),
        key=("code",),
        parents={"canton_code": PLACE},
        lists={
            "kind": ("MIGRANTE", "DIASPORA", "RETORNADA"),
            "publishable": YES_NO,
            "led_by_women": YES_NO,
        },
    )
    table(
        "study",
        text("code"),
        text("title"),
        text("canton_code"),
        day("published_on"),
        text("link", nullable=True),
        key=("code",),
        parents={"canton_code": PLACE},
    )
    table(
        "recommendation",
        text("study_code"),
        whole("number"),
        text("text"),
        text("state"),
        day("state_on", nullable=True),
        key=("study_code", "number"),
        parents={"study_code": "study.code"},
        lists={"state": STATES},
        checks={"number_counted": "number >= 1"},
    )
    table(
        "assistance",
        text("code"),
        text("institution"),
        text("level"),
        text("territory_code"),
        text("topic"),
        day("started_on"),
        day("ended_on", nullable=True),
        text("product", nullable=True),
        text("state"),
        key=("code",),
        parents={"territory_code": PLACE},
        lists={"level": ("NACIONAL", "PROVINCIAL", "CANTONAL"), "state": STATES},
        checks={"ended_after_started": "ended_on >= started_on"},
    )


def downgrade() -> None:
    gone = ["funnel_cell", "reach_cell", "assistance", "recommendation", "study", "association"]
    gone += ["visit", "site", "listing_sales", "listing", "attitude", "session_attendance"]
    gone += ["enrolment", "course_session", "course", "placement", "application"]
    for name in (*gone, "event_attendance"):
        op.drop_table(name)
    vacancy(None)
    op.drop_table("event")
