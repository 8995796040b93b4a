"""Labour answers on the worked survey of METHODS §2, as each reader gets them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Engine, insert, update

from data_access import territory
from data_access.answers import QUESTIONS, ask
from data_access.answers.labour.survey_answer import NOT_REPRESENTATIVE
from data_access.lists import BARRIER
from data_access.scope import Scope, ScopeError
from data_access.tables import Enterprise, Stratum, Survey, SurveyResponse
from data_access.viewer import ADMINISTRATOR, VISITOR, Viewer
from tests.data_access.answers.example import store_people, store_survey
from tests.writing import writing

MANTA = Scope("1308")


@pytest.fixture
def surveyed(engine: Engine) -> Engine:
    with writing(engine) as connection:
        store_survey(connection)
    return engine


def answered(engine: Engine, name: str, scope: Scope, viewer: Viewer = ADMINISTRATOR) -> Any:
    with engine.connect() as connection:
        return ask(connection, name, viewer, scope)


def rows(
    engine: Engine, name: str, scope: Scope, viewer: Viewer = ADMINISTRATOR
) -> list[dict[str, Any]]:
    return answered(engine, name, scope, viewer).to_json("es")["rows"]


def only(engine: Engine, name: str, scope: Scope, viewer: Viewer = ADMINISTRATOR) -> dict[str, Any]:
    (row,) = rows(engine, name, scope, viewer)
    return row


def test_an_unreliable_estimate_is_hidden_from_visitors_and_said_so(surveyed: Engine) -> None:
    answer = answered(surveyed, "labour.vacancies", MANTA, VISITOR)
    (row,) = answer.to_json("es")["rows"]

    assert row["flag"] == "not_published"
    for key in ("estimate", "se", "ci_low", "ci_high", "cv"):
        assert row[key] is None
    assert [(w.reason, w.rows) for w in answer.withheld] == [("not_published", 1)]


def test_an_administrator_sees_it_with_its_flag(surveyed: Engine) -> None:
    row = only(surveyed, "labour.vacancies", MANTA)

    assert (round(row["estimate"], 4), row["flag"]) == (433.3333, "not_published")


def test_a_rate_fit_for_caution_reaches_everybody(surveyed: Engine) -> None:
    row = only(surveyed, "labour.vacancy_rate", MANTA, VISITOR)

    assert (round(row["estimate"], 6), row["flag"]) == (0.080745, "caution")
    assert "ciuo2" not in row


def test_a_place_and_what_holds_it_have_the_same_figure_when_nothing_else_was_asked(
    surveyed: Engine,
) -> None:
    manta, manabi, country = (
        only(surveyed, "labour.vacancies", Scope(code))["estimate"] for code in ("1308", "13", "EC")
    )

    assert manta == manabi == country


def test_a_place_where_nobody_was_asked_is_unknown_and_not_zero(surveyed: Engine) -> None:
    assert rows(surveyed, "labour.vacancies", Scope("13R")) == []
    found = {
        row["territory"]: (row["estimate"], row["flag"])
        for row in rows(surveyed, "labour.vacancies", Scope("13", by=("territory",)))
    }

    assert list(found) == list(territory.cantons_of("13"))
    assert round(found["1308"][0], 2) == 433.33
    assert found["1301"] == (None, "unknown")


def test_an_occupation_that_nobody_reports_is_a_row_without_a_figure_for_visitors(
    surveyed: Engine,
) -> None:
    found = {
        row["ciuo2"]: row
        for row in rows(surveyed, "labour.vacancies", Scope("1308", by=("ciuo2",)), VISITOR)
    }

    assert len(found) == 40
    assert found["52"]["flag"] == "not_published"
    assert found["52"]["estimate"] is None


def test_sizes_of_company_are_domains_with_their_own_degrees_of_freedom(surveyed: Engine) -> None:
    found = {
        row["tamano"]: (row["estimate"], row["df"], row["n"])
        for row in rows(surveyed, "labour.vacancies", Scope("1308", by=("tamano",)))
        if row["n"]
    }

    assert found == {
        "MICRO": (pytest.approx(200), 7, 8),
        "MEDIANA": (pytest.approx(200), 5, 6),
        "GRANDE": (pytest.approx(100 / 3), 2, 3),
    }


def test_those_who_did_not_answer_a_question_are_left_out_of_it(surveyed: Engine) -> None:
    with writing(surveyed) as connection:
        connection.execute(
            update(SurveyResponse)
            .where(SurveyResponse.enterprise_code == "ENC-grande-1")
            .values(occupied_posts=None, willing_to_hire="NR")
        )

    assert only(surveyed, "labour.occupied", MANTA)["n"] == 16
    assert only(surveyed, "labour.willing", MANTA)["n"] == 16
    assert only(surveyed, "labour.vacancies", MANTA)["n"] == 17


def test_every_barrier_is_a_row_and_a_company_may_name_several(surveyed: Engine) -> None:
    found = {row["barrera"]: row["estimate"] for row in rows(surveyed, "labour.barriers", MANTA)}

    assert list(found) == list(BARRIER)
    # Respondents 0, 3 and 6 of 8, 0 and 3 of 6, 0 of 3 name DOCUMENTOS and COSTO.
    wanted = (400 * 3 / 8 + 100 * 2 / 6 + 5 * 1 / 3) / 505
    assert found["DOCUMENTOS"] == found["COSTO"] == pytest.approx(wanted)
    assert found["NINGUNA"] == pytest.approx(1 - wanted)
    assert found["IDIOMA"] == 0


def test_the_response_counts_every_outcome(surveyed: Engine) -> None:
    outcomes = ["RECHAZO"] * 2 + ["NO_CONTACTO"] + ["DESCONOCIDA"] + ["NO_ELEGIBLE"]
    with writing(surveyed) as connection:
        batch = connection.scalar(
            Survey.__table__.select().with_only_columns(Survey.import_batch_id)
        )
        for i, outcome in enumerate(outcomes):
            company = {"code": f"X{i}", "size": "MICRO", "ciiu": "G", "canton_code": "1308"}
            connection.execute(insert(Enterprise), {**company, "import_batch_id": batch})
            connection.execute(
                insert(SurveyResponse),
                {
                    "survey_code": "ENC",
                    "enterprise_code": f"X{i}",
                    "stratum_code": "micro",
                    "outcome": outcome,
                    "import_batch_id": batch,
                },
            )

    row = only(surveyed, "labour.response", MANTA, VISITOR)

    assert {key: row[key] for key in ("completed", "refused", "unknown", "ineligible")} == {
        "completed": 17,
        "refused": 2,
        "unknown": 2,
        "ineligible": 1,
    }
    assert row["rate"] == pytest.approx(17 / (19 + 2 * 19 / 20))


def test_the_gap_sets_vacancies_against_those_registered_by_the_survey(surveyed: Engine) -> None:
    late = {"registered_on": dt.date(2025, 10, 1)}
    with writing(surveyed) as connection:
        store_people(connection, *[{}] * 30, *[late] * 5, *[{"sought_isco2": "52"}] * 11)

    found = {row["ciuo2"]: row for row in rows(surveyed, "labour.gap", MANTA)}

    assert found["51"]["registered_supply"] == 30
    assert found["51"]["gap"] == pytest.approx(433.3333 - 30, abs=1e-3)
    assert found["51"]["tightness"] == pytest.approx(433.3333 / 30, abs=1e-3)
    assert found["52"]["gap"] == -11


def test_a_gap_over_few_people_is_few_with_nothing_computed_from_them(surveyed: Engine) -> None:
    with writing(surveyed) as connection:
        store_people(connection, *[{}] * 4)
        # A census: the demand side is certain, so only the people are at stake.
        for stratum, asked in {"micro": 8, "pyme": 6, "grande": 3}.items():
            connection.execute(
                update(Stratum).where(Stratum.code == stratum).values(universe=asked)
            )
    visitor = {r["ciuo2"]: r for r in rows(surveyed, "labour.gap", MANTA, VISITOR)}["51"]
    staff = {r["ciuo2"]: r for r in rows(surveyed, "labour.gap", MANTA)}["51"]

    assert staff["registered_supply"] == 4
    for key in ("registered_supply", "gap", "tightness"):
        assert visitor[key] is None
    assert (visitor["vacancies"], visitor["flag"]) == (36, "few")


def test_mismatch_needs_two_occupations_and_lilien_two_surveys(surveyed: Engine) -> None:
    row = only(surveyed, "labour.mismatch", MANTA)

    assert (row["jackman_roper"], row["sahin"], row["lilien"]) == (None, None, None)


def test_mismatch_is_that_of_the_shares(surveyed: Engine) -> None:
    with writing(surveyed) as connection:
        store_people(connection, *[{}] * 30, *[{"sought_isco2": "52"}] * 10)

    row = only(surveyed, "labour.mismatch", MANTA)

    # All vacancies in 51, three quarters of the people.
    assert row["jackman_roper"] == pytest.approx(0.25)
    assert row["sahin"] == pytest.approx(1 - 0.75**0.5)


def test_below_monitor_an_index_is_too_short_to_be_solved_for_its_estimates(
    surveyed: Engine,
) -> None:
    with writing(surveyed) as connection:
        store_people(connection, *[{}] * 60, *[{"sought_isco2": "52"}] * 29)

    visitors = only(surveyed, "labour.mismatch", MANTA, VISITOR)
    monitors = only(surveyed, "labour.mismatch", MANTA)

    for index in ("jackman_roper", "sahin"):
        assert visitors[index] == round(visitors[index], 2) > 0
        assert monitors[index] != round(monitors[index], 2)


def test_lilien_compares_with_the_survey_before(surveyed: Engine) -> None:
    with writing(surveyed) as connection:
        store_survey(connection, "ANTES")
        connection.execute(
            update(Survey).where(Survey.code == "ANTES").values(reference_date=dt.date(2024, 9, 30))
        )

    # Every section grew alike (there is one): no dispersion.
    assert only(surveyed, "labour.mismatch", MANTA)["lilien"] == pytest.approx(0)


def test_the_newest_survey_of_a_place_answers_unless_another_is_named(surveyed: Engine) -> None:
    with writing(surveyed) as connection:
        store_survey(connection, "NUEVA", canton="2301")
        connection.execute(
            update(Survey).where(Survey.code == "NUEVA").values(reference_date=dt.date(2025, 12, 1))
        )

    def source(scope: Scope) -> str:
        return answered(surveyed, "labour.vacancies", scope).sources[0].name.to("es")

    assert source(MANTA) == "Encuesta ENC"
    assert source(Scope("2301")) == "Encuesta NUEVA"
    assert source(Scope("EC")) == "Encuesta NUEVA"
    assert source(Scope("EC").having(encuesta="ENC")) == "Encuesta ENC"
    assert [r["encuesta"] for r in rows(surveyed, "labour.surveys", Scope())] == ["NUEVA", "ENC"]


def test_a_sample_not_drawn_by_chance_has_no_interval_and_says_so(engine: Engine) -> None:
    with writing(engine) as connection:
        store_survey(connection, design="NO_PROBABILISTICO")

    answer = answered(engine, "labour.vacancies", MANTA, VISITOR)
    (row,) = answer.to_json("es")["rows"]

    assert row["estimate"] == 36  # of the companies asked, not of a universe
    assert (row["se"], row["ci_low"], row["ci_high"], row["cv"]) == (None, None, None, None)
    assert row["flag"] == "caution"
    assert NOT_REPRESENTATIVE in answer.notes


def test_strata_tell_whom_they_stand_for_and_where_a_sparse_one_went(surveyed: Engine) -> None:
    with writing(surveyed) as connection:
        connection.execute(
            update(SurveyResponse)
            .where(SurveyResponse.enterprise_code.in_(["ENC-grande-1", "ENC-grande-2"]))
            .values(outcome="RECHAZO")
        )

    found = {row["estrato"]: row for row in rows(surveyed, "labour.strata", MANTA)}

    assert found["micro"]["universe"] == 400
    assert (found["grande"]["approached"], found["grande"]["completed"]) == (3, 1)
    assert found["grande"]["joined_to"] == "pyme"
    assert found["micro"]["joined_to"] is None


def test_of_companies_none_of_which_answered_nothing_is_told_to_anybody(surveyed: Engine) -> None:
    with writing(surveyed) as connection:
        connection.execute(
            update(SurveyResponse)
            .where(SurveyResponse.stratum_code == "grande")
            .values(outcome="RECHAZO")
        )

    found = rows(surveyed, "labour.vacancies", Scope(by=("estrato",)))
    of = {row["estrato"]: row for row in found}

    assert [of["grande"][name] for name in ("estimate", "se", "ci_low")] == [None] * 3
    assert of["grande"]["flag"] == "not_published"
    assert of["pyme"]["estimate"] == pytest.approx(200)


@pytest.mark.parametrize(
    ("name", "scope", "said"),
    [
        ("labour.vacancies", Scope(by=("sexo",)), "no admite el desglose «sexo»"),
        ("labour.vacancy_rate", Scope(by=("ciuo2",)), "no admite el desglose «ciuo2»"),
        ("labour.vacancies", Scope(filters=(("encuesta", "NADA"),)), "No existe la encuesta"),
        ("labour.vacancies", Scope(start=dt.date(2025, 1, 1)), "no admite un período"),
        ("labour.vacancies", Scope(by=("ciuo2", "tamano", "ciiu")), "a lo sumo 2"),
        ("labour.nada", Scope(), "No existe la respuesta"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    surveyed: Engine, name: str, scope: Scope, said: str
) -> None:
    with pytest.raises(ScopeError) as refused:
        answered(surveyed, name, scope)

    assert said in refused.value.text.to("es")


def test_every_labour_question_answers_an_empty_database_without_rows(engine: Engine) -> None:
    for name in [name for name in QUESTIONS if name.startswith("labour.")]:
        answer = answered(engine, name, MANTA, VISITOR)
        assert answer.to_json("es")["rows"] == []
