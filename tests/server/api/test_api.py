"""The open door for programs: what it gives is what a visitor sees, and it says so in words."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from openapi_spec_validator import validate
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components import downloads
from components.open_data.examples import bearing, examples
from data_access.answers import QUESTIONS
from data_access.auth import current_user, own_tokens, rate_limits
from data_access.database import engine_for
from data_access.language import LANGUAGES
from data_access.releases import reading
from data_access.scope import Scope
from data_access.viewer import VISITOR, Grant, Viewer
from server.api import data_package, endpoints, pace
from tests import databases
from tests.data_access.auth.house import enter, told
from tests.releasing import published
from tests.serving import serving

ROOT = "/api/v1"
EVA, ROOT_MAIL = "eva@example.org", "root@example.org"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The demo programme, whose release these tests read."""
    path = tmp_path_factory.mktemp("api") / "demo.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", databases.sqlite_copy("demo", path))
        engine = engine_for()
        published(engine)
        yield engine


@pytest.fixture
def client(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(pace, "PACES", pace.Paces(per_second=1000))
    return TestClient(Starlette(routes=list(endpoints.ROUTES)))


def rows(found: Any) -> list[dict[str, Any]]:
    assert found.status_code == 200, found.text
    return list(found.json()["rows"])


@pytest.mark.parametrize("name", ["people.count", "hiring.funnel", "labour.vacancies"])
def test_an_answer_is_the_one_that_a_visitor_of_the_pages_gets(
    client: TestClient, engine: Engine, name: str
) -> None:
    told = client.get(f"{ROOT}/answers/{name}?territory=1308&lang=es").json()

    wanted = reading.answer(engine, name, VISITOR, Scope("1308")).to_json("es")
    assert {key: told[key] for key in wanted} == wanted
    assert told["release"]["number"] >= 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "language"), [("1308", "es"), pytest.param("EC", "en", marks=pytest.mark.matrix)]
)
def test_every_answer_has_the_same_rows_flags_and_release_as_json_and_as_csv(
    client: TestClient, engine: Engine, place: str, language: str
) -> None:
    """What a page draws, in both forms; a number that is withheld is null or empty, never 0."""
    held = 0
    for name in sorted(QUESTIONS):
        by = "&by=territory" if place == "EC" and "territory" in QUESTIONS[name].by else ""
        query = f"territory={place}{by}"
        asked = f"{ROOT}/answers/{name}?{query}&lang={language}"
        json_form, csv_form = client.get(asked), client.get(f"{asked}&format=csv")
        if json_form.status_code == 422:  # a question that needs a period or an edition named
            assert csv_form.status_code == 422
            continue
        scope = Scope.from_query(dict(pair.split("=") for pair in query.split("&")))
        wanted = reading.answer(engine, name, VISITOR, scope)
        told = json_form.json()
        known = wanted.to_json(language)
        assert told["rows"] == known["rows"] and told["release"] == known["release"], name
        assert csv_form.content == downloads.as_csv(wanted, language), name
        for row in told["rows"]:
            if row.get("flag") in ("few", "not_published"):
                held += 1
                assert None in row.values(), name
    assert held > 20


def test_whoever_asks_gets_the_public_answer_whatever_cookie_they_hold(client: TestClient) -> None:
    path = f"{ROOT}/answers/people.count?territory=1308&by=nacionalidad"
    public = client.get(path)

    asked = client.get(path, headers={"Cookie": "m4sd=anything", "Authorization": "Basic eDp4"})
    assert asked.content == public.content
    assert {row["flag"] for row in rows(public)} >= {"few"}


@pytest.fixture
def eva(engine: Engine) -> str:
    """The token of a monitor."""
    cookie = enter(engine, EVA, Grant("monitor"))
    here = current_user.arrive(engine, cookie, None, "")
    return own_tokens.issue(engine, here, "Power BI", 7)


def test_with_a_token_the_answer_is_its_owners_and_logged_where_people_are_counted_exactly(
    client: TestClient, engine: Engine, eva: str
) -> None:
    headers, path = {"Authorization": f"Bearer {eva}"}, f"{ROOT}/answers/people.count?by=territory"
    exact = client.get(path, headers=headers)

    viewer = Viewer(frozenset({Grant("monitor")}), EVA)
    wanted = reading.answer(engine, "people.count", viewer, Scope(by=("territory",)))
    assert rows(exact) == wanted.to_json("es")["rows"] != rows(client.get(path))
    assert exact.json()["release"] is None
    assert exact.headers["cache-control"] == "private, no-store"
    assert "Authorization" in client.get(path).headers["vary"]
    again = client.get(path, headers={**headers, "If-None-Match": exact.headers["etag"]})
    assert again.status_code == 304
    client.get(f"{ROOT}/answers/community.studies?format=csv", headers=headers)
    seen = {"answer": "people.count", "format": "json", "query": {"by": "territory"}}
    assert told(engine, "exact_export") == [(EVA, seen)]


def test_a_token_opens_nothing_of_a_jury(client: TestClient, engine: Engine) -> None:
    root = current_user.arrive(engine, enter(engine, ROOT_MAIL, Grant("administrator")), None, "")
    headers = {"Authorization": f"Bearer {own_tokens.issue(engine, root, 'R', 7)}"}
    for name in ("awards.ranking", "awards.jurors", "awards.overview"):
        path = f"{ROOT}/answers/{name}?edicion=EMP-2026"
        assert client.get(path, headers=headers).content == client.get(path).content


def test_a_wrong_token_is_refused_in_words(client: TestClient, engine: Engine, eva: str) -> None:
    path = f"{ROOT}/answers/people.count"
    found = client.get(path, headers={"Authorization": f"bearer {eva}x"})

    assert (found.status_code, found.headers["www-authenticate"]) == (401, 'Bearer realm="api"')
    assert found.json()["detail"] == "Este token no existe o está incompleto: cópielo entero."
    english = client.get(f"{path}?lang=en", headers={"Authorization": "Bearer"}).json()["detail"]
    assert english == "This token does not exist or is incomplete: copy all of it."


def test_a_wrong_token_is_in_the_log_as_often_as_its_limit_and_keeps_no_other_out(
    client: TestClient, engine: Engine, eva: str
) -> None:
    path, most = f"{ROOT}/answers/people.count", rate_limits.LIMITS["failed_token"].most
    for _ in range(most + 2):
        wrong = client.get(path, headers={"Authorization": f"Bearer {eva}x"})
        assert wrong.status_code == 401

    noted = told(engine, "token_failed")
    assert len(noted) == most
    assert all(actor == "" and list(details) == ["source"] for actor, details in noted)
    assert eva not in str(noted)
    right = client.get(path, headers={"Authorization": f"Bearer {eva}"})
    assert right.status_code == 200 and right.headers["cache-control"] == "private, no-store"


def test_a_table_has_its_definition_in_comments_and_the_same_numbers(client: TestClient) -> None:
    path = f"{ROOT}/answers/hiring.funnel?territory=1308&lang=en"
    table = client.get(f"{path}&format=csv")

    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    lines = [line for line in table.text.lstrip("\ufeff").splitlines() if not line.startswith("#")]
    found = list(csv.DictReader(lines))
    assert [float(line["People who reached it"]) for line in found] == [
        row["reached"] for row in rows(client.get(path))
    ]


def test_whoever_has_the_same_already_is_sent_nothing(client: TestClient) -> None:
    first = client.get(f"{ROOT}/answers/people.count")

    again = client.get(
        f"{ROOT}/answers/people.count", headers={"If-None-Match": first.headers["etag"]}
    )
    other = client.get(
        f"{ROOT}/answers/people.count?territory=1308",
        headers={"If-None-Match": first.headers["etag"]},
    )
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def test_rows_come_page_by_page_and_each_leads_to_the_next(client: TestClient) -> None:
    path = f"{ROOT}/answers/people.count?by=territory"
    whole, found, link = rows(client.get(path)), [], f"{path}&limit=10"
    for _page in range(9):
        page = client.get(link)
        found += rows(page)
        assert page.json()["total"] == len(whole)
        following = re.search(r'<([^>]*)>; rel="next"', page.headers.get("link", ""))
        if following is None:
            break
        link = following[1]

    assert found == whole and len(whole) > 20


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("answers/people.nothing", 404, "No hay una respuesta con el nombre «people.nothing»."),
        ("questions/x", 404, "No hay una respuesta con el nombre «x»."),
        ("answers/people.count?territory=9999", 422, "No existe un lugar con el código «9999»."),
        ("answers/people.count?from=ayer", 422, "«ayer» no es una fecha"),
        ("answers/people.count?color=rojo", 422, "color"),
        ("answers/people.count?by=color", 422, "No se puede desglosar por «color»"),
        ("answers/people.count?sexo=M&sexo=H", 422, "El filtro sexo está repetido."),
        ("answers/people.count?limit=0", 422, "limit es un número entre 1 y 10000."),
        ("answers/people.count?offset=-1", 422, "offset es un número entre 0 y"),
        ("answers/people.count?format=xml", 422, "El formato «xml» no existe"),
        ("answers/people.count?from=2025-01-03&until=2025-02-01", 422, ""),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(
    client: TestClient, path: str, status: int, said: str
) -> None:
    found = client.get(f"{ROOT}/{path}", headers={"Accept-Language": "es"})

    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    told = found.json()
    assert told["status"] == status and said in told["detail"] and told["detail"]
    english = client.get(f"{ROOT}/{path}", headers={"Accept-Language": "en-US,en;q=0.9"}).json()
    assert english["detail"] != told["detail"]


def test_who_asks_too_fast_waits_and_is_told_how_long(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "PACES", pace.Paces(per_second=0.1, burst=2))
    found = [client.get(f"{ROOT}/places") for _time in range(3)]

    assert [one.status_code for one in found] == [200, 200, 429]
    assert 1 <= int(found[2].headers["retry-after"]) <= 20


def test_waiting_as_long_as_told_is_enough() -> None:
    paces = pace.Paces(per_second=1.0, burst=1)
    assert paces.admit("a", 0.0) == 0
    wait = paces.admit("a", 0.0)
    assert wait > 0 and paces.admit("b", 0.0) == 0
    assert paces.admit("a", wait) == 0


def test_a_broken_database_is_told_and_no_detail_leaves(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object) -> None:
        raise OSError("/var/secret is gone")

    monkeypatch.setattr(reading, "answer", broken)
    found = client.get(f"{ROOT}/answers/people.count")

    assert found.status_code == 503 and "secret" not in found.text


def test_the_description_is_valid_and_has_every_question(client: TestClient) -> None:
    document = client.get(f"{ROOT}/openapi.json").json()

    validate(document)
    assert {f"/answers/{name}" for name in QUESTIONS} <= document["paths"].keys()


@pytest.mark.parametrize("name", ["people.count", "labour.gap", "awards.results"])
def test_rows_are_as_described(client: TestClient, name: str) -> None:
    document = client.get(f"{ROOT}/openapi.json").json()
    given = document["paths"][f"/answers/{name}"]["get"]["responses"]["200"]
    known = given["content"]["application/json"]["schema"]["properties"]["rows"]["items"]
    types = {"string": str, "number": (int, float), "integer": int, "boolean": bool, "array": list}

    for row in rows(client.get(f"{ROOT}/answers/{name}")):
        assert row.keys() <= known["properties"].keys()
        for key, value in row.items():
            kind, null = known["properties"][key]["type"]
            assert null == "null" and (value is None or isinstance(value, types[kind])), key


def test_every_question_is_listed_with_its_definition_in_each_language(client: TestClient) -> None:
    listed = client.get(f"{ROOT}/questions").json()["questions"]

    assert {one["name"] for one in listed} == set(QUESTIONS)
    for one in listed[:5]:
        whole = client.get(one["definition"]).json()
        assert set(whole["meaning"]) == set(LANGUAGES)
        assert [column["name"] for column in whole["columns"]]


def test_places_lead_up_to_the_country(client: TestClient) -> None:
    parents = {p["code"]: p["parent"] for p in client.get(f"{ROOT}/places").json()["places"]}

    assert parents["1308"] in ("13", "13R") and parents["EC"] is None
    assert set(parents.values()) - {None} <= parents.keys()


def test_each_example_of_the_guide_gets_rows(client: TestClient) -> None:
    for example in examples("http://testserver"):
        assert example.url in example.code
        found = client.get(example.url)
        assert found.status_code == 200
        if "format=csv" not in example.url:
            assert rows(found)


def test_the_example_with_a_token_gets_what_its_owner_sees(client: TestClient, eva: str) -> None:
    header, url = re.findall(r'"([^"]*)"', bearing("http://testserver", eva))
    name, _, value = header.partition(": ")
    found = client.get(url, headers={name: value})

    assert found.status_code == 200 and found.headers["cache-control"] == "private, no-store"


@pytest.mark.slow
def test_the_data_package_is_valid_and_its_figures_are_those_of_the_answers(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_package, "PLACES", ("EC",))
    with zipfile.ZipFile(io.BytesIO(client.get(f"{ROOT}/datapackage.zip").content)) as archive:
        archive.extractall(tmp_path)

    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "fieldName", "message"])[:5]
    about = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert {one["path"] for one in about["resources"]} >= {
        f"data/{name}.csv" for name in QUESTIONS if name != "indicators.frozen"
    }
    assert about["licenses"] == [data_package.licence()]
    with (tmp_path / "data/indicators_long.csv").open(encoding="utf-8") as file:
        told = [row for row in csv.DictReader(file) if not row["from"]]
    wanted = rows(client.get(f"{ROOT}/answers/indicators.framework"))
    assert [row["code"] for row in told] == [row["code"] for row in wanted]
    for row, known in zip(told, wanted, strict=True):
        assert (float(row["actual"]) if row["actual"] else None) == pytest.approx(
            known["actual"], abs=1e-6
        )


@pytest.mark.slow
@pytest.mark.server
def test_schemathesis_finds_nothing_undocumented(tmp_path: Path) -> None:
    url = databases.sqlite_copy("demo", tmp_path / "demo.db")
    with serving(url, API_REQUESTS_PER_SECOND="1000") as server:
        found = subprocess.run(
            [
                *(str(Path(sys.executable).with_name("schemathesis")), "run"),
                *(f"{server}{ROOT}/openapi.json", "--url", f"{server}{ROOT}"),
                *(
                    "--checks",
                    "not_a_server_error,status_code_conformance,content_type_conformance",
                ),
                *("--max-examples", "2", "--phases", "examples,coverage,fuzzing"),
                *("--request-timeout", "60", "--no-color"),
            ],
            cwd=tmp_path,  # where it keeps what it found
            capture_output=True,
            text=True,
            check=False,
        )
        # Before the server is stopped: a slow end of it would hide what was found.
        assert found.returncode == 0, found.stdout[-3000:]
